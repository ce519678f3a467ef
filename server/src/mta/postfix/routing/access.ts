import type { RcptReply } from '../../../core/trace.ts';
import { parentKeys } from '../domainList.ts';
import type { Parameters } from '../parameters.ts';
import type { MapList, Postfix } from '../system.ts';
import { bare, type Mailbox, splitExtension, written } from './address.ts';
import { parentsOf } from './class.ts';
import { type Found, findKey, withValue } from './find.ts';
import { codeOf, refusal, splitEnhanced } from './reply.ts';

/** What an entry of an access table orders. `restriction`: names that are evaluated in its place. */
export type AccessAction =
  | { readonly kind: 'permit' | 'dunno' }
  | { readonly kind: 'reply'; readonly reply: RcptReply }
  | { readonly kind: 'discard' }
  | { readonly kind: 'defer-if-permit' | 'defer-if-reject'; readonly text: string }
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

/** The client's address and its networks; its name is not known before it connects. */
export function clientEntry(maps: MapList, client: string): Found {
  const octets = client.split('.');
  const networks = client.includes(':') ? [] : octets.slice(1).map((_, i) => octets.slice(0, octets.length - 1 - i).join('.'));
  return firstOf(maps, [client], networks);
}

/** Pattern tables are asked for the whole only. */
function firstOf(maps: MapList, whole: readonly string[], parts: readonly string[]): Found {
  for (const key of [...whole, ...parts]) {
    const found = withValue(findKey(maps, key, whole.includes(key) ? 'whole' : 'part'));
    if (found.kind !== 'miss') return found;
  }
  return { kind: 'miss' };
}

/** The right side of an access table. Answers asked of Postfix 3.7, word by word. */
export function readAction(value: string, subject: string, parameters: Parameters, what = 'Recipient address'): AccessAction {
  const [, word = '', rest = ''] = /^(\S+)\s*([\s\S]*)$/.exec(value.trim()) ?? [];
  const refuse = (code: number, enhanced: string, text: string) =>
    ({
      kind: 'reply',
      reply: refusal(parameters, code, enhanced, `<${subject}>: ${what} rejected: ${text || 'Access denied'}`),
    }) as const;
  if (/^\d+$/.test(word)) {
    const code = Number(word);
    // A number alone is a result of programs that feed passwd-like tables: it means OK.
    if (rest === '' || code < 400 || 599 < code) return { kind: 'permit' };
    const { enhanced, words } = splitEnhanced(rest, code < 500 ? '4.7.1' : '5.7.1');
    return refuse(code, enhanced, words);
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
      return { kind: 'defer-if-permit', text: rest };
    case 'DEFER_IF_REJECT':
      return { kind: 'defer-if-reject', text: rest };
    default:
      return { kind: 'restriction', words: value };
  }
}
