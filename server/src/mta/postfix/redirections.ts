import type { MailSystem, Redirection } from '../../core/system.ts';
import { type AliasTarget, aliases, targetsIn } from '../../formats/aliases.ts';
import type { TableFile } from '../../formats/postmapTable.ts';
import { type Mailbox, rewritten, splitExtension, written } from './routing/address.ts';
import { domainClass } from './routing/class.ts';
import { isOwnDomain } from './routing/deliver/mapped.ts';
import { readRecipient } from './routing/envelope.ts';
import { type Found, findAddress, findKey } from './routing/find.ts';
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

/** The address that a word on a right side stands for, in full. */
export function addressOf(system: Postfix, text: string): Mailbox | undefined {
  const read = readRecipient(text);
  return read && rewritten(read, system.parameters);
}

/** The entries of alias_maps and virtual_alias_maps, for whoever asks without knowing tables. An entry is made when it is looked at. */
export function redirectionsOf(system: Postfix): Pick<MailSystem, 'redirections' | 'redirectionAt' | 'redirectionFor'> {
  const { parameters } = system;
  let files: readonly TableFile[] | undefined;
  let domain: string | undefined;
  return { redirections, redirectionAt, redirectionFor };

  function* redirections(name?: string): Generator<Redirection> {
    for (const file of tables())
      if (name === undefined || file.file === name) for (let row = 0; row < file.rows.count; row++) yield redirection(file, row);
  }
  function redirectionAt(name: string, offset: number): Redirection | undefined {
    const file = tables().find((it) => it.file === name);
    const row = file ? file.rows.rowAt(offset) : -1;
    return file && 0 <= row ? redirection(file, row) : undefined;
  }
  /** cleanup(8) asks the virtual aliases first; local(8) asks its aliases for the name with its extension and without. */
  function redirectionFor(address: string): Redirection | undefined {
    const mailbox = addressOf(system, address);
    if (mailbox?.domain === undefined) return undefined;
    const found = findAddress(system.mapsOf('virtual_alias_maps'), mailbox, isOwnDomain(system, mailbox.domain), parameters);
    if (found.kind !== 'miss') return entryOf(found);
    if (!isLocal(mailbox.domain)) return undefined;
    const split = splitExtension(mailbox.local, parameters.text('recipient_delimiter'));
    const names = [mailbox.local, ...(split ? [split.user] : [])];
    const hit = names.map((it) => findKey(system.mapsOf('alias_maps'), it)).find((it) => it.kind !== 'miss');
    return hit && entryOf(hit);
  }
  function entryOf(found: Found): Redirection | undefined {
    if (found.kind !== 'hit' || found.origin.kind !== 'written') return undefined;
    return redirectionAt(found.origin.at.file, found.origin.at.start);
  }
  function tables(): readonly TableFile[] {
    files ??= [...tableFilesOf(system, 'alias_maps'), ...tableFilesOf(system, 'virtual_alias_maps')];
    return files;
  }
  function redirection(file: TableFile, row: number): Redirection {
    const key = file.rows.key(row);
    // local(8) looks bare names up, for every local domain; `@example.com` stands for whoever has no entry there.
    const address = file.format === aliases.id ? localAddress(key) : key.startsWith('@') ? undefined : fullAddress(key);
    return {
      key,
      ...(address === undefined ? {} : { address }),
      at: file.rows.keyAt(row),
      get targets() {
        return entryAt(file, row).targets.map(({ kind, text, at }) => {
          const to = kind === 'address' && !text.startsWith('@') ? fullAddress(text) : undefined;
          return { text: `${marks[kind]}${text}`, at, ...(to === undefined ? {} : { address: to }) };
        });
      },
    };
  }
  function fullAddress(text: string): string | undefined {
    const mailbox = addressOf(system, text);
    return mailbox?.domain === undefined ? undefined : written(mailbox).toLowerCase();
  }
  function localAddress(name: string): string | undefined {
    domain ??= localDomain();
    return domain === undefined ? undefined : written({ local: name, domain }).toLowerCase();
  }
  function localDomain(): string | undefined {
    const origin = parameters.text('myorigin');
    const listed = system.claims.filter((it) => it.class === 'local' && isLocal(it.domain)).map((it) => it.domain);
    return isLocal(origin) ? origin : (listed.find((it) => it.includes('.')) ?? listed[0]);
  }
  function isLocal(name: string): boolean {
    const found = domainClass(system, name);
    return found.kind === 'class' && found.class === 'local';
  }
}

/** What stands before a recipient that is no address. */
const marks = { address: '', file: '', command: '|', include: ':include:' } as const satisfies Record<AliasTarget['kind'], string>;
