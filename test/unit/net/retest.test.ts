import { expect, test } from 'vitest';
import { probeRecipient } from '../../../client/src/net/probe.ts';
import type { ProbeResult } from '../../../client/src/net/results.ts';
import { askTwice, retestOf } from '../../../client/src/net/retest.ts';
import { dialogue, startHostileMail } from './hostileMail.ts';
import { address, expectTable } from './support.ts';

function result(verdict: ProbeResult['verdict'], text: string): ProbeResult {
  return { address: 'ann@shop.example', mx: 'mx', ip: '192.0.2.1', port: 25, verdict, text, next: [], transcript: [], ms: 0 };
}

test('the wait is what the server names, or five minutes, and a little more', () => {
  expectTable(
    `
    450 4.2.0 Greylisted, try again in 300 seconds => 305
    450 4.7.1 Greylisted for 5 minutes => 305
    451 4.7.1 Greylisting in action, please come back in 00:04:58 => 303
    450 4.7.1 retry=120 => 125
    450 4.2.0 Greylisted, see http://greylist.example/help => 305
    451 4.7.1 Come back in 600 s => 605
    451 4.7.1 Greylisted for 99999 seconds => 3600`,
    (text) => String(retestOf([result('greylisted', text)])?.after),
  );
  expect(retestOf([result('exists', '250 Ok')])).toBeUndefined();
});

test('only those who were greylisted are asked again, once, with the same words', async () => {
  const known = new Set<string>();
  const server = await startHostileMail((socket, seen) =>
    dialogue(socket, seen, {
      RCPT: (_count, __, line) => {
        if (line.includes('<bob@')) return '550 5.1.1 no';
        if (known.has(line)) return line.includes('<ann@') ? '250 2.1.5 Ok' : '450 4.2.0 Greylisted again';
        known.add(line);
        return '450 4.2.0 Greylisted, try again in 60 seconds';
      },
    }),
  );
  const waits: number[] = [];
  const named = { kind: 'server', host: { kind: 'ip', ip: '127.0.0.1' }, port: server.port } as const;
  const results = await askTwice(
    ['ann@shop.example', 'bob@shop.example', 'eve@shop.example'].map(address),
    (addresses) => probeRecipient(addresses, { server: named, resolvers: [], mayContact: async () => true }),
    { wait: async (milliseconds) => void waits.push(milliseconds) },
  );
  await server.close();
  expect(results.map((it) => `${it.address} ${it.verdict}`)).toEqual([
    'ann@shop.example exists',
    'bob@shop.example unknown-user',
    'eve@shop.example greylisted',
  ]);
  expect(waits).toEqual([65_000]);
  expect(server.seen.filter((it) => it === 'MAIL FROM:<>')).toHaveLength(2);
});
