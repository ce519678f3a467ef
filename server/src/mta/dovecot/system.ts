import type { MailSystem, Mention, Seen } from '../../core/system.ts';
import type { Place } from '../../core/text.ts';
import type { Setting } from './syntax/dovecotConf.ts';

/** A dovecot.conf with everything it includes and names. */
export interface Dovecot extends MailSystem {
  readonly mta: 'dovecot';
  /** Why nobody can tell what this configuration does, such as a syntax of another release. */
  readonly opaque: string | undefined;
  /** Why nothing starts, and where that stands. */
  readonly broken: { readonly why: string; readonly at: Place } | undefined;
  readonly hasLmtp: boolean;
  readonly passdbs: readonly Database[];
  readonly userdbs: readonly Database[];
  /** The written value of a setting as the LMTP server sees it. */
  assignment(name: string): Setting | undefined;
  /** A value, built-in where nothing is written; undefined where the files do not tell. */
  text(name: string): string | undefined;
  mention(mention: Mention): Seen;
  /** Accounts of the system that no passwd file of the workspace has, from the settings. */
  readonly toldUsers?: ReadonlySet<string>;
}

/** One `passdb { … }` or `userdb { … }`. */
export interface Database {
  readonly kind: 'passdb' | 'userdb';
  readonly driver: string;
  readonly args: string;
  /** Where it is shown: the driver, or the word that begins the block. */
  readonly at: Place;
  readonly argsAt: Place;
  text(name: string): string | undefined;
}

/** The name of a database for people: `userdb passwd-file`. */
export function nameOf({ kind, driver }: Database): string {
  return `${kind} ${driver}`;
}
