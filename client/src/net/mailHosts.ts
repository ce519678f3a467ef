import { lookup } from 'node:dns/promises';
import type { Address } from './address.ts';
import { makeAsker } from './dns/asker.ts';
import { addressesOf } from './dns/exchange.ts';
import type { Domain } from './domain.ts';
import type { MailServer } from './endpoint.ts';
import { lookUpMx } from './mx.ts';
import type { ProbeOptions } from './probeOptions.ts';
import type { MxAnswer } from './results.ts';

export interface MailHost {
  readonly host: string;
  readonly ips: readonly string[];
}

/** Which machines take mail for an address, in the order a sender tries them; or why there are none. */
export type MailHosts =
  | { readonly kind: 'hosts'; readonly hosts: readonly MailHost[] /** True where a person named the server. */; readonly isNamed: boolean }
  | { readonly kind: 'none'; readonly isCertain: boolean; readonly why: string; readonly next: readonly string[] };

/** The server that was named, or the literal behind the @, or what the MX records say (RFC 5321 section 5.1); `none` says why. */
export async function findMailHosts(address: Address, options: ProbeOptions): Promise<MailHosts> {
  if (options.server) return namedHosts(options.server, options);
  if (options.hosts) return { kind: 'hosts', hosts: options.hosts, isNamed: false };
  if (address.literal !== undefined) return { kind: 'hosts', hosts: [{ host: address.literal, ips: [address.literal] }], isNamed: false };
  if (!address.domain)
    return none('an address without a domain can only be asked at a server that is named', [
      'Name the server, or write the address with its domain',
    ]);
  return exchangeHosts(address.domain, options);
}

async function namedHosts({ host }: MailServer, options: ProbeOptions): Promise<MailHosts> {
  if (host.kind === 'ip') return { kind: 'hosts', hosts: [{ host: host.ip, ips: [host.ip] }], isNamed: true };
  // RFC 6761 section 6.3: localhost is never asked of anybody.
  if (host.ascii === 'localhost') return { kind: 'hosts', hosts: [{ host: 'localhost', ips: ['127.0.0.1', '::1'] }], isNamed: true };
  for (const resolver of options.resolvers) {
    const ask = makeAsker(resolver, { recursion: true, timing: options.timing, signal: options.signal });
    const { addresses } = await addressesOf(ask, host.ascii);
    if (0 < addresses.length) return { kind: 'hosts', hosts: [{ host: host.ascii, ips: addresses.map((it) => it.ip) }], isNamed: true };
  }
  const ips = await fromHostsFile(host.ascii);
  if (0 < ips.length) return { kind: 'hosts', hosts: [{ host: host.ascii, ips }], isNamed: true };
  return none(`no address was found for the server ${host.text}`, ['Check the name of the server, or name it by its IP address']);
}

/** A named server may be known to this machine only, by its hosts file or its own network. MX records are never asked for this way. */
async function fromHostsFile(host: string): Promise<readonly string[]> {
  try {
    return (await lookup(host, { all: true })).map((it) => it.address);
  } catch {
    return [];
  }
}

async function exchangeHosts(domain: Domain, { resolvers, timing, signal, progress }: ProbeOptions): Promise<MailHosts> {
  let last: MxAnswer | undefined;
  for (const resolver of resolvers) {
    const [answer] = await lookUpMx(domain, [resolver], { timing, signal, progress });
    last = answer ?? last;
    if (answer?.rcode === 'NOERROR' || answer?.rcode === 'NXDOMAIN') return hostsOf(domain, answer);
  }
  if (!last) return none('no resolver is set, so the mail exchangers are not known', ['Set a resolver, or name the server']);
  const why = last.findings[0]?.message ?? `the resolver answers ${last.rcode}`;
  return none(`the mail exchangers of ${domain.text} are not known: ${why}`, ['Ask another resolver, or name the server']);
}

function hostsOf(domain: Domain, { rcode, records, findings }: MxAnswer): MailHosts {
  const hosts = records.flatMap((it) =>
    it.addresses.length === 0 ? [] : [{ host: it.exchange, ips: it.addresses.map((found) => found.ip) }],
  );
  if (0 < hosts.length) return { kind: 'hosts', hosts, isNamed: false };
  const why = findings.find((it) => it.severity === 'error') ?? findings[0];
  const isOpen = findings.some((it) => it.id === 'exchange-unanswered');
  const text = why?.message ?? `no mail exchanger of ${domain.text} has an address`;
  const next = rcode === 'NXDOMAIN' ? ['Check the spelling of the domain'] : ['Look up the MX records of the domain and correct them'];
  return { kind: 'none', isCertain: !isOpen, why: text, next };
}

function none(why: string, next: readonly string[]): MailHosts {
  return { kind: 'none', isCertain: false, why, next };
}
