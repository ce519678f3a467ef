import { isIP, isIPv6 } from 'node:net';
import { type Domain, parseDomain } from './domain.ts';
import { canonicalIp } from './ip.ts';
import { type Refusal, refuse, refuseControls } from './refusal.ts';

/** A mail server that somebody named: `mx1.example.com`, `192.0.2.1:2525`, `[2001:db8::1]:25`. */
export interface MailServer {
  readonly kind: 'server';
  /** A name that has to be resolved, or an IP address. */
  readonly host: Domain | { readonly kind: 'ip'; readonly ip: string };
  readonly port?: number;
}

/** A DNS server that is asked: always an IP address, or the question would need an answer to be asked. */
export interface Resolver {
  readonly kind: 'resolver';
  /** For people: "system", "Quad9", "ns1.example.com". */
  readonly name: string;
  readonly address: string;
  readonly port: number;
}

/** Reads HOST[:PORT], where HOST is a name, an IPv4 address or an IPv6 address in brackets. */
export function parseServer(text: string): MailServer | Refusal {
  const split = splitPort(text, 'a server');
  if (split.kind === 'refused') return split;
  const port = split.port === undefined ? {} : { port: split.port };
  const ip = canonicalIp(split.host);
  if (ip !== undefined) return { kind: 'server', host: { kind: 'ip', ip }, ...port };
  const host = parseDomain(split.host);
  return host.kind === 'refused' ? host : { kind: 'server', host, ...port };
}

/** Reads IP[:PORT]; the port is 53 where none is written. `name` defaults to the text itself. */
export function parseResolver(text: string, name: string = text.trim()): Resolver | Refusal {
  const split = splitPort(text, 'a resolver');
  if (split.kind === 'refused') return split;
  const zone = /%[A-Za-z0-9._-]+$/.exec(split.host)?.[0] ?? '';
  const address = canonicalIp(split.host.slice(0, split.host.length - zone.length));
  if (address === undefined) return refuse(`${split.host} is no IP address, and a resolver is asked by its address`);
  return { kind: 'resolver', name, address: `${address}${zone}`, port: split.port ?? 53 };
}

/** An IP address and a port as people write them together. */
export function endpointText(ip: string, port: number): string {
  return isIPv6(ip) ? `[${ip}]:${port}` : `${ip}:${port}`;
}

function splitPort(text: string, what: string): { readonly kind: 'split'; readonly host: string; readonly port?: number } | Refusal {
  const controls = refuseControls(text, what);
  if (controls) return controls;
  const trimmed = text.trim();
  if (trimmed === '') return refuse(`there is no name or address of ${what}`);
  if (isIP(trimmed) !== 0) return { kind: 'split', host: trimmed };
  const parts = /^(?:\[([^\]]*)\]|([^:[\]]*))(?::([^:]*))?$/.exec(trimmed);
  if (!parts) return refuse(`${trimmed} is not of the form host:port; an IPv6 address stands in brackets`);
  const host = parts[1] ?? parts[2] ?? '';
  if (parts[1] !== undefined && isIP(host) === 0) return refuse(`${host} is no IP address, and only one can stand in brackets`);
  if (parts[3] === undefined) return { kind: 'split', host };
  const port = /^\d{1,5}$/.test(parts[3]) ? Number(parts[3]) : 0;
  if (port < 1 || 65535 < port) return refuse(`a port is a number from 1 to 65535, not ${parts[3] || 'nothing'}`);
  return { kind: 'split', host, port };
}
