import type { Origin } from '../../../core/fact.ts';
import type { AddressClass } from '../../../core/system.ts';
import { SILENT, type Trail } from '../../../core/trail.ts';
import { parseIp } from '../../../formats/network.ts';
import { parentKeys } from '../domainList.ts';
import type { Parameters } from '../parameters.ts';
import type { Postfix } from '../system.ts';
import { isHostname, type Mailbox, rewritten, splitExtension, written } from './address.ts';
import { blame } from './blame.ts';
import { domainClass, parentsOf } from './class.ts';
import { type Found, findAddress, findKey, withValue } from './find.ts';

/** What trivial-rewrite answers: a class, a transport with its next hop, and the address in full form. */
export type Resolved =
  | {
      readonly kind: 'resolved';
      readonly mailbox: Mailbox & { readonly domain: string };
      readonly class: AddressClass | 'default';
      readonly transport: string;
      readonly nexthop: string;
      /** The line that chose the transport. */
      readonly because: Origin;
      /** The local part still holds @, % or !: such mail is not relayed for strangers. */
      readonly isRouted: boolean;
    }
  /** Never an address: 501 at RCPT. */
  | { readonly kind: 'syntax' }
  | { readonly kind: 'broken'; readonly why: string }
  | {
      readonly kind: 'unknown';
      readonly why: string;
      readonly ask: string;
      /** The answers of which one is right, where there are only these. */
      readonly oneOf?: readonly Resolved[];
    };

const MOST_REWRITES = 100;

/** resolve_addr() of trivial-rewrite, for an address that has been rewritten already: it is not completed a second time. */
export function resolve(system: Postfix, mailbox: Mailbox, trail: Trail): Resolved {
  const { parameters } = system;
  let current: Mailbox = mailbox;
  let domain = domainOf(current, parameters);
  let found = domainClass(system, domain);
  // user%other@here and other!user@here are addresses of their own behind a domain of this host.
  for (let i = 0; i < MOST_REWRITES && isHere(found) && hasRoute(current.local, system); i++) {
    current = rewritten(splitLocal(current.local), parameters);
    domain = domainOf(current, parameters);
    if (current.local === '' && current.domain === undefined) return { kind: 'syntax' };
    found = domainClass(system, domain);
  }
  const { local } = current;
  // Also where Postfix itself takes none of the three for a route: the next host may.
  const isRouted = /[@%!]/.test(local);
  if (domain === '' || (local.endsWith('@') && isHere(found))) return { kind: 'syntax' };
  if (domain.startsWith('[') ? !isLiteral(domain) : !isHostname(domain)) return { kind: 'syntax' };
  if (local.startsWith('-') && !parameters.isYes('allow_min_user')) return { kind: 'syntax' };
  // A null user is the mailer daemon, whose mail is thrown away.
  const full = { local: local === '' ? 'MAILER-DAEMON' : local, domain };
  if (found.kind === 'unknown' && domain.startsWith('[')) {
    const oneOf = (['local', 'default'] as const).map((it) => channel(system, full, it, isRouted, SILENT));
    return { ...found, oneOf };
  }
  if (found.kind === 'broken' || found.kind === 'unknown') return found;
  const addressClass = found.kind === 'class' ? found.class : 'default';
  const because: Origin = found.kind === 'class' ? found.because : blame(parameters.assignment('mydestination'), 'mydestination');
  trail.note(
    'address class',
    'passed',
    found.kind === 'class'
      ? `${domain} is in ${found.setting}, so its class is ${addressClass}`
      : `No list of this host holds ${domain}, so it is somebody else's`,
    because,
    { brief: addressClass === 'default' ? 'another host' : addressClass },
  );
  return channel(system, full, addressClass, isRouted, trail);
}

function isHere(found: ReturnType<typeof domainClass>): boolean {
  return found.kind === 'class' && found.class === 'local';
}

/** `user@` is a user of this host with resolve_null_domain, `user@192.0.2.1` one of a literal with resolve_numeric_domain. */
function domainOf({ domain }: Mailbox, parameters: Parameters): string {
  if (domain === undefined || (domain === '' && parameters.isYes('resolve_null_domain'))) return parameters.text('myhostname');
  return /^[\d.]+$/.test(domain) && parseIp(domain) && parameters.isYes('resolve_numeric_domain') ? `[${domain}]` : domain;
}

/** `[192.0.2.1]` or `[IPv6:2001:db8::1]`; without the tag a version 6 address is none. Asked of Postfix 3.7. */
function isLiteral(domain: string): boolean {
  const [, tag, address = ''] = /^\[(ipv6:)?(.*)\]$/i.exec(domain) ?? [];
  return parseIp(address) !== undefined && address.includes(':') === (tag !== undefined);
}

function hasRoute(local: string, { parameters }: Postfix): boolean {
  // What stands in quotes is no route where the local part is looked at with its quotes.
  if (!parameters.isYes('resolve_dequoted_address') && written({ local, domain: undefined }).startsWith('"')) return false;
  return (
    local.includes('@') ||
    (local.includes('!') && parameters.isYes('swap_bangpath')) ||
    (local.includes('%') && parameters.isYes('allow_percent_hack'))
  );
}

function splitLocal(local: string): Mailbox {
  const at = local.lastIndexOf('@');
  return at < 0 ? { local, domain: undefined } : { local: local.slice(0, at), domain: local.slice(at + 1) };
}

const TRANSPORTS = {
  local: 'local_transport',
  'virtual-mailbox': 'virtual_transport',
  relay: 'relay_transport',
  default: 'default_transport',
} as const satisfies Record<Exclude<AddressClass, 'virtual-alias'> | 'default', string>;

function channel(
  system: Postfix,
  mailbox: Mailbox & { readonly domain: string },
  addressClass: AddressClass | 'default',
  isRouted: boolean,
  trail: Trail,
): Resolved {
  const { parameters } = system;
  const resolved = (transport: string, nexthop: string, because: Origin): Resolved => ({
    kind: 'resolved',
    mailbox,
    class: addressClass,
    transport,
    nexthop,
    because,
    isRouted,
  });
  let res: Resolved;
  if (addressClass === 'virtual-alias') {
    // transport_maps are not asked here: what no alias table has is undeliverable.
    const text = parameters.isYes('show_user_unknown_table_name') ? 'User unknown in virtual alias table' : 'User unknown';
    res = resolved('error', `5.1.1 ${text}`, blame(parameters.assignment('virtual_alias_domains'), 'virtual_alias_domains'));
  } else {
    const parameter = TRANSPORTS[addressClass];
    const { transport, nexthop } = splitTransport(parameters.text(parameter));
    const relayhost = addressClass === 'default' ? parameters.text('relayhost') : '';
    const because = blame(parameters.assignment(parameter), parameter);
    res = resolved(
      transport || 'smtp',
      nexthop || relayhost || mailbox.domain,
      relayhost && !nexthop ? blame(parameters.assignment('relayhost'), 'relayhost') : because,
    );
    const mapped = transportEntry(system, mailbox);
    if (mapped.kind === 'broken' || mapped.kind === 'unknown') return mapped;
    if (mapped.kind === 'hit') {
      const entry = splitTransport(mapped.value);
      const isFinal = entry.transport === 'error' || entry.transport === 'retry';
      const next = isFinal
        ? entry.nexthop
        : entry.nexthop || (entry.transport && !nexthop ? mailbox.domain : (res as { nexthop: string }).nexthop);
      res = resolved(entry.transport || transport, next, mapped.origin);
      trail.note('transport_maps', 'routed', `${mapped.key} goes by ${mapped.value}`, mapped.origin);
    }
  }
  const isOwn = addressClass === 'local' || isOrigin(system, mailbox.domain);
  const moved = withValue(findAddress(system.mapsOf('relocated_maps'), mailbox, isOwn, parameters));
  if (moved.kind === 'broken' || moved.kind === 'unknown') return moved;
  if (moved.kind !== 'hit') return res;
  trail.note('relocated_maps', 'rejected', `${moved.key} has moved to ${moved.value}`, moved.origin);
  return resolved('error', `5.1.6 User has moved to ${moved.value}`, moved.origin);
}

export function isOrigin({ parameters }: Postfix, domain: string): boolean {
  return domain.toLowerCase() === parameters.text('myorigin').toLowerCase();
}

/** `transport:nexthop` or one half of it. */
export function splitTransport(text: string): { readonly transport: string; readonly nexthop: string } {
  const colon = text.indexOf(':');
  return colon < 0 ? { transport: text, nexthop: '' } : { transport: text.slice(0, colon), nexthop: text.slice(colon + 1) };
}

/** user+ext@domain, user@domain, domain, its parents, and `*` for what nothing else has; pattern tables are asked for the first and the last. */
function transportEntry(system: Postfix, { local, domain }: Mailbox & { readonly domain: string }): Found {
  const maps = system.mapsOf('transport_maps');
  if (maps.tables.length === 0) return { kind: 'miss' };
  const split = splitExtension(local, system.parameters.text('recipient_delimiter'));
  const address = written({ local, domain });
  const keys = [
    address,
    ...(split ? [written({ local: split.user, domain })] : []),
    domain,
    ...parentKeys(domain, parentsOf(system, 'transport_maps')),
    '*',
  ];
  for (const key of keys) {
    const found = withValue(findKey(maps, key, key === address || key === '*' ? 'whole' : 'part'));
    if (found.kind !== 'miss') return found;
  }
  return { kind: 'miss' };
}
