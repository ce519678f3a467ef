import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { describe, expect, test } from 'vitest';
import { parseFixture } from '../../../unit/fixture.ts';
import { arrives, endsOf } from '../ends.ts';
import type { Files } from './faults/fault.ts';
import { faults } from './faults/index.ts';
import { findingsIn, type Judged, judge } from './judge.ts';
import { mutantsOf } from './mutants.ts';

// Mistakes made one at a time on hosts that work; a real Exim says who gets no mail then, and a new finding must stand there or speak of them.
// SEED draws others, MOST more of each kind for each host, and SHARE is how many of all that are drawn: SHARE=1 asks about each.
// DEPLOYMENT and KIND (parts of their names) choose; SHOW=all prints what no file shows, too.
const { SEED = '1', MOST = '1', SHARE = '0.25', DEPLOYMENT = '', KIND = '', SHOW = '' } = process.env;
const folder = path.join(import.meta.dirname, 'deployments');
const chosen = faults.filter((it) => it.kind.includes(KIND));
const names = readdirSync(folder).filter((it) => it.includes(DEPLOYMENT));
const judged: Judged[] = [];

describe.concurrent(`mutants, seed ${SEED}`, () => {
  for (const name of names) {
    test(name, async ({ expect }) => {
      const read = Object.fromEntries(parseFixture(readFileSync(path.join(folder, name), 'utf8')).files);
      const files: Files = Object.fromEntries(Object.entries(read).filter(([it]) => it.startsWith('/')));
      const known = findingsIn(files);
      expect(known).toEqual([]);
      const mutants = mutantsOf(name, files, chosen, { seed: Number(SEED), most: Number(MOST), share: Number(SHARE) });
      const sites = [files, ...mutants.map((it) => it.files)].map((it) => ({ files: it }));
      const [before, ...ends] = await endsOf(sites, read['addresses']!.trim().split('\n'));
      expect([...before!].filter(([, end]) => !arrives(end))).toEqual([]);
      judged.push(...mutants.map((it, i) => judge(name, it.fault, files, it.files, ends[i]!, known)));
    });
  }
});

test('a finding speaks of what does harm', () => {
  const count = (verdict: Judged['verdict']): number => judged.filter((it) => it.verdict === verdict).length;
  const [caught, missed] = [count('caught'), count('missed')];
  console.log(
    `${caught} of ${caught + missed} caught, ${count('excepted')} exceptions, ${count('invisible')} in no file, ${count('harmless')} harmless`,
  );
  for (const { verdict, kind, what, why } of judged)
    if (verdict === 'missed' || (SHOW === 'all' && /^(excepted|invisible)$/.test(verdict)))
      console.log(`${verdict}: ${kind}: ${what} (${why})`);
  expect((caught + missed) * 0.98).toBeLessThanOrEqual(caught);
});

test('enough kinds of mistakes and of hosts are tried', () => {
  expect(60).toBeLessThanOrEqual(faults.length);
  expect(15).toBeLessThanOrEqual(readdirSync(folder).length);
});
