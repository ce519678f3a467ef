import type { Evidence, HostAnswer } from '../../../client/src/diagnose/evidence.ts';
import { withoutExtension } from '../../../client/src/diagnose/evidence.ts';
import type { MxAnswer, MxRecord, ProbeResult } from '../../../client/src/net/results.ts';
import type { Explained } from '../../../server/src/protocol.ts';
import type { ProbeVerdict } from '../../../server/src/smtp/types.ts';

/**
 * Reads evidence as people would note it, a fact a line:
 *
 *     erin@shop.example
 *     files  accepted 250 2.1.5 as local by mydestination of mail.shop.example
 *     bounces dead@shop.example 5.1.1 no user "dead"
 *     plain  accepted
 *     dns    ns1! 10 mx1.shop.example 192.0.2.25 | 20 mx2.shop.example 192.0.2.26
 *     dns    Google NXDOMAIN
 *     own    192.0.2.25
 *     host   mx1.shop.example 192.0.2.25 unknown-user 550 5.1.1 User unknown
 *     plain  exists
 *
 * A resolver with a ! is a name server of the domain. `plain` speaks of the address without its extension: below `files` predicted, below
 * `host` answered.
 */
export function readEvidence(source: string): Evidence {
  const [address = '', ...lines] = source
    .split('\n')
    .map((it) => it.trim())
    .filter((it) => it !== '');
  const systems: Explained[] = [];
  const plainSystems: Explained[] = [];
  const mx: MxAnswer[] = [];
  const hosts: HostAnswer[] = [];
  const ownAddresses: string[] = [];
  for (const line of lines) {
    const [word, rest = ''] = split(line);
    const last = hosts.at(-1);
    if (word === 'files') systems.push(prediction(address, rest));
    else if (word === 'bounces') systems.push(bouncing(systems.pop(), rest));
    else if (word === 'dns') mx.push(answer(address, rest));
    else if (word === 'own') ownAddresses.push(rest);
    else if (word === 'host') hosts.push(hostAnswer(address, rest));
    else if (word === 'plain' && last) hosts[hosts.length - 1] = { ...last, plain: { ...last.result, verdict: rest as ProbeVerdict } };
    else if (word === 'plain') plainSystems.push(prediction(withoutExtension(address) ?? address, rest));
    else throw new Error(`nobody reads ${line}`);
  }
  return { address, systems, plainSystems, mx, ownAddresses, hosts, unchecked: [] };
}

/** `rejected 550 5.1.1 unlisted as local by mydestination, virtual_mailbox_domains of mail.shop.example` */
function prediction(address: string, text: string): Explained {
  const [head = '', self = ''] = text.split(' of ');
  const [reply = '', lists = ''] = head.split(' by ');
  const [words = '', of] = reply.split(' as ');
  const [verdict, code, enhanced, ground] = words.split(' ');
  const classes = ['local', 'virtual-alias', 'virtual-mailbox', 'relay'] as const;
  const settings = lists === '' ? [] : lists.split(', ');
  return {
    system: { mta: 'Any', root: '/etc/any', label: 'etc/any.cf' },
    address,
    client: '203.0.113.9',
    rcpt: {
      verdict: verdict as Explained['rcpt']['verdict'],
      ...(code === undefined ? {} : { code: Number(code) }),
      ...(enhanced === undefined ? {} : { enhanced }),
      ...(ground === 'unlisted' || ground === 'restriction' ? { ground } : {}),
      ...(of === undefined ? {} : { class: of as 'local' }),
    },
    deliveries: [],
    steps: [
      {
        stage: 'recipients',
        verdict: 'passed',
        says: `what the table says of ${address}`,
        place: { file: '/etc/any', line: 3, label: 'any.cf:3' },
      },
    ],
    decides: 0,
    claims: settings.map((setting, i) => ({
      class: classes[i] ?? 'local',
      setting,
      place: { file: '/etc/any', line: 1 + i, label: `any.cf:${1 + i}` },
    })),
    self: { names: self === '' ? [] : [self], addresses: [] },
  };
}

function bouncing(system: Explained | undefined, text: string): Explained {
  if (!system) throw new Error('a bounce belongs to a prediction');
  const [recipient = '', rest = ''] = split(text);
  const [enhanced = '', why = ''] = split(rest);
  return {
    ...system,
    deliveries: [...system.deliveries, { recipient, transport: 'local', nexthop: '', outcome: 'bounced', enhanced, why }],
  };
}

/** `ns1! 10 mx1.shop.example 192.0.2.25 ttl 600 | 20 mx2.shop.example`, or an rcode in place of the records. */
function answer(address: string, text: string): MxAnswer {
  const [name = '', rest = ''] = split(text);
  const isRcode = /^[A-Z]+$/.test(rest);
  const records = isRcode || rest === '' ? [] : rest.split(' | ').map(record);
  return {
    domain: address.slice(address.lastIndexOf('@') + 1),
    resolver: { name: name.replace('!', ''), address: '192.0.2.53' },
    authoritative: name.endsWith('!'),
    rcode: isRcode ? rest : 'NOERROR',
    records,
    findings: records.some((it) => it.addresses.length === 0 && it.exchange !== '.')
      ? [{ id: 'exchange-without-address', severity: 'error', message: 'the exchanger has no address' }]
      : [],
    notes: [],
    ms: 1,
  };
}

function record(text: string): MxRecord {
  const [preference, exchange = '', ...rest] = text.split(' ');
  const ttl = rest.indexOf('ttl');
  const ips = ttl < 0 ? rest : rest.slice(0, ttl);
  return {
    preference: Number(preference),
    exchange,
    ttl: ttl < 0 ? 3600 : Number(rest[ttl + 1]),
    addresses: ips.map((ip) => ({ ip, ttl: 3600, family: 4 })),
  };
}

/** `mx1.shop.example 192.0.2.25 unknown-user 550 5.1.1 User unknown`, or a failure in place of the code. */
function hostAnswer(address: string, text: string): HostAnswer {
  const [host = '', ip = '', verdict, code = '', ...words] = text.split(' ');
  const [enhanced] = words;
  const isReply = /^\d{3}$/.test(code);
  const result: ProbeResult = {
    address,
    mx: host,
    ip,
    port: 25,
    verdict: verdict as ProbeVerdict,
    ...(isReply ? { code: Number(code) } : { failure: code }),
    ...(enhanced !== undefined && /^\d\.\d\.\d+$/.test(enhanced) ? { enhanced } : {}),
    text: isReply ? `${code} ${words.join(' ')}` : words.join(' '),
    next: [],
    transcript: [],
    ms: 1,
  };
  return { host, result };
}

/** The first word, and the rest. */
function split(text: string): readonly [string, string] {
  const [word = ''] = text.split(/\s/, 1);
  return [word, text.slice(word.length).trim()];
}
