import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Where an IP address leads. Only `global` ones are contacted unasked. */
export interface IpScope {
  readonly kind: 'global' | 'local';
  /** For people: "loopback", "private, RFC 1918", "link-local". Empty for a global one. */
  readonly words: string;
  /** The IPv4 address that an IPv6 address carries, which is where the connection really goes. */
  readonly embedded?: string;
  /** How it is carried: "NAT64", "6to4", "IPv4-mapped" or "IPv4-compatible". */
  readonly carrier?: string;
}

/** The canonical form of an IP address; undefined where the text is none. Zone ids such as %eth0 are not taken. */
export function canonicalIp(text: string): string | undefined {
  if (isIP(text) === 0 || text.includes('%')) return undefined;
  return ipaddr.parse(text).toString();
}

/** Classifies by the special-purpose registries as ipaddr.js knows them; carried IPv4 addresses are unwrapped first. */
export function scopeOf(ip: string): IpScope {
  const text = canonicalIp(ip.replace(/%.*$/, ''));
  if (text === undefined) return { kind: 'local', words: 'no IP address' };
  const address = ipaddr.parse(text);
  if (address.kind() === 'ipv4') return scopeOfRange(address.range());
  const carried = embeddedIn(address.toByteArray(), address.range());
  if (carried === undefined) return scopeOfRange(address.range());
  const inner = scopeOfRange(ipaddr.parse(carried.embedded).range());
  return { kind: inner.kind, words: inner.kind === 'global' ? '' : `${inner.words}, as ${carried.embedded} inside IPv6`, ...carried };
}

function scopeOfRange(range: string): IpScope {
  if (range === 'unicast') return { kind: 'global', words: '' };
  return { kind: 'local', words: rangeWords[range] ?? `reserved for ${range}` };
}

const rangeWords: Readonly<Record<string, string>> = {
  loopback: 'loopback',
  private: 'private, RFC 1918',
  uniqueLocal: 'private, unique local',
  linkLocal: 'link-local',
  carrierGradeNat: 'carrier-grade NAT',
  multicast: 'multicast',
  broadcast: 'broadcast',
  unspecified: 'unspecified',
  reserved: 'reserved for documentation or testing',
};

function embeddedIn(bytes: readonly number[], range: string): { readonly embedded: string; readonly carrier: string } | undefined {
  if (range === '6to4') return { embedded: bytes.slice(2, 6).join('.'), carrier: '6to4' };
  // RFC 6052 section 2.2 puts the IPv4 address of a /96 prefix into the last 32 bits; mapped, translated and the old compatible form do the same.
  const isCompatible = bytes.slice(0, 12).every((it) => it === 0) && bytes.slice(12, 15).some((it) => it !== 0);
  const carrier = isCompatible ? 'IPv4-compatible' : carriers[range];
  return carrier === undefined ? undefined : { embedded: bytes.slice(12).join('.'), carrier };
}

const carriers: Readonly<Record<string, string>> = { ipv4Mapped: 'IPv4-mapped', rfc6145: 'NAT64', rfc6052: 'NAT64' };
