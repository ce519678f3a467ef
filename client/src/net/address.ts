import { isIPv4, isIPv6 } from 'node:net';
import { type Domain, parseDomain } from './domain.ts';
import { canonicalIp } from './ip.ts';
import { type Refusal, refuse, refuseControls } from './refusal.ts';

declare const checked: unique symbol;

/** A mailbox that was checked once and can stand between `<` and `>` of an SMTP command. Only `parseAddress` makes one. */
export interface Address {
  readonly kind: 'address';
  /** As typed: case and quotes are the receiving server's business. */
  readonly local: string;
  /** Behind the @; absent for the bare `postmaster` of RFC 5321 section 4.5.1. */
  readonly domain?: Domain;
  /** The IP address where `[192.0.2.1]` or `[IPv6:2001:db8::1]` stands behind the @. */
  readonly literal?: string;
  /** What goes over the wire: the domain as A-labels. */
  readonly text: string;
  /** True where the local part needs SMTPUTF8 (RFC 6531): a domain alone never does. */
  readonly smtputf8: boolean;
  /** What was changed or is unusual, one sentence each. */
  readonly notes: readonly string[];
  readonly [checked]: true;
}

/** Reads a Mailbox of RFC 5321 section 4.1.2, with or without angle brackets. */
export function parseAddress(text: string): Address | Refusal {
  const controls = refuseControls(text, 'an address');
  if (controls) return controls;
  const bare = text.trim().replace(/^<(.*)>$/su, '$1');
  if (bare === '') return refuse('there is no address');
  // RFC 5321 appendix C lets a server ignore a source route; nobody needs one to ask about a mailbox.
  const routed = /^@[^:]*:(.*)$/su.exec(bare);
  const notes = routed ? ['the source route before the address was left out'] : [];
  return parseMailbox(routed?.[1] ?? bare, notes);
}

function parseMailbox(mailbox: string, notes: readonly string[]): Address | Refusal {
  if (/^postmaster$/i.test(mailbox))
    return { kind: 'address', local: mailbox, text: mailbox, smtputf8: false, notes } as unknown as Address;
  const local = mailbox.startsWith('"') ? readQuoted(mailbox) : readDots(mailbox);
  if (typeof local !== 'string') return local;
  const rest = mailbox.slice(local.length);
  if (rest === '') return refuse(`there is no @ in ${shorten(mailbox)}`);
  if (!rest.startsWith('@'))
    return refuse(`the character ${[...rest][0]} cannot stand there in an address; quotes hold the whole part before the @`);
  if (64 < Buffer.byteLength(local)) return refuse(`the part before the @ has at most 64 octets; this one has ${Buffer.byteLength(local)}`);
  const where = readWhere(rest.slice(1));
  if (where.kind === 'refused') return where;
  const behind = where.kind === 'domain' ? where.ascii : where.text;
  const whole = `${local}@${behind}`;
  // RFC 5321 section 4.5.3.1.3: a path has at most 256 octets, its angle brackets included.
  if (254 < Buffer.byteLength(whole)) return refuse(`an address has at most 254 octets; this one has ${Buffer.byteLength(whole)}`);
  const smtputf8 = /[^\x00-\x7f]/.test(local);
  const odd = /[%!]/.test(local) && !local.startsWith('"') ? ['a % or ! in the local part may be taken for routing by old servers'] : [];
  const target = where.kind === 'domain' ? { domain: where } : { literal: where.ip };
  return { kind: 'address', local, ...target, text: whole, smtputf8, notes: [...notes, ...odd] } as unknown as Address;
}

/** Dot-string: atoms with single dots between them. */
function readDots(mailbox: string): string | Refusal {
  const end = mailbox.indexOf('@');
  const local = end < 0 ? mailbox : mailbox.slice(0, end);
  const odd = /[\s()<>[\]:;\\,"]/u.exec(local)?.[0];
  if (odd !== undefined && odd.trim() === '') return refuse('a space cannot stand in an address, except between quotes before the @');
  if (odd !== undefined) return refuse(`the character ${odd} cannot stand before the @, except between quotes`);
  if (local === '') return refuse('nothing stands before the @');
  if (local.startsWith('.') || local.endsWith('.')) return refuse('the part before the @ cannot begin or end with a dot');
  if (local.includes('..')) return refuse('two dots cannot follow each other before the @');
  return local;
}

/** Quoted-string: printable characters, `\"` and `\\` for the two that mean something. Kept exactly as it stands. */
function readQuoted(mailbox: string): string | Refusal {
  const quoted = /^"(?:[^"\\]|\\[\x20-\x7e])*"/u.exec(mailbox)?.[0];
  return quoted ?? refuse('the quote before the @ is not closed');
}

type Literal = { readonly kind: 'literal'; readonly ip: string; readonly text: string };

function readWhere(text: string): Domain | Literal | Refusal {
  if (text === '') return refuse('nothing stands behind the @');
  if (text.includes('@')) return refuse('there are two @ in the address');
  if (!text.startsWith('[')) return parseDomain(text);
  const inside = /^\[([^[\]]*)\]$/.exec(text)?.[1];
  if (inside === undefined) return refuse('the [ behind the @ is not closed');
  if (isIPv4(inside)) return { kind: 'literal', ip: inside, text: `[${inside}]` };
  const v6 = /^IPv6:(.*)$/i.exec(inside)?.[1];
  if (v6 !== undefined && isIPv6(v6) && !v6.includes('%')) return { kind: 'literal', ip: canonicalIp(v6) ?? v6, text: `[IPv6:${v6}]` };
  if (isIPv6(inside)) return refuse(`an IPv6 address behind the @ is written [IPv6:${inside}]`);
  return refuse(`${shorten(text)} is no IP address`);
}

function shorten(text: string): string {
  return 60 < text.length ? `${text.slice(0, 60)}…` : text;
}
