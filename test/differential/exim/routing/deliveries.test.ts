import process from 'node:process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RoutingSite } from './answers.ts';
import { askDeliveries } from './ask.ts';
import { allCases } from './cases.ts';
import { deliveryDisagreements } from './deliveries.ts';
import { readSite } from './engine.ts';
import { question } from './generate.ts';

// What becomes of messages that are really sent and delivered is what we foretell. Another SEED asks about other deployments.
const seed = Number(process.env['SEED'] ?? 20261122);
const sites = Number(process.env['SITES'] ?? 8);
/** Of the recorded cases those that are about what comes behind the queue. */
const behindTheQueue = /^(end-|forward-files|forbidden-files|passing|self|several-children|specials|tainted)/;
let asked = 0;

async function compare(site: RoutingSite, addresses: readonly string[]): Promise<void> {
  const logged = await askDeliveries(site, addresses);
  const { ours, theirs, asked: here } = deliveryDisagreements(readSite(site), logged);
  asked += here;
  const files = Object.entries(site.files).map(([path, text]) => `-- ${path} --\n${text}`);
  expect(ours, files.join('')).toEqual(theirs.map((it) => it.replace(/ {5}.*$/s, '')));
}

describe('a real delivery compared', () => {
  for (const { name, shows, site, addresses } of allCases()) if (behindTheQueue.test(name)) test(shows, () => compare(site, addresses));

  for (const [i, { site, addresses }] of fc.sample(question, { seed, numRuns: sites }).entries())
    test(`made-up deployment ${i}, seed ${seed}`, () => compare(site, addresses.slice(0, 20)));

  test('enough was delivered', () => {
    expect(sites * 8).toBeLessThan(asked);
  });
});
