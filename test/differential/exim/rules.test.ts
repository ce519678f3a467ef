import { describe, expect, test } from 'vitest';
import { exim } from '../../../server/src/mta/exim/index.ts';
import { arrives, endsOf } from './ends.ts';
import { noService, type RoutingSite } from './routing/answers.ts';
import { addressesIn, type Trial, trialsOf } from './trials.ts';

// Severity is a contract: what we call an error must be one for the real server, and what we call good must run.
for (const rule of exim.rules) {
  describe.concurrent(rule.id, () => {
    for (const trial of trialsOf(rule)) {
      if (trial.isGood) test(`${trial.title}: the server runs`, () => runs(trial));
      else if (trial.isError) test(`${trial.title}: mail is lost`, () => losesMail(trial));
      for (const [i, fix] of trial.mended.entries())
        test(`${trial.title}: "${fix.title}" helps and does no harm`, () => isMended(trial, fix.site, i === 0));
    }
  });
}

async function runs({ site, isError }: Trial): Promise<void> {
  expect(isError).toBe(false);
  const [ends] = await endsOf([site], addressesIn(site));
  expect([...ends!.values()].filter((it) => it.includes(noService))).toEqual([]);
}

async function losesMail({ site }: Trial): Promise<void> {
  const somebody = addressesIn(site).filter((it) => !it.startsWith('nobody-'));
  const [ends] = await endsOf([site], somebody);
  expect([...ends!].filter(([, end]) => !arrives(end))).not.toEqual([]);
}

/** The fix that is offered first has to bring mail back that was lost, or a clear answer, or at least the server. */
async function isMended({ site, isError }: Trial, fixed: RoutingSite, isFirst: boolean): Promise<void> {
  const addresses = [...new Set([...addressesIn(site), ...addressesIn(fixed)])];
  const [first, second] = await endsOf([site, fixed], addresses);
  const before = (it: string): string => first!.get(it)!;
  const after = (it: string): string => second!.get(it)!;
  const draw = (it: string): string => `${it}: ${before(it)}, then ${after(it)}`;
  expect(addresses.filter((it) => arrives(before(it)) && !arrives(after(it))).map(draw)).toEqual([]);
  const isHelped = (it: string): boolean =>
    !arrives(before(it)) && (arrives(after(it)) || isRefused(after(it)) || !after(it).includes(noService));
  if (isError && isFirst) expect(addresses.filter(isHelped).map(draw)).not.toEqual([]);
}

function isRefused(end: string): boolean {
  return end.startsWith('550');
}
