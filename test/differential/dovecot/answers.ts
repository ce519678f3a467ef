import type { Host } from '../box/host.ts';

/** A made-up mailbox server: everything that is not the default of a bare Debian system with Dovecot. */
export interface DovecotSite {
  /** By absolute path: /etc/dovecot/dovecot.conf, /etc/dovecot/users. */
  readonly files: Readonly<Record<string, string>>;
  /** Names or whole passwd lines; alice, bob and carol if nothing is said. Not looked at where `files` has an /etc/passwd. */
  readonly users?: readonly string[];
}

export interface Answers {
  /** By address: the reply to RCPT TO, or `no service`. Where the auth process does not start, of the first address only. */
  readonly replies: Readonly<Record<string, string>>;
  /** Why it does not run, where it does not. */
  readonly noService?: string;
  readonly log: string;
}

/** The host that a site is, with everything said that was left to default. */
export function hostOf({ files, users = ['alice', 'bob', 'carol'] }: DovecotSite): Host {
  return { files: { '/etc/dovecot/dovecot.conf': '', ...files }, users, hostname: 'mail.example.com', mailname: 'mail.example.com' };
}
