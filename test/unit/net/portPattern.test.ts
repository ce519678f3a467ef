import { Socket } from 'node:net';
import { expect, test } from 'vitest';
import type { Attempt } from '../../../client/src/net/attempt.ts';
import { type AskedDomain, withPortPattern } from '../../../client/src/net/portPattern.ts';
import { probeRecipient } from '../../../client/src/net/probe.ts';
import type { ProbeResult } from '../../../client/src/net/results.ts';
import { address } from './support.ts';

const silence = { kind: 'timeout', stage: 'connect', why: 'no connection within 10 s' } as const;
const refusal = { kind: 'refused', stage: 'connect', why: 'nothing listens on that port (connection refused)' } as const;

/** `host ip` that failed so, or that greeted with these words. */
function attempt(at: string, how: typeof silence | typeof refusal | string, port = 25): Attempt {
  const [host = '', ip = ''] = at.split(' ');
  const outcome = { replies: new Map(), randoms: new Map(), unasked: new Map(), secured: false, pipelined: false };
  const came = typeof how === 'string' ? { greeting: { code: 220, lines: [how] } } : { failure: how };
  return { kind: 'held', target: { host, ip, port }, outcome: { ...outcome, ...came }, transcript: [], ms: 0 };
}

function result(domain: string, { target, ...rest }: Attempt): ProbeResult {
  const failure = rest.kind === 'held' ? rest.outcome.failure?.kind : undefined;
  const seen = { mx: target.host, ip: target.ip, port: target.port, ...(failure === undefined ? {} : { failure }) };
  return { address: `ann@${domain}`, ...seen, verdict: 'unreachable', text: '', next: ['as before'], transcript: [], ms: 0 };
}

/** What is added to the results of these domains. */
function told(domains: Readonly<Record<string, readonly Attempt[]>>): readonly string[] {
  const asked = Object.entries(domains).map(([domain, attempts]): AskedDomain => ({ domain, attempts }));
  return withPortPattern(
    asked.map(({ domain, attempts }) => result(domain, attempts[0]!)),
    asked,
  ).map(({ says, failure, next }) => [says ?? '-', failure ?? '-', ...next.filter((it) => it !== 'as before')].join(' | '));
}

const one = attempt('mx.one.example 192.0.2.1', silence);
const two = attempt('mx.two.example 198.51.100.1', silence);
const open = 'Ask your provider to open outgoing port 25, or ask from the mail server or through a proxy there';

test('the servers of several domains that are all silent mean that the port is blocked here', () => {
  const says = 'outgoing port 25 is blocked here: the servers of 2 domains are all silent, so nothing is known about them';
  expect(told({ 'one.example': [one], 'two.example': [two, two] })).toEqual(Array(2).fill(`${says} | port-blocked | ${open}`));
});

test('those of one domain leave it open', () => {
  expect(told({ 'one.example': [one, two] })).toEqual([
    expect.stringMatching(/^- \| timeout \| Find out whether outgoing port 25 is blocked/),
  ]);
});

test('a firewall may refuse too, but one host that refuses is nothing special', () => {
  const [first, second] = [attempt('mx.one.example 192.0.2.1', refusal), attempt('mx.two.example 198.51.100.1', refusal)];
  const says = 'outgoing port 25 is blocked here: the servers of 2 domains all refuse, so nothing is known about them';
  expect(told({ 'one.example': [first], 'two.example': [second] })).toEqual(Array(2).fill(`${says} | port-blocked | ${open}`));
  expect(told({ 'one.example': [first] })).toEqual(['- | refused']);
  expect(told({ 'one.example': [first], 'two.example': [first] })).toEqual(['- | refused', '- | refused']);
});

test('one server that answers, or another port, shows that the way is open', () => {
  expect(told({ 'one.example': [one], 'two.example': [attempt('mx.two.example 198.51.100.1', 'mx.two.example ESMTP')] })).toEqual([
    '- | timeout',
    '- | -',
  ]);
  expect(told({ 'one.example': [attempt('mx.one.example 192.0.2.1', silence, 2525)] })).toEqual(['- | timeout']);
});

test('unrelated servers that greet with one name are one provider, or nobody of them', () => {
  const greets = (at: string): Attempt => attempt(at, 'proxy.access.example ESMTP');
  const hint = 'Find out why 2 servers all greet as proxy.access.example: one provider runs them, or a proxy on port 25 answers for all';
  expect(told({ 'one.example': [greets('mx.one.example 192.0.2.1')], 'two.example': [greets('mx.two.example 198.51.100.1')] })).toEqual(
    Array(2).fill(`- | - | ${hint}`),
  );
  expect(told({ 'one.example': [greets('mx.one.example 192.0.2.1')], 'two.example': [greets('mx.one.example 192.0.2.1')] })).toEqual([
    '- | -',
    '- | -',
  ]);
});

test('only addresses of the wished version are asked', async () => {
  const asked: string[] = [];
  const options = {
    hosts: [{ host: 'mx.example', ips: ['192.0.2.1', '2001:db8::1'] }],
    resolvers: [],
    allowPrivateAddresses: true,
    deadlines: { connect: 20 },
    mayContact: async (_: string, ip: string) => 0 < asked.push(ip),
    dial: () => new Socket(),
  };
  await probeRecipient([address('ann@shop.example')], { ...options, ipVersion: 6 });
  await probeRecipient([address('ann@shop.example')], { ...options, ipVersion: 4 });
  expect(asked).toEqual(['2001:db8::1', '192.0.2.1']);
});
