import type { ListedMailbox } from '../../core/system.ts';
import type { FileId } from '../../core/text.ts';
import { isPerson, passwd } from '../../formats/passwd.ts';
import type { TableFile } from '../../formats/postmapTable.ts';
import { tableFilesOf } from './redirections.ts';
import type { Postfix } from './system.ts';

/** Addresses of virtual_mailbox_maps, and, where another program has the mailboxes of local users, those of people. */
export function* mailboxesOf(system: Postfix): Generator<ListedMailbox> {
  for (const { rows } of tableFilesOf(system, 'virtual_mailbox_maps')) {
    for (let row = 0; row < rows.count; row++) {
      const name = rows.key(row);
      if (0 < name.indexOf('@')) yield { name, at: rows.keyAt(row) };
    }
  }
  const domain = system.claims.find((it) => it.class === 'local' && it.domain.includes('.'))?.domain;
  const hasOthers = system.parameters.text('mailbox_transport') !== '' || system.parameters.text('local_transport').startsWith('lmtp:');
  const seen = hasOthers && domain !== undefined ? system.mention({ path: '/etc/passwd', format: passwd }) : undefined;
  if (seen?.kind !== 'file') return;
  const users = seen.file as TableFile;
  const { rows } = users;
  for (let row = 0; row < rows.count; row++) if (isPerson(users, row)) yield { name: `${rows.key(row)}@${domain}`, at: rows.keyAt(row) };
}

/** The row of virtual_mailbox_maps or of relay_recipient_maps for an address, or for all of its domain. */
export function mailboxFor(system: Postfix, address: string): ListedMailbox | undefined {
  for (const key of [address, address.slice(address.lastIndexOf('@'))])
    for (const { rows } of recipientTables(system)) {
      const row = rows.find(key);
      if (0 <= row) return { name: rows.key(row), at: rows.keyAt(row) };
    }
  return undefined;
}

/** The row of such a table, or the user of the system, whose line holds an offset. */
export function mailboxAt(system: Postfix, name: FileId, offset: number): ListedMailbox | undefined {
  const users = system.files.filter((it) => it.format === passwd.id) as TableFile[];
  const file = [...recipientTables(system), ...users].find((it) => it.file === name);
  const row = file ? file.rows.rowAt(offset) : -1;
  return file && 0 <= row ? { name: file.rows.key(row), at: file.rows.keyAt(row) } : undefined;
}

function recipientTables(system: Postfix): readonly TableFile[] {
  return ['virtual_mailbox_maps', 'relay_recipient_maps'].flatMap((it) => tableFilesOf(system, it));
}
