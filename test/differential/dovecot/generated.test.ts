import process from 'node:process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dovecot } from '../../../server/src/mta/dovecot/index.ts';
import { askDovecot } from './ask.ts';
import { disagreements, readSite } from './engine.ts';
import { question } from './generate.ts';

// The law over made-up configurations: what we say is what the real Dovecot says, or "unknown". Another SEED asks about others.
const seed = Number(process.env['SEED'] ?? 20261122);
const sites = Number(process.env['SITES'] ?? 30);
const counts = { asked: 0, unknown: 0 };

describe.concurrent(`made-up configurations, seed ${seed}`, () => {
  for (const [i, { site, addresses }] of fc.sample(question, { seed, numRuns: sites }).entries()) {
    test(`configuration ${i}`, async ({ expect }) => {
      const { replies } = await askDovecot(site, addresses);
      const system = readSite(site);
      const { ours, theirs } = disagreements(system, replies);
      const files = Object.entries(site.files).map(([path, text]) => `-- ${path} --\n${text}`);
      expect(ours, files.join('')).toEqual(theirs);
      for (const address of Object.keys(replies)) {
        counts.asked++;
        if (dovecot.reply(system, address, '').verdict === 'unknown') counts.unknown++;
      }
    });
  }
});

test('enough was asked, and not too much is unknown', () => {
  console.log(`${counts.asked} answers compared, ${counts.unknown} of them unknown to us`);
  expect(sites * 10).toBeLessThan(counts.asked);
  expect(counts.unknown).toBeLessThan(counts.asked * 0.3);
});
