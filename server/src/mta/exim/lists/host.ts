import { isInside, parseIp, parseNetwork } from '../../../formats/network.ts';
import type { Scope } from '../expand/scope.ts';
import { tableNameOf } from '../lookup/tableName.ts';
import { type Test, type Tested, testedBy } from './scan.ts';

/** The client of a list of hosts; an empty address is a message that came over no network. */
export interface Client {
  readonly address: string;
  /** As in the condition match_ip: names of hosts are mistakes there, and tables are asked for the address. */
  readonly onlyAddress?: boolean;
}

/** Addresses that are no host's: TEST-NET and the like. */
const NOBODYS = ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24', '2001:db8::/32'].map((it) => parseNetwork(it)!);

/** The test of clients. Names of hosts need DNS. Source: check_host() of verify.c. */
export function hostTest(client: Client, scope: Scope): Test {
  const address = parseIp(client.address);
  return (item, tainted, asked) => {
    const { text } = item;
    if (text === '*') return { kind: 'yes' };
    if (client.address === '') return text === '' ? { kind: 'yes' } : { kind: 'no' };
    if (text === '') return { kind: 'no' };
    if (text === '@[]') return isOurs(client.address);
    const network = /^[0-9a-fA-F:.]+(\/\d+)?$/.test(text) ? parseNetwork(text) : undefined;
    if (network) return address && isInside(address, network) ? { kind: 'yes' } : { kind: 'no' };
    if (/^[\d.]+(\/|$)/.test(text)) return { kind: 'stranger', why: `${text} is no IPv4 address` };
    const semicolon = text.indexOf(';');
    const net = semicolon < 0 ? null : (/^net(\d*)-/.exec(text) ?? (client.onlyAddress ? (['', ''] as const) : null));
    if (!net && client.onlyAddress)
      return { kind: 'stranger', why: `${text} is the name of a host, and only addresses are asked for here` };
    if (!net) return { kind: 'unknown', why: `${text} needs the name of the client ${client.address} or its own address` };
    const named = tableNameOf(text.slice(net[0].length, semicolon));
    if ('why' in named) return { kind: 'panic', why: named.why };
    if (named.style !== 'single-key') return { kind: 'unknown', why: `a ${named.table.type} database lies outside the files` };
    const path = text.slice(semicolon + 1).trim();
    if (tainted) return { kind: 'panic', why: `Exim opens no such file as "${path}", which comes from the sender of the message` };
    const key = maskedKey(client.address, net[1] === '' ? undefined : Number(net[1]));
    if (key === undefined) return { kind: 'unknown', why: `how Exim writes ${client.address} as a key is not known here` };
    const table = { ...named.table, path };
    const answer = scope.tables.find(table, key);
    asked.push({ table, key, answer });
    return testedBy(answer, scope.tables.exists(path) === 'yes');
  };
}

function isOurs(address: string): Tested {
  if (address === '127.0.0.1' || address === '::1') return { kind: 'yes' };
  const bytes = parseIp(address);
  if (bytes && NOBODYS.some((it) => isInside(bytes, it))) return { kind: 'no' };
  return { kind: 'unknown', why: 'the addresses of the host stand in no file', sure: true };
}

/** 192.0.2.0/24, the key of a network; only IPv4 is written here. */
function maskedKey(address: string, prefix: number | undefined): string | undefined {
  const bytes = parseIp(address);
  if (bytes?.length !== 4 || address.includes(':')) return undefined;
  if (prefix === undefined) return bytes.join('.');
  const masked = bytes.map((it, i) => it & (0xff00 >> Math.min(8, Math.max(0, prefix - 8 * i))) & 255);
  return `${masked.join('.')}/${prefix}`;
}
