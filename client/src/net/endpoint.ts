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

/** A DNS server that is asked. */
export interface Resolver {
  readonly kind: 'resolver';
  /** For people: "system", "Quad9", "ns1.example.com". */
  readonly name: string;
  /** An IP address, or the question would need an answer to be asked. Only HTTPS takes a host name, which this machine looks up. */
  readonly address: string;
  readonly port: number;
  /** Absent: plain DNS, over UDP and TCP. */
  readonly over?: Encryption;
}

export type Encryption =
  /** DNS over TLS (RFC 7858). Where a name is written, a certificate that does not bear it ends the asking. */
  | { readonly kind: 'tls'; readonly serverName?: string }
  /** DNS over HTTPS (RFC 8484). */
  | { readonly kind: 'https'; readonly url: string };

/** A SOCKS5 proxy that somebody named: `socks5://user:password@proxy.example.com:1080`. */
export interface Proxy {
  readonly kind: 'proxy';
  /** Resolved by this machine, like any name of its own network. */
  readonly host: string;
  readonly port: number;
  readonly login?: { readonly user: string; readonly password: string };
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

/** Reads IP[:PORT], tls://IP[:PORT][#NAME] or https://HOST[:PORT][/PATH]. `name` defaults to the text itself. */
export function parseResolver(text: string, name: string = text.trim()): Resolver | Refusal {
  const trimmed = text.trim();
  if (/^https:/i.test(trimmed)) return parseHttps(trimmed, name);
  const tls = /^tls:\/\/([^#]*)(?:#(.*))?$/is.exec(trimmed);
  if (!tls && trimmed.includes('://')) return refuse(`${trimmed} is no resolver; one is an IP address, or begins with tls:// or https://`);
  if (!tls) return parsePlain(text, name, 53);
  const plain = parsePlain(tls[1] ?? '', name, 853);
  if (plain.kind === 'refused') return plain;
  if (tls[2] === undefined) return { ...plain, over: { kind: 'tls' } };
  const serverName = parseDomain(tls[2]);
  return serverName.kind === 'refused' ? serverName : { ...plain, over: { kind: 'tls', serverName: serverName.ascii } };
}

function parsePlain(text: string, name: string, usualPort: number): Resolver | Refusal {
  const split = splitPort(text, 'a resolver');
  if (split.kind === 'refused') return split;
  const zone = /%[A-Za-z0-9._-]+$/.exec(split.host)?.[0] ?? '';
  const address = canonicalIp(split.host.slice(0, split.host.length - zone.length));
  if (address === undefined) return refuse(`${split.host} is no IP address, and a resolver is asked by its address`);
  return { kind: 'resolver', name, address: `${address}${zone}`, port: split.port ?? usualPort };
}

/** Where no path is written it is the one of the examples in RFC 8484, which public resolvers use. */
function parseHttps(text: string, name: string): Resolver | Refusal {
  const controls = refuseControls(text, 'a resolver');
  if (controls) return controls;
  // RFC 8484 section 4.1.1 writes a template; its variable is for GET, and we POST.
  const bare = text.replace(/\{\?dns\}$/, '');
  const parts = /^https:\/\/([^/?#@]+)(\/[^#\s]*)?$/i.exec(bare);
  if (!parts) return refuse(`${text} is not of the form https://host/path`);
  const server = parseServer(parts[1] ?? '');
  if (server.kind === 'refused') return server;
  const address = server.host.kind === 'ip' ? server.host.ip : server.host.ascii;
  const port = server.port ?? 443;
  const host = isIPv6(address) ? `[${address}]` : address;
  const path = parts[2] === undefined || parts[2] === '/' ? '/dns-query' : parts[2];
  const url = `https://${host}${port === 443 ? '' : `:${port}`}${path}`;
  return { kind: 'resolver', name, address, port, over: { kind: 'https', url } };
}

/** A resolver as `parseResolver` reads it. */
export function resolverText({ address, port, over }: Resolver): string {
  if (over?.kind === 'https') return over.url;
  const at = port === (over ? 853 : 53) ? address : endpointText(address, port);
  return over ? `tls://${at}${over.serverName === undefined ? '' : `#${over.serverName}`}` : at;
}

/**
 * Reads [socks5://][USER:PASSWORD@]HOST[:PORT]; the port is 1080 where none is written (RFC 1928 section 3). The name and the password
 * may be percent-encoded. What is refused is never quoted: a password may stand in it.
 */
export function parseProxy(text: string): Proxy | Refusal {
  const controls = refuseControls(text, 'a proxy');
  if (controls) return controls;
  const parts = /^(?:([a-z0-9+.-]+):\/\/)?(?:([^@]*)@)?([^@/]*)\/?$/i.exec(text.trim());
  const [, scheme = 'socks5', login, where = ''] = parts ?? [];
  if (!parts) return refuse('a proxy is written socks5://user:password@host:port');
  if (scheme.toLowerCase() !== 'socks5') return refuse(`a proxy is spoken to with socks5, not with ${scheme}`);
  const server = parseServer(where);
  if (server.kind === 'refused') return server;
  const host = server.host.kind === 'ip' ? server.host.ip : server.host.ascii;
  const proxy = { kind: 'proxy', host, port: server.port ?? 1080 } as const;
  if (login === undefined) return proxy;
  const words = /^([^:]+):(.+)$/.exec(login)?.slice(1).map(decoded);
  const [user, password] = words ?? [];
  if (user === undefined || password === undefined) return refuse('the login of a proxy is written user:password');
  const isLong = [user, password].some((it) => 255 < Buffer.byteLength(it));
  return isLong ? refuse('the name and the password for a proxy have at most 255 octets each') : { ...proxy, login: { user, password } };
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

/** Undefined where a % is not followed by two digits. */
function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
