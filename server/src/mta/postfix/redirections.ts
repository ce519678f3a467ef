import type { MailSystem, Redirection } from '../../core/system.ts';
import { type AliasTarget, aliases, targetsIn } from '../../formats/aliases.ts';
import type { TableFile } from '../../formats/postmapTable.ts';
import { type Mailbox, readRecipient, rewritten, written } from './routing/address.ts';
import { domainClass } from './routing/class.ts';
import type { Postfix } from './system.ts';

/** One entry of a table whose right side names recipients. */
export interface AliasEntry {
  readonly file: TableFile;
  readonly row: number;
  readonly key: string;
  readonly targets: readonly AliasTarget[];
}

/** The text tables of a parameter such as alias_maps; each file once. */
export function tableFilesOf(system: Postfix, parameter: string): TableFile[] {
  const all = system.mapsOf(parameter).tables.flatMap((it) => it.file ?? []);
  return all.filter((it, i) => all.findIndex((other) => other.file === it.file) === i);
}

export function entryAt(file: TableFile, row: number): AliasEntry {
  return { file, row, key: file.rows.key(row), targets: targetsIn(file.text, file.rows.valueAt(row)) };
}

/** The entries of all text tables of a parameter. */
export function* entriesOf(system: Postfix, parameter: string): Generator<AliasEntry> {
  for (const file of tableFilesOf(system, parameter)) for (let row = 0; row < file.rows.count; row++) yield entryAt(file, row);
}

/** The address that a word on a right side stands for, in full. */
export function addressOf(system: Postfix, text: string): Mailbox | undefined {
  const read = readRecipient(text);
  return read && rewritten(read, system.parameters);
}

/** The entries of alias_maps and virtual_alias_maps, for whoever asks without knowing tables. An entry is made when it is looked at. */
export function redirectionsOf(system: Postfix): Pick<MailSystem, 'redirections' | 'redirectionAt'> {
  const spellings = new Map<string, string | undefined>();
  let files: readonly TableFile[] | undefined;
  return { redirections, redirectionAt };

  function* redirections(name?: string): Generator<Redirection> {
    for (const file of tables())
      if (name === undefined || file.file === name) for (let row = 0; row < file.rows.count; row++) yield redirection(file, row);
  }
  function redirectionAt(name: string, offset: number): Redirection | undefined {
    const file = tables().find((it) => it.file === name);
    const row = file ? file.rows.rowAt(offset) : -1;
    return file && 0 <= row ? redirection(file, row) : undefined;
  }
  function tables(): readonly TableFile[] {
    files ??= [...tableFilesOf(system, 'alias_maps'), ...tableFilesOf(system, 'virtual_alias_maps')];
    return files;
  }
  function redirection(file: TableFile, row: number): Redirection {
    const key = file.rows.key(row);
    // local(8) looks bare names up, for every local domain; `@example.com` stands for whoever has no entry there.
    const isName = file.format === aliases.id;
    const address = isName ? localAddress(key) : key.startsWith('@') ? undefined : recipientOf(key);
    return {
      key,
      ...(address === undefined ? {} : { address }),
      at: file.rows.keyAt(row),
      get targets() {
        return entryAt(file, row).targets.map(({ kind, text, at }) => {
          const to = kind === 'address' ? recipientOf(text) : undefined;
          return { text: `${marks[kind]}${text}`, at, ...(to === undefined ? {} : { address: to }) };
        });
      },
    };
  }
  function recipientOf(text: string): string | undefined {
    const mailbox = text.startsWith('@') ? undefined : addressOf(system, text);
    if (mailbox?.domain === undefined) return undefined;
    const domain = spelling(mailbox.domain.toLowerCase());
    return written({ local: mailbox.local.toLowerCase(), domain });
  }
  function localAddress(name: string): string | undefined {
    const domain = localDomain();
    return domain === undefined ? undefined : written({ local: name.toLowerCase(), domain });
  }
  /** A user has one mailbox, whichever of the local domains an address names. */
  function spelling(domain: string): string {
    if (!spellings.has(domain)) spellings.set(domain, isLocal(domain) ? localDomain() : undefined);
    return spellings.get(domain) ?? domain;
  }
  function localDomain(): string | undefined {
    if (!spellings.has('')) {
      const origin = system.parameters.text('myorigin').toLowerCase();
      const listed = system.claims.filter((it) => it.class === 'local' && isLocal(it.domain)).map((it) => it.domain);
      spellings.set('', isLocal(origin) ? origin : (listed.find((it) => it.includes('.')) ?? listed[0]));
    }
    return spellings.get('');
  }
  function isLocal(domain: string): boolean {
    const found = domainClass(system, domain);
    return found.kind === 'class' && found.class === 'local';
  }
}

/** What stands before a recipient that is no address. */
const marks = { address: '', file: '', command: '|', include: ':include:' } as const satisfies Record<AliasTarget['kind'], string>;
