import { Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseResolver, type Resolver } from '../../../client/src/net/endpoint.ts';
import { probeRecipient } from '../../../client/src/net/probe.ts';
import type { ProbeOptions } from '../../../client/src/net/probeOptions.ts';
import { renderProbe, renderTranscript } from '../../../client/src/net/render.ts';
import type { ProbeResult } from '../../../client/src/net/results.ts';
import { startDnsServer } from '../../../scripts/demo/dnsServer.ts';
import { type Demo, startDemo } from '../../../scripts/demo/start.ts';
import type { Zone } from '../../../scripts/demo/zone.ts';
import { address, domain, resolverAt } from './support.ts';

let demo: Demo;
let resolvers: readonly Resolver[];

beforeAll(async () => {
  demo = await startDemo();
  resolvers = demo.resolvers.flatMap((it) => parseResolver(it.address, it.name)).filter((it) => it.kind === 'resolver');
});

afterAll(() => demo.close());

function probe(recipients: readonly string[], more: Partial<ProbeOptions> = {}): Promise<readonly ProbeResult[]> {
  const options: ProbeOptions = {
    resolvers,
    port: demo.port,
    allowPrivateAddresses: true,
    heloName: domain('probe.example'),
    mayContact: async () => true,
    random: () => 'nobodyhasthismailbox',
    ...more,
  };
  return probeRecipient(recipients.map(address), options);
}

test('every recipient gets its verdict, in the order of the questions', async () => {
  const recipients = [
    'anna@shop.example',
    'x@catchall.example',
    'erin@shop.example',
    'grey@shop.example',
    'full@shop.example',
    'blocked@shop.example',
    'x@nullmx.example',
    'x@dangling.example',
    'x@nosuch.example',
    'x@cname.example',
    'postmaster@implicit.example',
    'karl@oldhost.example',
  ];
  const results = await probe(recipients);
  expect(results.map((it) => `${it.address} ${it.verdict} ${it.mx}: ${it.text}`)).toEqual([
    'anna@shop.example exists mx1.shop.example: 250 2.1.5 Ok',
    'x@catchall.example accepts-all mx1.shop.example: 250 2.1.5 Ok; and to a recipient that cannot exist: 250 2.1.5 Ok',
    'erin@shop.example unknown-user mx1.shop.example: 550 5.1.1 <erin@shop.example>: Recipient address rejected: User unknown in virtual mailbox table',
    'grey@shop.example greylisted mx1.shop.example: 450 4.2.0 <grey@shop.example>: Recipient address rejected: Greylisted, try again in 300 seconds',
    'full@shop.example full mx1.shop.example: 452 4.2.2 <full@shop.example>: Recipient address rejected: Mailbox is full',
    'blocked@shop.example policy-blocked mx1.shop.example: 554 5.7.1 <blocked@shop.example>: Recipient address rejected: Access denied',
    'x@nullmx.example unreachable : nullmx.example says with a null MX that it takes no mail, so senders bounce at once with 5.1.10',
    'x@dangling.example unreachable : gone.dangling.example has no address, so nothing can be delivered there',
    'x@nosuch.example unreachable : nosuch.example does not exist in DNS, so mail for it bounces',
    'x@cname.example relay-denied mail.cname.example: 454 4.7.1 <x@cname.example>: Relay access denied',
    'postmaster@implicit.example exists implicit.example: 250 2.1.5 Ok',
    'karl@oldhost.example exists mail.oldhost.example: 250 2.1.5 Ok',
  ]);
  expect(results.every((it) => 0 < it.next.length)).toBe(true);
});

test('the old mail server, asked by name, does not know what the new one knows', async () => {
  const server = { kind: 'server', host: { kind: 'ip', ip: '127.0.0.2' } } as const;
  const [result] = await probe(['ben@shop.example'], { server, allowPrivateAddresses: false, resolvers: [] });
  expect(result).toMatchObject({ verdict: 'unknown-user', ip: '127.0.0.2', code: 550, enhanced: '5.1.1' });
});

test('the whole conversation is taken down', async () => {
  const [result] = await probe(['erin@shop.example']);
  const text = renderTranscript(result?.transcript ?? []).replace(/^ +\d+\.\d{3} /gm, '');
  expect(text.replace(/127\.0\.0\.1:\d+/, '127.0.0.1:25').replace(/(until) .*/, '$1 then')).toBe(`\
-- connecting to mx1.shop.example at 127.0.0.1:25
-- connected from 127.0.0.1
<- 220 mx1.shop.example ESMTP
-> EHLO probe.example
<- 250-mx1.shop.example
<- 250-PIPELINING
<- 250-8BITMIME
<- 250-SMTPUTF8
<- 250-ENHANCEDSTATUSCODES
<- 250-STARTTLS
<- 250 SIZE 10240000
-> STARTTLS
<- 220 2.0.0 Ready to start TLS
-- TLS: TLSv1.3, TLS_AES_256_GCM_SHA384
-- the certificate is for mx1.shop.example, until then
-- the certificate is not trusted here: DEPTH_ZERO_SELF_SIGNED_CERT; senders that demand a trusted one do not deliver
~> EHLO probe.example
<~ 250-mx1.shop.example
<~ 250-PIPELINING
<~ 250-8BITMIME
<~ 250-SMTPUTF8
<~ 250-ENHANCEDSTATUSCODES
<~ 250 SIZE 10240000
~> MAIL FROM:<>
<~ 250 2.1.0 Accepted
~> RCPT TO:<erin@shop.example>
<* 550 5.1.1 <erin@shop.example>: Recipient address rejected: User unknown in virtual mailbox table
~> RSET
<~ 250 2.0.0 Flushed
~> QUIT
<~ 221 2.0.0 Bye
`);
});

test('a verdict is printed with its proof and what to do next', async () => {
  const [result] = await probe(['x@cname.example']);
  expect(renderProbe({ ...result!, port: 25, ms: 7 })).toBe(`\
x@cname.example: relay-denied at mail.cname.example [127.0.0.1] port 25 (7 ms)
  454 4.7.1 <x@cname.example>: Relay access denied
  that is: the server does not take mail for this domain
  next: Add the domain to the list of domains that this server takes as final or relays
  next: Take this server out of the MX records if the domain has moved away
`);
});

test('nothing is sent to an address that is not public, unless that is allowed', async () => {
  const contacted: string[] = [];
  const mayContact = async (host: string): Promise<boolean> => contacted.push(host) < 0;
  const [result] = await probe(['anna@shop.example'], { allowPrivateAddresses: false, mayContact });
  expect(result).toMatchObject({ verdict: 'unreachable', failure: 'withheld' });
  expect(result?.text).toMatch(
    /^mx1\.shop\.example \[127\.0\.0\.1\]: mx1\.shop\.example \[127\.0\.0\.1:\d+\] is not a public address \(loopback\) and was not contacted; /,
  );
  expect(contacted).toEqual([]);
  const [literal] = await probe(['anna@[127.0.0.1]'], { allowPrivateAddresses: false, mayContact });
  expect(literal).toMatchObject({ verdict: 'unreachable', failure: 'withheld' });
});

test('nothing is sent without consent, and a no ends the matter', async () => {
  const asked: string[] = [];
  const [result] = await probe(['anna@shop.example'], { mayContact: async (host, ip) => asked.push(`${host} ${ip}`) < 0 });
  expect(result).toMatchObject({
    verdict: 'inconclusive',
    failure: 'declined',
    text: 'not contacted, because the connection was declined',
  });
  expect(asked).toEqual(['mx1.shop.example 127.0.0.1']);
});

test('a dead exchanger is passed over for the next one', async () => {
  const records: Zone = new Map([
    [
      'two.example',
      [
        { type: 'MX', ttl: 60, data: { preference: 20, exchange: 'good.example' } },
        { type: 'MX', ttl: 60, data: { preference: 10, exchange: 'dead.example' } },
      ],
    ],
    ['dead.example', [{ type: 'A', ttl: 60, data: '127.0.0.77' }]],
    ['good.example', [{ type: 'A', ttl: 60, data: '127.0.0.1' }]],
    ['dead-only.example', [{ type: 'MX', ttl: 60, data: { preference: 10, exchange: 'dead.example' } }]],
  ]);
  const dns = await startDnsServer(() => records);
  const [result, lost] = await probe(['x@two.example', 'x@dead-only.example'], { resolvers: [resolverAt(1), resolverAt(dns.port)] });
  await dns.close();
  expect(result).toMatchObject({ verdict: 'relay-denied', mx: 'good.example', ip: '127.0.0.1' });
  expect(result?.transcript.filter((it) => it.by === 'failure').map((it) => it.text)).toEqual([
    'nothing listens on that port (connection refused)',
  ]);
  expect(lost).toMatchObject({ verdict: 'unreachable', failure: 'refused', mx: 'dead.example' });
});

test('without a resolver or a domain there is nobody to ask', async () => {
  const [noResolver, noDomain] = await Promise.all([probe(['x@shop.example'], { resolvers: [] }), probe(['postmaster'])]);
  expect(noResolver?.[0]).toMatchObject({ verdict: 'inconclusive', text: 'no resolver is set, so the mail exchangers are not known' });
  expect(noDomain?.[0]).toMatchObject({
    verdict: 'inconclusive',
    text: 'an address without a domain can only be asked at a server that is named',
  });
  const server = { kind: 'server', host: domain('localhost') } as const;
  const [named] = await probe(['postmaster'], { server, resolvers: [] });
  expect(named).toMatchObject({ verdict: 'exists', mx: 'localhost', ip: '127.0.0.1' });
});

test('where every connection to port 25 is silent, the port is probably blocked', async () => {
  const dial = (): Socket => new Socket();
  const silent = { dial, port: 25, deadlines: { connect: 30 } };
  const [one] = await probe(['x@shop.example'], silent);
  expect(one).toMatchObject({ verdict: 'unreachable', failure: 'timeout' });
  expect(one?.text).toBe('mx1.shop.example [127.0.0.1]: no connection within 0 s; mx2.shop.example [127.0.0.2]: no connection within 0 s');
  expect(one?.next[0]).toMatch(/^Find out whether outgoing port 25 is blocked/);
  const two = await probe(['x@shop.example', 'x@implicit.example'], silent);
  expect(two.map((it) => [it.failure, it.says])).toEqual(
    Array.from({ length: 2 }, () => [
      'port-blocked',
      'outgoing port 25 is blocked here: the servers of 2 domains are all silent, so nothing is known about them',
    ]),
  );
});

test('a consent that breaks is none, and a port that is none is refused', async () => {
  const [broken] = await probe(['x@shop.example'], { mayContact: () => Promise.reject(new Error('closed')) });
  expect(broken).toMatchObject({ failure: 'declined' });
  const [port] = await probe(['x@shop.example'], { port: 70000 });
  expect(port).toMatchObject({ verdict: 'inconclusive', text: '70000 is not the number of a port' });
});
