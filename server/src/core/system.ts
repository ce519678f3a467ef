import type { Fact, Lookup, Origin } from './fact.ts';
import type { Fix } from './rule.ts';
import type { Format, ParsedFile, Word } from './syntax.ts';
import type { FileId, Place } from './text.ts';

export type AddressClass = 'local' | 'virtual-alias' | 'virtual-mailbox' | 'relay';

/** A domain that a setting takes for this host, and as what. */
export interface DomainClaim {
  /** Lower case. A pattern such as `.example.com` stays one. */
  readonly domain: string;
  readonly class: AddressClass;
  /** The list that makes the claim, such as mydestination. */
  readonly setting: string;
  /** The word in that list (perhaps `$mydomain`); absent where the list is built in. */
  readonly at?: Place;
  /** Where the name itself comes from. */
  readonly origin: Origin;
}

export type NameKind = 'setting' | 'service' | 'router' | 'transport' | 'authenticator' | 'acl' | 'list' | 'macro';

/** A name introduced or used: definition, references, completion and "unused" are all made of these. */
export interface NameUse {
  readonly kind: NameKind;
  readonly name: string;
  readonly role: 'definition' | 'reference';
  readonly at: Place;
  /**
   * What a definition makes the name stand for, where that is a text: the items of a list, the driver of a router, the command of a
   * service. A reference has it where the definition stands in no file.
   */
  readonly value?: string;
  /** True for a definition that something names which stands in no file, such as what a package ships. */
  readonly isNamedElsewhere?: true;
}

/** A file that a file speaks of, by the path the server uses. Without a format only its presence and age are wanted. */
export interface Mention {
  readonly path: string;
  readonly format?: Format;
  readonly at?: Place;
}

/** What stands at a path, as far as the workspace could see. */
export type Seen =
  | { readonly kind: 'file'; readonly file: ParsedFile; readonly modified: number }
  | { readonly kind: 'present'; readonly file: FileId; readonly modified: number; readonly size: number }
  | { readonly kind: 'directory'; readonly file: FileId }
  /**
   * `expected` is where it would lie for certain. Where the workspace holds a few files of a server only, `likely` is where
   * it would lie among them: it may be made elsewhere. Neither where the path maps to no folder of the workspace.
   */
  | { readonly kind: 'absent'; readonly expected?: FileId; readonly likely?: FileId }
  | { readonly kind: 'unreadable'; readonly file: FileId; readonly why: string }
  | { readonly kind: 'pending' };

/** One spelling of a table in a setting: what it is and in which state. */
export interface TableUse {
  readonly at: Place;
  /** Of that, what stands for the path, where it is told apart. */
  readonly pathAt?: Place;
  readonly setting: string;
  /** Type and path with every variable expanded, such as hash:/etc/postfix/virtual. */
  readonly name: string;
  readonly type: string;
  readonly path?: string;
  readonly file?: FileId;
  readonly entries?: number;
  readonly state: TableState;
  /** A command that compiles it, where the type needs one. */
  readonly build?: string;
  /** A command that asks it for a key. */
  readonly ask: string;
}

export type TableState =
  | 'ready'
  | 'assumed-built'
  | 'absent'
  | 'not-built'
  | 'older-than-source'
  | 'directory'
  | 'unreadable'
  | 'external'
  | 'unknown-type';

/** An entry that leads the mail of one recipient on to others, such as an alias. */
export interface Redirection {
  /** As it is looked up. */
  readonly key: string;
  /** An address whose mail it takes, in lower case; absent for the entry of a whole domain. */
  readonly address?: string;
  /** The key's place. */
  readonly at: Place;
  /** Words on the right side. Those without an address are commands, files and lists. */
  readonly targets: readonly { readonly text: string; readonly address?: string; readonly at: Place }[];
}

/** How a mail server introduces itself, so that MX records can be compared with it. Names in lower case. */
export interface Identity {
  readonly names: readonly string[];
  /** IP addresses that the files name, loopback ones left out. */
  readonly addresses: readonly string[];
}

/** Where programs of one host hand mail to each other: a socket in the file system, or a port. A host of `*` is every address. */
export type Endpoint =
  | { readonly kind: 'unix'; readonly path: string }
  | { readonly kind: 'inet'; readonly host: string; readonly port: number };

/** An endpoint on which a server takes mail from other servers of its host. */
export interface Listener {
  readonly endpoint: Endpoint;
  /** Absent where it is built in. */
  readonly at?: Place;
}

/** A mailbox that a file of the server names: an address, or a user without a domain. */
export interface ListedMailbox {
  readonly name: string;
  readonly at: Place;
}

/** All files of one server, understood. What is written here is the same for every kind of server. */
export interface MailSystem {
  readonly mta: string;
  /** The file that begins the system, such as main.cf. */
  readonly root: FileId;
  readonly files: readonly ParsedFile[];
  readonly mentions: readonly Mention[];
  readonly claims: readonly DomainClaim[];
  readonly tables: readonly TableUse[];
  /** Those that lines of a table use are left out: a table may have a million of them. */
  readonly names: readonly NameUse[];
  /** Those; a large table is not walked further than the caller goes. */
  namesInTables?(): Iterable<NameUse>;
  /** The one of them that stands at an offset, such as that of a transport. */
  nameAt?(file: FileId, offset: number): NameUse | undefined;
  /** Absent where the server takes no mail from the internet itself. */
  readonly self?: Identity;
  /** Absent where the server takes no mail from others on its host. */
  readonly listens?: readonly Listener[];
  /** The mailboxes that its files name; a large table is not walked further than the caller goes. */
  mailboxes?(): Iterable<ListedMailbox>;
  /** The line that names the mailbox of an address, found without walking a large table. */
  mailboxFor?(address: string): ListedMailbox | undefined;
  /** The mailbox or the user whose line holds an offset. */
  mailboxAt?(file: FileId, offset: number): ListedMailbox | undefined;
  /** What makes it look users up by their whole address, or by what stands before the @. */
  lookUpBy?(form: 'local-part' | 'address'): Fix;
  /** The effective value of a setting; undefined for a name that nobody knows. */
  setting(name: string): Fact<string> | undefined;
  /** The built-in value, variables expanded, for hovers. */
  builtIn(name: string): string | undefined;
  /** Which class a domain falls into here, and why; undefined: somebody else's. */
  classOf(domain: string): ClassOf;
  /** Entries that lead mail on, of one file or of all; a large table is not walked further than the caller goes. */
  redirections(file?: FileId): Iterable<Redirection>;
  /** The entry that holds an offset. */
  redirectionAt(file: FileId, offset: number): Redirection | undefined;
  /** The entry that takes the mail of an address first; undefined where no entry does, or none that can be seen. */
  redirectionFor(address: string): Redirection | undefined;
  textOf(file: FileId): string;
}

export type ClassOf =
  | { readonly kind: 'class'; readonly class: AddressClass; readonly setting: string; readonly because: Origin }
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'unknown'; readonly why: string; readonly ask?: string };

/** A table that can be asked. */
export interface Table {
  readonly name: string;
  lookup(key: string): Lookup;
}

export type { Lookup, Word };
