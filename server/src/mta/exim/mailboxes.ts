import type { ListedMailbox, MailSystem } from '../../core/system.ts';
import { isPerson, passwd } from '../../formats/passwd.ts';
import type { TableFile } from '../../formats/postmapTable.ts';
import { type AskedTable, admittingTables } from './askedTables.ts';
import { isOn, setting } from './routing/settings.ts';
import type { Driver } from './syntax/blocks.ts';
import type { Exim } from './system.ts';

type MailboxTable = Omit<AskedTable, 'table' | 'path'>;
type Mailboxes = Required<Pick<MailSystem, 'mailboxes' | 'mailboxFor' | 'mailboxAt'>>;

/** Whom routers deliver to themselves: the rows of the tables that they ask, and the people of the host. */
export function mailboxesOf(system: Exim): Mailboxes {
  let known: readonly MailboxTable[] | undefined;
  return { mailboxes, mailboxFor, mailboxAt };

  function* mailboxes(): Generator<ListedMailbox> {
    for (const table of tables())
      for (let row = 0; row < table.file.rows.count; row++) {
        const isMeant = table.file.format !== passwd.id || isPerson(table.file, row);
        const found = isMeant ? mailbox(table, row) : undefined;
        if (found) yield found;
      }
  }
  function mailboxFor(address: string): ListedMailbox | undefined {
    const at = address.lastIndexOf('@');
    for (const table of tables()) {
      const isMeant = table.by === 'address' || address.slice(at + 1).toLowerCase() === table.domain;
      const row = isMeant ? table.file.rows.find(table.by === 'address' ? address : address.slice(0, at)) : -1;
      const found = 0 <= row ? mailbox(table, row) : undefined;
      if (found) return found;
    }
    return undefined;
  }
  function mailboxAt(name: string, offset: number): ListedMailbox | undefined {
    const table = tables().find(({ file }) => file.file === name);
    const row = table ? table.file.rows.rowAt(offset) : -1;
    return table && 0 <= row ? mailbox(table, row) : undefined;
  }
  function tables(): readonly MailboxTable[] {
    known ??= system.configuration.routers
      .filter((it) => it.driver === 'accept' && setting(it, 'transport'))
      .flatMap((it) => mailboxTables(system, it))
      .filter((it, i, those) => those.findIndex((other) => other.file.file === it.file.file) === i);
    return known;
  }
}

/** Where one file stands for the local parts of several domains, nobody can tell which of the addresses are meant. */
function mailboxTables(system: Exim, router: Driver): readonly MailboxTable[] {
  const tables = admittingTables(system, router);
  const seen = isOn(router, 'check_local_user', false) ? system.mention({ path: '/etc/passwd', format: passwd }) : undefined;
  const { qualifyRecipient } = system.options;
  if (seen?.kind !== 'file' || qualifyRecipient === undefined) return tables;
  return [...tables, { domain: qualifyRecipient.toLowerCase(), isShared: false, by: 'local part', file: seen.file as TableFile }];
}

function mailbox({ by, domain, isShared, file: { rows } }: MailboxTable, row: number): ListedMailbox | undefined {
  const key = rows.key(row);
  if (key.startsWith('*') || (by === 'local part' && isShared) || (by === 'address') !== key.includes('@')) return undefined;
  return { name: by === 'address' ? key : `${key}@${domain}`, at: rows.keyAt(row) };
}
