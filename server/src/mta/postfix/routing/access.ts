import type { RcptReply } from '../../../core/trace.ts';
import { parentKeys } from '../domainList.ts';
import type { Parameters } from '../parameters.ts';
import type { MapList, Postfix } from '../system.ts';
import { bare, type Mailbox, splitExtension, written } from './address.ts';
import { parentsOf } from './class.ts';
import { type Found, findKey, withValue } from './find.ts';
import { about, codeOf, refusal, type Subject, splitEnhanced } from './reply.ts';

/** What an entry of an access table orders. `restriction`: names that are evaluated in its place. */
export type AccessAction =
  | { readonly kind: 'permit' | 'dunno' }
  | { readonly kind: 'reply'; readonly reply: RcptReply }
  | { readonly kind: 'discard' }
  | { readonly kind: 'defer-if-permit' | 'defer-if-reject'; readonly enhanced: string; readonly text: string }
  /** smtpd gives up on the command. */
  | { readonly kind: 'mistake'; readonly why: string }
  | { readonly kind: 'restriction'; readonly words: string };

/** user+ext@domain, user@domain, domain, its parents, user+ext@, user@. Order asked of Postfix 3.7 with `smtpd -v`. */
export function recipientEntry(
  system: Postfix,
  maps: MapList,
  mailbox: Mailbox & { readonly domain: string },
  parameters: Parameters,
): Found {
  const split = splitExtension(mailbox.local, parameters.text('recipient_delimiter'));
  const { local, domain } = mailbox;
  const whole = [...new Set([written(mailbox), bare(mailbox)])];
  const parts = [
    ...(split ? [written({ local: split.user, domain })] : []),
    domain,
    ...parentKeys(domain, parentsOf(system, 'smtpd_access_maps')),
    `${written({ local, domain: undefined })}@`,
    ...(split ? [`${written({ local: split.user, domain: undefined })}@`] : []),
  ];
  return firstOf(maps, whole, parts);
}

/** The client's address and its networks. Its name is asked first, but only that of the host itself is known before it connects. */
export function clientEntry(maps: MapList, client: string): Found {
  const named = clientName(client) === undefined ? MISS : firstOf(maps, [LOCALHOST], []);
  if (named.kind !== 'miss') return named;
  const octets = client.split('.');
  const networks = client.includes(':') ? [] : octets.slice(1).map((_, i) => octets.slice(0, octets.length - 1 - i).join('.'));
  return firstOf(maps, [client], networks);
}

/** `name[address]`, as replies show a client. */
export function drawClient(client: string): string {
  return `${clientName(client) ?? 'unknown'}[${client}]`;
}

function clientName(client: string): string | undefined {
  return client === '127.0.0.1' || client === '::1' ? LOCALHOST : undefined;
}

const LOCALHOST = 'localhost';
const MISS: Found = { kind: 'miss' };

/** Pattern tables are asked for the whole only. */
function firstOf(maps: MapList, whole: readonly string[], parts: readonly string[]): Found {
  for (const key of [...whole, ...parts]) {
    const found = withValue(findKey(maps, key, whole.includes(key) ? 'whole' : 'part'));
    if (found.kind !== 'miss') return found;
  }
  return MISS;
}

const SUBJECTS: Readonly<Record<string, Subject>> = { 'Recipient address': 'recipient', 'Sender address': 'sender' };

/** The right side of an access table. Answers asked of Postfix 3.7, word by word. */
export function readAction(value: string, subject: string, parameters: Parameters, what = 'Recipient address'): AccessAction {
  const [, word = '', rest = ''] = /^([^ \t]+)\s*([\s\S]*)$/.exec(value.trim()) ?? [];
  const kind = SUBJECTS[what] ?? 'other';
  const refuse = (code: number, enhanced: string, text: string) =>
    ({
      kind: 'reply',
      reply: refusal(parameters, code, about(kind, enhanced), `<${subject}>: ${what} rejected: ${text || 'Access denied'}`),
    }) as const;
  const deferral = (): { readonly enhanced: string; readonly text: string } => {
    const { enhanced, words } = splitEnhanced(rest, '4.7.1');
    return { enhanced: about(kind, enhanced), text: words || 'Service unavailable' };
  };
  // A number alone is a result of programs that feed passwd-like tables: it means OK.
  if (/^\d+$/.test(value.trim())) return { kind: 'permit' };
  if (/^[45]\d\d$/.test(word)) {
    const { enhanced, words } = splitEnhanced(rest, `${word[0]}.7.1`);
    return refuse(Number(word), enhanced, words);
  }
  switch (word.toUpperCase()) {
    case 'OK':
    case 'RELAY':
    case 'PERMIT':
      return { kind: 'permit' };
    case 'DUNNO':
    case 'WARN':
    case 'INFO':
    case 'HOLD':
    case 'PREPEND':
    case 'REDIRECT':
    case 'BCC':
    case 'FILTER':
      return { kind: 'dunno' };
    case 'DISCARD':
      return { kind: 'discard' };
    case 'REJECT': {
      const { enhanced, words } = splitEnhanced(rest, '5.7.1');
      return refuse(codeOf(parameters, 'access_map_reject_code', 554), enhanced, words);
    }
    case 'DEFER': {
      const { enhanced, words } = splitEnhanced(rest, '4.7.1');
      return refuse(codeOf(parameters, 'access_map_defer_code', 450), enhanced, words);
    }
    case 'DEFER_IF_PERMIT':
      return { kind: 'defer-if-permit', ...deferral() };
    case 'DEFER_IF_REJECT':
      return { kind: 'defer-if-reject', ...deferral() };
    default:
      return value.includes(':')
        ? { kind: 'mistake', why: `"${value}" names a table, which an access table cannot` }
        : { kind: 'restriction', words: value };
  }
}
