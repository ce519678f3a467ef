import { isInside, parseIp, parseNetwork } from '../../../formats/network.ts';
import type { Scope } from '../expand/scope.ts';
import { linesNaming } from '../hostsFile.ts';
import { tableNameOf } from '../lookup/tableName.ts';
import { isNobodys } from './nobodys.ts';
import { type Test, type Tested, testedBy } from './scan.ts';

/** The client of a list of hosts; an empty address is a message that came over no network. */
export interface Client {
  readonly address: string;
  /** As in the condition match_ip: names of hosts are mistakes there, and tables are asked for the address. */
  readonly onlyAddress?: boolean;
}

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
    if (!net) return byFile(text, client.address, scope) ?? byName(text, client.address);
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
  if (isLoopback(address)) return { kind: 'yes' };
  if (isNobodys(address)) return { kind: 'no' };
  return { kind: 'unknown', why: 'the addresses of the host stand in no file', sure: true };
}

/** A name that /etc/hosts has for an address of this kind is not looked for in the DNS. Asked of Exim 4.96. */
function byFile(item: string, client: string, scope: Scope): Tested | undefined {
  const bytes = parseIp(client);
  const hosts = scope.tables.text('/etc/hosts');
  const lines = hosts.kind === 'file' ? linesNaming(item, hosts.text) : [];
  const listed = lines.map(({ address }) => parseIp(address)).filter((it) => it?.length === bytes?.length);
  if (bytes && 0 < listed.length) return { kind: listed.some((it) => String(it) === String(bytes)) ? 'yes' : 'no' };
  // Where it is not among these files: every /etc/hosts has this name for this address.
  if (!/^localhost$/i.test(item) || client === '::1') return undefined;
  return { kind: client === '127.0.0.1' ? 'yes' : 'no' };
}

/** A whole name is looked up and its addresses are compared; for anything else the client's own name is needed. */
function byName(item: string, client: string): Tested {
  // A word without a dot that /etc/hosts lacks, such as a macro that nobody defines, is no name of the loopback interface in any DNS.
  const isWord = isLoopback(client) && /^[\w-]+$/.test(item) && !/localhost|loopback/i.test(item);
  if (isNobodys(client) || isWord) {
    if (/^[\w.-]+$/.test(item)) return { kind: 'elsewhere', why: `whether ${item} has an address is not known here` };
    return { kind: 'stranger', why: `the client ${client} has no name` };
  }
  return { kind: 'unknown', why: `${item} needs the name of the client ${client} or its own address` };
}

function isLoopback(address: string): boolean {
  return address === '127.0.0.1' || address === '::1';
}

/** 192.0.2.0/24, the key of a network; only IPv4 is written here. */
function maskedKey(address: string, prefix: number | undefined): string | undefined {
  const bytes = parseIp(address);
  if (bytes?.length !== 4 || address.includes(':')) return undefined;
  if (prefix === undefined) return bytes.join('.');
  const masked = bytes.map((it, i) => it & (0xff00 >> Math.min(8, Math.max(0, prefix - 8 * i))) & 255);
  return `${masked.join('.')}/${prefix}`;
}
