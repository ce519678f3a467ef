import type { Mention, Seen } from '../../core/system.ts';
import type { FileId, Place } from '../../core/text.ts';
import { type DovecotConf, dovecotConf, type Include, type Section, type Setting, type Statement } from './syntax/dovecotConf.ts';
import type { Database } from './system.ts';

/** What the files say together, in the order in which Dovecot reads them. Later settings win; databases and listeners add up. */
export interface Effective {
  readonly settings: ReadonlyMap<string, Setting>;
  /** In `protocol lmtp { … }`. */
  readonly ofLmtp: ReadonlyMap<string, Setting>;
  readonly databases: readonly Database[];
  /** Sections of `service lmtp { … }`, such as `unix_listener PATH { … }`. */
  readonly listeners: readonly Section[];
  /** The accounts that `service NAME { user = … }` wants. */
  readonly accounts: readonly Setting[];
  /** Includes without any file, and databases without a driver: nothing starts then. */
  readonly faults: readonly { readonly why: string; readonly at: Place }[];
}

/** What effective values are read from: other files, and the names that a pattern matches. */
export interface Sources {
  mention(mention: Mention): Seen;
  matching(pattern: string): readonly string[];
}

/** Where a statement stands: the folder of its file, from that of the root file or absolute, and the settings that it is one of. */
interface Context {
  readonly folder: string;
  /** The files that are being read, this one last. */
  readonly open: readonly FileId[];
  readonly settings: Map<string, Setting>;
}

/** Files that include each other could be read in more orders than there is time for. */
const MOST_INCLUDED = 1000;

export function effectiveOf(root: DovecotConf, { mention, matching }: Sources): Effective {
  const settings = new Map<string, Setting>();
  const ofLmtp = new Map<string, Setting>();
  const databases: Database[] = [];
  const listeners: Section[] = [];
  const accounts: Setting[] = [];
  const faults: { why: string; at: Place }[] = [];
  let left = MOST_INCLUDED;
  readAll(root.statements, { folder: '', open: [root.file], settings });
  return { settings, ofLmtp, databases, listeners, accounts, faults };

  function readAll(statements: readonly Statement[], context: Context): void {
    for (const it of statements) {
      if (it.kind === 'setting') context.settings.set(it.name.text, it);
      else if (it.kind === 'include') include(it, context);
      else readSection(it, context);
    }
  }

  function readSection(section: Section, context: Context): void {
    const { name, label, body } = section;
    switch (name.text) {
      case 'passdb':
      case 'userdb':
        return addDatabase(section, name.text, section.body.find(isDriver)?.value);
      case 'protocol':
        return isAboutLmtp(label?.text ?? '') ? readAll(body, { ...context, settings: ofLmtp }) : undefined;
      case 'service':
        accounts.push(...body.filter((it) => it.kind === 'setting').filter((it) => it.name.text === 'user' && it.source === 'text'));
        return label?.text === 'lmtp' ? void listeners.push(...body.filter((it) => it.kind === 'section')) : undefined;
      case 'auth':
        return readOldAuth(body, context);
    }
  }

  /** Dovecot 1.x, which 2.3 still reads: `auth default { … }`, whose settings have no prefix and whose databases are named by their drivers. */
  function readOldAuth(body: readonly Statement[], context: Context): void {
    for (const it of body) {
      if (it.kind === 'setting') context.settings.set(`auth_${it.name.text}`, it);
      else if (it.kind === 'section' && (it.name.text === 'passdb' || it.name.text === 'userdb')) addDatabase(it, it.name.text, it.label);
    }
  }

  function addDatabase({ name, body }: Section, kind: Database['kind'], driver: Setting['value'] | undefined): void {
    const own = new Map(body.flatMap((it) => (it.kind === 'setting' ? [[it.name.text, it] as const] : [])));
    const args = own.get('args')?.value;
    if (!driver) faults.push({ why: `this ${kind} has no driver`, at: name.at });
    databases.push({
      kind,
      driver: driver?.text ?? '',
      args: args?.text ?? '',
      at: driver?.at ?? name.at,
      argsAt: args?.at ?? driver?.at ?? name.at,
      text: (setting) => own.get(setting)?.value.text,
    });
  }

  function include({ path: { text, at }, isOptional }: Include, { folder, open, settings: into }: Context): void {
    const pattern = text.startsWith('/') || folder === '' ? text : `${folder}/${text}`;
    const isPattern = /[*?[]/.test(pattern);
    for (const path of isPattern ? matching(pattern) : [pattern]) {
      if (left-- < 1) return;
      const seen = mention({ path, format: dovecotConf, ...(isPattern ? {} : { at }) });
      const file = seen.kind === 'file' ? (seen.file as DovecotConf) : undefined;
      if (file && open.includes(file.file)) faults.push({ why: `${path} includes itself`, at });
      else if (file)
        readAll(file.statements, { folder: path.slice(0, Math.max(0, path.lastIndexOf('/'))), open: [...open, file.file], settings: into });
      else if (seen.kind === 'absent' && seen.expected !== undefined && !isOptional) faults.push({ why: `${path} is not there`, at });
    }
  }
}

function isDriver(it: Statement): it is Setting {
  return it.kind === 'setting' && it.name.text === 'driver';
}

/** `protocol !imap` is about every other one. */
function isAboutLmtp(label: string): boolean {
  return label === 'lmtp' || (label.startsWith('!') && label !== '!lmtp');
}
