import { describe, expect, test } from 'vitest';
import { postfix } from '../../../server/src/mta/postfix/index.ts';
import type { AddressAnswers, Answers, PostfixSite } from './answers.ts';
import { askPostfix } from './ask.ts';
import type { Mended, Trial } from './examples.ts';
import { addressesIn, trialsOf } from './examples.ts';
import { arrives, drawAnswer } from './expectation.ts';

// Severity is a contract: what we call an error must be one for the real server, and what we call good must run.
for (const rule of postfix.rules) {
  describe.concurrent(rule.id, () => {
    for (const trial of trialsOf(rule)) {
      if (trial.isGood) test(`${trial.title}: the server runs`, () => runs(trial));
      else if (trial.isError) test(`${trial.title}: mail is lost`, () => losesMail(trial));
      for (const [i, fix] of trial.mended.entries())
        test(`${trial.title}: "${fix.title}" helps and does no harm`, () => isMended(trial, fix, i === 0));
    }
    test('has an example that a server can run', () => {
      expect(trialsOf(rule)).not.toEqual([]);
    });
  });
}

async function runs({ site, isError }: Trial): Promise<void> {
  expect(isError).toBe(false);
  const { service } = await ask(site);
  expect(service).toEqual({ kind: 'running' });
}

async function losesMail({ site }: Trial): Promise<void> {
  expect(lost(await ask(site))).not.toEqual([]);
}

/** Where smtpd does not run for two reasons, one fix does not start it. The fix that is offered first has to bring mail back that was lost. */
async function isMended({ site, isError, findings }: Trial, { site: fixed }: Mended, isFirst: boolean): Promise<void> {
  const addresses = [...new Set([...addressesIn(site), ...addressesIn(fixed)])];
  const [before, after] = await Promise.all([ask(site, addresses), ask(fixed, addresses)]);
  if (before.service.kind === 'running' || findings.length === 1) expect(after.service).toEqual({ kind: 'running' });
  const isHarmed = (address: string): boolean => arrives(before.addresses[address]!) && !arrives(after.addresses[address]!);
  const draw = (address: string): string =>
    `${address}: ${drawAnswer(before.addresses[address]!)}, then ${drawAnswer(after.addresses[address]!)}`;
  expect(addresses.filter(isHarmed).map(draw)).toEqual([]);
  if (isError && isFirst) expect(addresses.filter((it) => isHelped(before.addresses[it]!, after.addresses[it]!))).not.toEqual([]);
}

/** Mail arrives that did not; or its sender is told at once, who would have waited for a bounce or for days. */
function isHelped(before: AddressAnswers, after: AddressAnswers): boolean {
  const isRefused = ({ rcpt }: AddressAnswers): boolean => rcpt.outside?.kind === 'reply' && rcpt.outside.verdict === 'rejected';
  return !arrives(before) && (arrives(after) || (!isRefused(before) && isRefused(after)));
}

/** Where it listens to nobody else, the host itself is who asks. */
async function ask(site: PostfixSite, addresses = addressesIn(site)): Promise<Answers> {
  const client = /^inet_interfaces *= *loopback-only/m.test(site.files['/etc/postfix/main.cf'] ?? '') ? 'inside' : 'outside';
  const answers = await askPostfix(site, { addresses, clients: [client], final: true });
  const asStranger = ([address, { rcpt, ...rest }]: [string, AddressAnswers]): readonly [string, AddressAnswers] => {
    const reply = rcpt[client];
    return [address, { ...rest, rcpt: reply ? { outside: reply } : {} }];
  };
  return { ...answers, addresses: Object.fromEntries(Object.entries(answers.addresses).map(asStranger)) };
}

function lost({ addresses }: Answers): readonly string[] {
  return Object.entries(addresses).flatMap(([address, it]) => (arrives(it) ? [] : [`${address}: ${drawAnswer(it)}`]));
}
