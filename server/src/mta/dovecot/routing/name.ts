import type { Trail } from '../../../core/trail.ts';
import type { Dovecot } from '../system.ts';
import { expand } from '../variables.ts';
import { blame } from './blame.ts';

/** The user that a recipient stands for, before anybody is asked. */
export type Recipient =
  | { readonly kind: 'user'; readonly user: string }
  /** RCPT TO is answered at once. */
  | { readonly kind: 'syntax' };

const ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?';
const PATH = new RegExp(`^(?:(${ATOM}(?:\\.${ATOM})*)|"((?:[^"\\\\]|\\\\.)*)")(?:@(${LABEL}(?:\\.${LABEL})*|\\[[^\\]]+\\]))?$`);

/** The address of RCPT TO without its detail: `ann+box@example.com` is ann@example.com. */
export function readRecipient(system: Dovecot, address: string, trail: Trail): Recipient {
  const [, atom, quoted, domain] = PATH.exec(address) ?? [];
  const plain = quoted?.replace(/\\(.)/g, '$1');
  // An @ in a local part keeps its quotes.
  const local = atom ?? (plain?.includes('@') ? `"${quoted}"` : plain);
  if (local === undefined) return { kind: 'syntax' };
  const delimiters = [...(system.text('recipient_delimiter') ?? '')];
  const cut = [...local].findIndex((it) => delimiters.includes(it));
  const name = cut < 0 ? local : local.slice(0, cut);
  const user = domain === undefined ? name : `${name}@${domain}`;
  if (0 <= cut) {
    const because = blame(system, 'recipient_delimiter');
    trail.note('recipient_delimiter', 'rewrote', `${user} is asked for, ${local.slice(cut + 1) || 'nothing'} is the detail`, because, {
      brief: user,
    });
  }
  return { kind: 'user', user };
}

/** The name that databases are asked for. */
export type Name =
  | { readonly kind: 'name'; readonly name: string }
  /** No database is asked: nobody has such a name. */
  | { readonly kind: 'nobody' }
  | { readonly kind: 'unknown'; readonly why: string };

/** auth_request_set_username() and auth_request_fix_username(): realm, letters, translation and format, in this order. */
export function nameOfUser(system: Dovecot, user: string, trail: Trail): Name {
  const read = (setting: string): string | undefined => system.text(setting);
  const [realm, letters, translation] = [read('auth_default_realm'), read('auth_username_chars'), read('auth_username_translation')];
  const format = read('auth_username_format');
  const separator = read('auth_master_user_separator');
  if ([realm, letters, translation, format, separator].includes(undefined))
    return { kind: 'unknown', why: 'a setting about user names is not written out in these files' };
  if (separator !== '' && user.includes(separator!)) return { kind: 'unknown', why: `${separator} stands before a master user` };
  let name = user;
  if (realm !== '' && !name.includes('@')) {
    name = `${name}@${realm}`;
    trail.note('auth_default_realm', 'rewrote', `${user} becomes ${name}`, blame(system, 'auth_default_realm'), { brief: name });
  }
  name = [...name].map((it) => translated(it, translation!)).join('');
  const stranger = letters === '' ? undefined : [...name].find((it) => !letters!.includes(it));
  if (stranger !== undefined) {
    const says = `${name} has the letter ${stranger}, which no user name has`;
    trail.note('auth_username_chars', 'rejected', says, blame(system, 'auth_username_chars'), { brief: 'no such letter' });
    return { kind: 'nobody' };
  }
  const expanded = format === '' ? { kind: 'text' as const, text: name } : expand(format!, name);
  if (expanded.kind === 'unknown') return { kind: 'unknown', why: `nothing is known here of ${expanded.variable} in auth_username_format` };
  if (expanded.text === '') {
    trail.note('auth_username_format', 'rejected', `${format} makes nothing of ${user}`, blame(system, 'auth_username_format'), {
      brief: 'no name',
    });
    return { kind: 'nobody' };
  }
  const verdict = expanded.text === user ? 'passed' : 'rewrote';
  const says = `${format} makes ${expanded.text} of ${user}`;
  if (format !== '') trail.note('auth_username_format', verdict, says, blame(system, 'auth_username_format'), { brief: expanded.text });
  return { kind: 'name', name: expanded.text };
}

/** Of each pair of letters the first becomes the second. */
function translated(letter: string, pairs: string): string {
  let res = letter;
  for (let i = 0; i + 1 < pairs.length; i += 2) if (pairs[i] === letter) res = pairs[i + 1]!;
  return res;
}
