import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createConnection } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { query } from '../../../client/src/net/dns/resolver.ts';
import { type DnsServer, startDnsServer } from '../../../scripts/demo/dnsServer.ts';
import { newServer } from '../../../scripts/demo/mailboxes.ts';
import { type MailServer, startMailServer } from '../../../scripts/demo/mailServer.ts';
import { zone } from '../../../scripts/demo/zone.ts';
import { resolverAt } from './support.ts';

let mail: MailServer;
let dns: DnsServer;

beforeAll(async () => {
  mail = await startMailServer(newServer, '127.0.0.1');
  dns = await startDnsServer(() => zone);
});

afterAll(async () => {
  await mail.close();
  await dns.close();
});

/** All replies to commands that are sent in one go, as a client does that uses PIPELINING. */
function talk(commands: readonly string[]): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    let heard = '';
    const socket = createConnection(mail.port, mail.address);
    socket.setEncoding('utf8').on('error', reject);
    socket.on('data', (chunk: string) => {
      if (heard === '') socket.write(`${commands.join('\r\n')}\r\n`);
      heard += chunk;
    });
    socket.on('end', () => {
      socket.end();
      resolve(heard.trimEnd().split('\r\n'));
    });
  });
}

test('replies to commands in one batch keep their own enhanced codes', async () => {
  const recipients = ['anna', 'erin', 'blocked', 'ben', 'grey', 'full'].map((it) => `RCPT TO:<${it}@shop.example>`);
  const foreign = ['RCPT TO:<x@elsewhere.example>', 'RCPT TO:<Erin@Shop.Example>', 'RCPT TO:<postmaster>'];
  expect(await talk(['HELO probe.example', 'MAIL FROM:<>', ...recipients, ...foreign, 'RSET', 'QUIT'])).toEqual([
    '220 mx1.shop.example ESMTP',
    '250 mx1.shop.example',
    '250 2.1.0 Accepted',
    '250 2.1.5 Ok',
    '550 5.1.1 <erin@shop.example>: Recipient address rejected: User unknown in virtual mailbox table',
    '554 5.7.1 <blocked@shop.example>: Recipient address rejected: Access denied',
    '250 2.1.5 Ok',
    '450 4.2.0 <grey@shop.example>: Recipient address rejected: Greylisted, try again in 300 seconds',
    '452 4.2.2 <full@shop.example>: Recipient address rejected: Mailbox is full',
    '454 4.7.1 <x@elsewhere.example>: Relay access denied',
    '550 5.1.1 <Erin@Shop.Example>: Recipient address rejected: User unknown in virtual mailbox table',
    '250 2.1.5 Ok',
    '250 2.0.0 Flushed',
    '221 2.0.0 Bye',
  ]);
});

test('the mailboxes of the example are known, and no message is taken for them', async () => {
  const known = ['anna', 'ben', 'info', 'sales', 'press', 'office'].map((it) => `RCPT TO:<${it}@shop.example>`);
  const replies = await talk(['HELO probe.example', 'MAIL FROM:<>', ...known, 'DATA', 'QUIT']);
  expect(replies.slice(3)).toEqual([...known.map(() => '250 2.1.5 Ok'), '500 5.5.2 Error: command not recognized', '221 2.0.0 Bye']);
});

test('asked without recursion the demo answers with authority, also that there is nothing', async () => {
  const asked = async (name: string, type: 'A' | 'MX' | 'SOA', recursion: boolean): Promise<string> => {
    const reply = await query(resolverAt(dns.port), name, type, { recursion });
    if (reply.kind === 'failure') return `${reply.rcode}: ${reply.why}`;
    const { rcode, authoritative, answers, authorities } = reply.message;
    const said = [...answers, ...authorities].map((it) => `${it.owner.toLowerCase()} ${it.type} ${it.ttl}`);
    return [rcode, ...(authoritative ? ['authoritative'] : []), ...reply.notes, ...said].join(', ');
  };
  expect([
    await asked('shop.example', 'MX', true),
    await asked('shop.example', 'MX', false),
    await asked('shop.example', 'SOA', false),
    await asked('gone.dangling.example', 'A', false),
    await asked('nobody.shop.example', 'A', true),
    await asked('shop.invalid', 'A', true),
  ]).toEqual([
    'NOERROR, shop.example MX 3600, shop.example MX 3600',
    'NOERROR, authoritative, shop.example MX 3600, shop.example MX 3600',
    'NOERROR, authoritative, shop.example SOA 3600',
    'NOERROR, authoritative, dangling.example SOA 3600',
    'NXDOMAIN, shop.example SOA 3600',
    'REFUSED, example SOA 3600',
  ]);
});

test('a port that is taken is said to the caller', async () => {
  const blocked = createSocket('udp4').bind(0, '127.0.0.1');
  await once(blocked, 'listening');
  const taken = await Promise.allSettled([
    startMailServer(newServer, '127.0.0.1', mail.port),
    startDnsServer(() => zone, '127.0.0.1', dns.port),
    startDnsServer(() => zone, '127.0.0.1', blocked.address().port),
  ]);
  blocked.close();
  expect(taken.map((it) => (it.status === 'rejected' ? it.reason.code : it.status))).toEqual(['EADDRINUSE', 'EADDRINUSE', 'EADDRINUSE']);
});

test('a client that stays does not keep the mail server from closing', async () => {
  const server = await startMailServer(newServer, '127.0.0.1');
  const socket = createConnection(server.port, server.address).setEncoding('utf8');
  let heard = '';
  const greeted = new Promise<void>((resolve) => {
    socket.on('data', (chunk: string) => {
      heard += chunk;
      resolve();
    });
  });
  await greeted;
  const ended = once(socket, 'end');
  await server.close();
  await ended;
  expect(heard).toBe('220 mx1.shop.example ESMTP\r\n421 4.4.2 Server shutting down\r\n');
});
