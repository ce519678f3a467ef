import { describe, expect, test } from 'vitest';
import { postfix } from '../../../server/src/mta/postfix/index.ts';
import { askInTurn } from '../mutation/ask.ts';
import type { SiteAnswers } from '../mutation/worker.ts';
import type { AddressAnswers } from './answers.ts';
import type { Trial } from './examples.ts';
import { addressesIn, trialsOf } from './examples.ts';
import { arrives, drawAnswer } from './expectation.ts';

// Severity is a contract: what we call an error must be one for the real server, and what we call good must run.
for (const rule of postfix.rules) {
  describe.concurrent(rule.id, () => {
    for (const trial of trialsOf(rule)) test(trial.title, () => (trial.isGood ? runs(trial) : isMended(trial)));
    test('has an example that a server can run', () => {
      expect(trialsOf(rule)).not.toEqual([]);
    });
  });
}

async function runs({ site, isError }: Trial): Promise<void> {
  expect(isError).toBe(false);
  const [answers] = await ask({ sites: [site], addresses: addressesIn(site) });
  expect(answers?.why).toBeUndefined();
}

/** With an error mail is lost. Every fix does no harm, and the one that is offered first brings mail back. */
async function isMended({ site, mended, isError, findings }: Trial): Promise<void> {
  const sites = [site, ...mended.map((it) => it.site)];
  const addresses = [...new Set(sites.flatMap(addressesIn))];
  const [before, ...after] = await ask({ sites, addresses });
  if (!before) throw new Error('nobody was asked');
  if (isError) expect(addressesIn(site).filter((it) => !arrives(of(before, it)))).not.toEqual([]);
  for (const [i, fixed] of after.entries()) {
    const { title } = mended[i]!;
    // Where smtpd does not run for two reasons, one fix does not start it.
    if (before.why === undefined || findings.length === 1) expect(fixed.why, title).toBeUndefined();
    const isHarmed = (address: string): boolean => isNamed(address, site) && arrives(of(before, address)) && !arrives(of(fixed, address));
    const draw = (address: string): string => `${address}: ${drawAnswer(of(before, address))}, then ${drawAnswer(of(fixed, address))}`;
    expect(addresses.filter(isHarmed).map(draw), title).toEqual([]);
    if (isError && i === 0)
      expect(
        addresses.filter((it) => isHelped(of(before, it), of(fixed, it))),
        title,
      ).not.toEqual([]);
  }
}

/** The machine has users of whom no file of the example speaks: whether they are to have mail is not its matter. */
function isNamed(address: string, { files }: Trial['site']): boolean {
  const [name = ''] = address.split('@');
  return Object.values(files).some((text) => text.includes(name));
}

/** Mail arrives that did not; or its sender is told at once, who would have waited for a bounce or for days. */
function isHelped(before: AddressAnswers, after: AddressAnswers): boolean {
  const isRefused = ({ rcpt }: AddressAnswers): boolean => rcpt.outside?.kind === 'reply' && rcpt.outside.verdict === 'rejected';
  return !arrives(before) && (arrives(after) || (!isRefused(before) && isRefused(after)));
}

function of({ why = '', addresses }: SiteAnswers, address: string): AddressAnswers {
  return addresses[address] ?? { rcpt: { outside: { kind: 'no-service', why } } };
}

/** Where it listens to nobody else, the host itself is who asks. */
function ask({
  sites,
  addresses,
}: {
  readonly sites: readonly Trial['site'][];
  readonly addresses: readonly string[];
}): Promise<readonly SiteAnswers[]> {
  const isAlone = sites.some((it) => /^inet_interfaces *= *loopback-only/m.test(it.files['/etc/postfix/main.cf'] ?? ''));
  return askInTurn(sites, addresses, isAlone ? 'inside' : 'outside');
}
