import process from 'node:process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { askRouting } from './ask.ts';
import { disagreements, readSite } from './engine.ts';
import { question } from './generate.ts';

// The law over made-up deployments: what we say is what the real Exim says, or "unknown". Another SEED asks about others.
const seed = Number(process.env['SEED'] ?? 20261122);
const sites = Number(process.env['SITES'] ?? 28);
const counts = { asked: 0, unknown: 0 };

describe.concurrent(`made-up deployments, seed ${seed}`, () => {
  for (const [i, { site, addresses }] of fc.sample(question, { seed, numRuns: sites }).entries()) {
    test(`deployment ${i}`, async ({ expect }) => {
      const answers = await askRouting(site, addresses);
      const { ours, theirs, asked, unknown } = disagreements(readSite(site), answers);
      const files = Object.entries(site.files).map(([path, text]) => `-- ${path} --\n${text}`);
      counts.asked += asked;
      counts.unknown += unknown;
      expect(ours, files.join('')).toEqual(theirs);
    });
  }
});

test('enough was asked, and little is unknown', () => {
  console.log(`${counts.asked} answers compared, ${counts.unknown} of them unknown to us`);
  expect(sites * 75).toBeLessThan(counts.asked);
  expect(counts.unknown).toBeLessThan(counts.asked * 0.05);
});
