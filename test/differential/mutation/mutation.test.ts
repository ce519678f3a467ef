import process from 'node:process';
import { describe, expect, test } from 'vitest';
import { arrives } from '../postfix/expectation.ts';
import { deployments } from './deployment.ts';
import { drawFound, drawMutant, drawTable, type Judged } from './draw.ts';
import { faults } from './faults/index.ts';
import { findingsIn } from './judge.ts';
import { mutantsOf, type Sample } from './mutants.ts';
import { tryMutants } from './run.ts';

// Mistakes made one at a time in deployments that work; a real Postfix says who is unknown then, and a finding must stand where the mistake is.
// SEED draws others, MOST and HARMLESS more of each kind; DEPLOYMENT and KIND (parts of their names) choose; SHOW=missed (or caught, all) prints mutants in full.
const { SEED = '1', MOST = '1', HARMLESS = '0', DEPLOYMENT = '', KIND = '', SHOW = '' } = process.env;
const sample: Sample = { seed: Number(SEED), most: Number(MOST), harmless: Number(HARMLESS) };
const tried = deployments().filter((it) => it.name.includes(DEPLOYMENT));
const chosen = faults.filter((it) => it.kind.includes(KIND));
const judged: Judged[] = [];
/** One server is asked about a deployment and all that can go wrong there. */
const timeout = 600_000;

describe('deployments without a fault', () => {
  test.each(tried.map((it) => [it.name, it] as const))('%s: no error and at most one warning', (_, { site }) => {
    const found = findingsIn(site);
    expect(found.filter((it) => it.severity === 'error').map(drawFound)).toEqual([]);
    expect(
      found
        .filter((it) => it.severity === 'warning')
        .map(drawFound)
        .slice(1),
    ).toEqual([]);
  });
});

describe.concurrent(`mutants, seed ${SEED}`, () => {
  for (const deployment of tried) {
    test(deployment.name, { timeout }, async ({ expect }) => {
      const trial = await tryMutants(deployment, mutantsOf(deployment, chosen, sample));
      judged.push(...trial.judged);
      const lost = Object.entries(trial.before.addresses).filter(([, it]) => !arrives(it));
      expect([trial.before.why, ...lost]).toEqual([undefined]);
    });
  }
});

test('a finding stands where the mistake is', () => {
  for (const it of judged) if (SHOW === 'all' || it.verdict.kind === SHOW) console.log(drawMutant(it));
  console.log(drawTable(judged));
  const count = (kind: Judged['verdict']['kind']): number => judged.filter((it) => it.verdict.kind === kind).length;
  expect((count('caught') + count('missed')) * 0.95).toBeLessThanOrEqual(count('caught'));
});

test('enough kinds of mistakes and of deployments are tried', () => {
  expect(25).toBeLessThanOrEqual(faults.length);
  expect(10).toBeLessThanOrEqual(deployments().length);
});
