import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { describe, expect, test } from 'vitest';
import { exim } from '../../../../server/src/mta/exim/index.ts';
import { parseFixture } from '../../../unit/fixture.ts';
import { arrives, endsOf } from '../ends.ts';
import { readSite } from '../routing/engine.ts';
import { type Fault, type Files, faults } from './faults.ts';

// Mistakes made one at a time on hosts that work; a real Exim says who gets no mail then, and a new finding must speak of it.
// MOST asks about more of each kind; DEPLOYMENT and KIND (parts of their names) choose.
const { MOST = '1', DEPLOYMENT = '', KIND = '' } = process.env;
const folder = path.join(import.meta.dirname, 'deployments');
const chosen = faults.filter((it) => it.kind.includes(KIND));
const names = readdirSync(folder).filter((it) => it.includes(DEPLOYMENT));

interface Judged {
  readonly kind: string;
  readonly what: string;
  readonly verdict: 'caught' | 'missed' | 'harmless';
}

const judged: Judged[] = [];

describe.concurrent('mutants', () => {
  for (const name of names) {
    test(name, async ({ expect }) => {
      const read = Object.fromEntries(parseFixture(readFileSync(path.join(folder, name), 'utf8')).files);
      const files = Object.fromEntries(Object.entries(read).filter(([it]) => it.startsWith('/')));
      const addresses = read['addresses']!.trim().split('\n');
      const [before] = await endsOf([{ files }], addresses);
      expect([...before!].filter(([, end]) => !arrives(end))).toEqual([]);
      expect(findingsIn(files).filter((it) => /^(error|warning)/.test(it))).toEqual([]);
      for (const fault of chosen) judged.push(...(await tryAll(name, fault, files, addresses)));
    });
  }
});

test('a finding speaks of what does harm', () => {
  const missed = judged.filter((it) => it.verdict === 'missed');
  const harmful = judged.filter((it) => it.verdict !== 'harmless');
  console.log(`${harmful.length - missed.length} of ${harmful.length} caught, ${judged.length - harmful.length} harmless`);
  for (const it of missed) console.log(`missed: ${it.kind}: ${it.what}`);
  expect(harmful.length * 0.95).toBeLessThanOrEqual(harmful.length - missed.length);
});

test('enough kinds of mistakes and of hosts are tried', () => {
  expect(12).toBeLessThanOrEqual(faults.length);
  expect(5).toBeLessThanOrEqual(readdirSync(folder).length);
});

async function tryAll(name: string, fault: Fault, files: Files, addresses: readonly string[]): Promise<readonly Judged[]> {
  const known = new Set(findingsIn(files));
  const res: Judged[] = [];
  const mutants = [...fault.apply(files)].slice(0, Number(MOST));
  const ends = await endsOf(
    mutants.map((it) => ({ files: it })),
    addresses,
  );
  for (const [i, mutant] of mutants.entries()) {
    const lost = [...ends[i]!].filter(([, end]) => !arrives(end)).map(([address, end]) => `${address}: ${end}`);
    const isFound = findingsIn(mutant).some((it) => !known.has(it));
    const verdict = lost.length === 0 ? 'harmless' : isFound ? 'caught' : 'missed';
    res.push({ kind: fault.kind, what: `${name}: ${difference(files, mutant)}: ${lost.join('; ')}`, verdict });
  }
  return res;
}

function findingsIn(files: Files): readonly string[] {
  const system = readSite({ files });
  return exim.rules.flatMap((rule) => [...rule.check(system)].map((it) => `${it.severity ?? rule.severity} ${rule.id}: ${it.message}`));
}

function difference(before: Files, after: Files): string {
  return Object.entries(after)
    .flatMap(([name, text]) => text.split('\n').filter((it) => !before[name]!.split('\n').includes(it)))
    .join(' | ');
}
