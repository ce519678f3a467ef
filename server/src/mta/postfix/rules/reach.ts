import { type AliasTarget, targetsIn } from '../../../formats/aliases.ts';
import type { TableFile } from '../../../formats/postmapTable.ts';
import { type Mailbox, readRecipient, rewritten, written } from '../routing/address.ts';
import { deliveriesOf } from '../routing/index.ts';
import { resolve } from '../routing/resolve.ts';
import { SILENT } from '../routing/trail.ts';
import type { Postfix } from '../system.ts';

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

/** Why mail for this address bounces as an unknown user, said of the address itself; undefined where it does not, or nobody can tell. */
export function deadBecause(system: Postfix, mailbox: Mailbox): string | undefined {
  const deliveries = deliveriesOf(system, mailbox);
  const only = deliveries[0];
  if (deliveries.length !== 1 || only?.outcome !== 'bounced' || only.enhanced !== '5.1.1') return undefined;
  // An address that leads on to others is not dead itself: the finding stands where the dead one is named.
  if (only.recipient.toLowerCase() !== written(mailbox).toLowerCase()) return undefined;
  const resolved = resolve(system, mailbox, SILENT);
  if (resolved.kind !== 'resolved') return undefined;
  // A domain in two classes is the cause, and a finding of its own.
  if (1 < claimsOn(system, resolved.mailbox.domain)) return undefined;
  switch (resolved.class) {
    case 'virtual-alias':
      return `no virtual alias for ${written(mailbox)}`;
    case 'virtual-mailbox':
      return `no mailbox ${written(mailbox)}`;
    case 'local':
      return `no user or alias "${mailbox.local}" here`;
    default:
      return `nobody takes mail for ${written(mailbox)}`;
  }
}

function claimsOn(system: Postfix, domain: string): number {
  return new Set(system.claims.filter((it) => it.domain === domain.toLowerCase()).map((it) => it.class)).size;
}
