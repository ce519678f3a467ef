import type { MailSystem, Mention, Seen } from '../../core/system.ts';
import type { Place } from '../../core/text.ts';
import type { Tables } from './lookup/tables.ts';
import type { Configuration } from './syntax/configuration.ts';

/** An Exim configuration with everything it names. */
export interface Exim extends MailSystem {
  readonly mta: 'exim';
  readonly configuration: Configuration;
  /** What lookups ask. */
  readonly lookups: Tables;
  readonly options: MainOptions;
  /** Whether the host has a user of this name, and where it lives. */
  user(name: string): UserAnswer;
  mention(mention: Mention): Seen;
  /** Paths of the server that a pattern with `*` in its last name matches. */
  matching(pattern: string): readonly string[];
  /** The first statement with which Exim does not run. */
  readonly flaw: { readonly message: string; readonly at: Place } | undefined;
}

/** Main options that decide about recipients, expanded. */
export interface MainOptions {
  /** Undefined where neither the files nor the host's name tell it. */
  readonly primaryHostname: string | undefined;
  readonly qualifyDomain: string | undefined;
  readonly qualifyRecipient: string | undefined;
  isSet(name: string): boolean;
}

export type UserAnswer =
  | {
      readonly kind: 'user';
      readonly home: string | undefined;
      readonly uid: string | undefined;
      readonly gid: string | undefined;
      readonly at?: { readonly file: string; readonly start: number; readonly end: number };
    }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly why: string; readonly ask: string };
