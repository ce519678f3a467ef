import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { askPostfix } from './ask.ts';
import { disagreements } from './disagreements.ts';
import { explain, readSite } from './engine.ts';
import { question } from './generate.ts';

// The law over made-up deployments: what we say is what the real Postfix says, or "unknown". Another SEED asks about others.
const seed = Number(process.env['SEED'] ?? 20261121);
const sites = Number(process.env['SITES'] ?? 32);
const aMinute = 60_000;
const verdicts = new Map<string, number>();

describe.concurrent(`made-up deployments, seed ${seed}`, () => {
  for (const [i, { site, addresses }] of fc.sample(question, { seed, numRuns: sites }).entries()) {
    test(`deployment ${i}`, { timeout: 3 * aMinute }, async ({ expect }) => {
      const answers = await askPostfix(
        { ...site, timeoutMs: 2 * aMinute },
        { addresses, clients: ['inside', 'outside'], final: i % 2 === 0 },
      );
      const system = readSite(site, answers.compiled);
      const { ours, theirs } = disagreements(system, answers.addresses);
      const files = Object.entries(site.files).map(([path, text]) => `-- ${path} --\n${text}`);
      expect(ours, files.join('')).toEqual(theirs);
      for (const [address, { rcpt }] of Object.entries(answers.addresses)) {
        for (const client of Object.keys(rcpt)) {
          const { verdict } = explain(system, address, client).rcpt;
          verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
        }
      }
    });
  }
});

test('enough was asked, and little is unknown', () => {
  const asked = [...verdicts.values()].reduce((sum, it) => sum + it, 0);
  console.log(`${asked} answers compared: ${[...verdicts].map(([it, n]) => `${it} ${n}`).join(', ')}`);
  expect(sites * 80).toBeLessThan(asked);
  expect(verdicts.get('unknown') ?? 0).toBeLessThan(asked * 0.03);
});
