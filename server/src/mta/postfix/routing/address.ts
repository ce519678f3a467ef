import type { Parameters } from '../parameters.ts';
import { UNKNOWN_HOST } from '../parameters.ts';

/** An address as Postfix carries it inside: the local part without quotes. */
export interface Mailbox {
  readonly local: string;
  /** As written; undefined where there was no @. */
  readonly domain: string | undefined;
}

/** `user@domain` as a table is asked for it: quotes stand where the local part needs them. */
export function written({ local, domain }: Mailbox): string {
  // Nearly all local parts are plain, so they are looked at only once.
  if (/^\w[\w+-]*$/.test(local)) return domain === undefined ? local : `${local}@${domain}`;
  const needsQuotes = local !== '' && !/^[^\s"\\()<>@,;:[\]]+$/.test(local) ? true : /^\.|\.\.|\.$/.test(local);
  const text = needsQuotes ? `"${local.replace(/(["\\])/g, '\\$1')}"` : local;
  return domain === undefined ? text : `${text}@${domain}`;
}

/** The same without quotes, as replies show it. */
export function bare({ local, domain }: Mailbox): string {
  return domain === undefined ? local : `${local}@${domain}`;
}

/**
 * rewrite_tree() of trivial-rewrite: `site!user` and `user%domain` become `user@domain` where there is no @, a bare name
 * gets @myorigin, a domain without a dot gets .mydomain.
 */
export function rewritten({ local, domain }: Mailbox, parameters: Parameters): Mailbox {
  if (domain !== undefined) return { local, domain: withDomain(domain, parameters) };
  const bang = local.indexOf('!');
  if (0 <= bang && parameters.isYes('swap_bangpath'))
    return { local: local.slice(bang + 1), domain: withDomain(local.slice(0, bang), parameters) };
  const percent = local.lastIndexOf('%');
  if (0 <= percent && parameters.isYes('allow_percent_hack'))
    return { local: local.slice(0, percent), domain: withDomain(local.slice(percent + 1), parameters) };
  if (!parameters.isYes('append_at_myorigin')) return { local, domain };
  return { local, domain: withDomain(parameters.text('myorigin'), parameters) };
}

/** A dot at the end of a domain is dropped, but not two of them. */
export function withoutDot(domain: string): string {
  return /[^.]\.$/.test(domain) ? domain.slice(0, -1) : domain;
}

function withDomain(given: string, parameters: Parameters): string {
  const domain = withoutDot(given);
  // The dot at the end counts as one: localhost. gets no .mydomain.
  const isFull = given.includes('.') || given.startsWith('[') || given === '' || given === UNKNOWN_HOST;
  return isFull || !parameters.isYes('append_dot_mydomain') ? domain : `${domain}.${parameters.text('mydomain')}`;
}

/** user and extension at the first delimiter character; postmaster and the like are never split. */
export function splitExtension(local: string, delimiters: string): { readonly user: string; readonly extension: string } | undefined {
  if (delimiters === '' || /^(mailer-daemon|double-bounce|postmaster)$/i.test(local)) return undefined;
  // owner-list and list-request are names of their own where - delimits.
  if (delimiters.includes('-') && /^owner-|-request$/i.test(local)) return undefined;
  for (let i = 1; i < local.length; i++) {
    if (delimiters.includes(local[i]!)) return { user: local.slice(0, i), extension: local.slice(i) };
  }
  return undefined;
}

/** What valid_hostname() of Postfix lets pass: labels of letters, digits, - and _, not all digits. */
export function isHostname(domain: string): boolean {
  if (domain === '' || 255 < domain.length || /^[\d.]+$/.test(domain)) return false;
  return domain.split('.').every((it) => 0 < it.length && it.length < 64 && /^[\w\u0080-\uffff-]+$/.test(it) && !/^-|-$/.test(it));
}
