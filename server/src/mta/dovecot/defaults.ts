import type { Term } from '../../core/mta.ts';
import facts from './defaults.json' with { type: 'json' };

/** The release that the built-in values are of. */
export const release = '2.3';

/** Settings that decide about a recipient, with what they do. */
const terms: readonly Term[] = [
  {
    name: 'auth_username_format',
    default: '%Lu',
    summary: 'What is made of the name that a client gives, before any user database is asked.',
  },
  { name: 'auth_default_realm', default: '', summary: 'The domain of names that come without one.' },
  { name: 'auth_username_translation', default: '', summary: 'Pairs of letters: the first of each becomes the second.' },
  {
    name: 'auth_username_chars',
    default: 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ01234567890.-_@',
    summary: 'Letters that a user name may have; a name with another one is nobody. Empty allows all.',
  },
  { name: 'auth_mechanisms', default: 'plain', summary: 'How clients may log in. Without any the auth process does not start.' },
  {
    name: 'auth_master_user_separator',
    default: '',
    summary: 'The letter between a user and the master user who logs in as that one.',
  },
  { name: 'recipient_delimiter', default: '+', summary: 'The first of these letters ends the user name of a recipient.' },
  { name: 'lmtp_save_to_detail_mailbox', default: 'no', summary: 'Mail for user+box goes to the mailbox called box.' },
  { name: 'lmtp_proxy', default: 'no', summary: 'Recipients are asked for in the passdbs, which may send them to another host.' },
  { name: 'protocols', default: 'imap pop3 lmtp', summary: 'The servers that are started.' },
  { name: 'base_dir', default: '/var/run/dovecot', summary: 'The folder of sockets whose names begin with no slash.' },
];

/** Every setting outside of a block with its built-in value. Source: `doveconf -d` of Dovecot 2.3.19, which knows those of the servers installed beside it. */
export const vocabulary: ReadonlyMap<string, Term> = new Map([
  ...Object.entries(facts.defaults).map(([name, value]): [string, Term] => [name, { name, default: value }]),
  ...terms.map((it): [string, Term] => [it.name, it]),
]);

export function builtIn(name: string): string | undefined {
  return vocabulary.get(name)?.default;
}
