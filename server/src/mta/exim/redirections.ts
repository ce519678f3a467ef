import { written } from '../../core/sourced.ts';
import type { MailSystem, Redirection } from '../../core/system.ts';
import { SILENT } from '../../core/trail.ts';
import type { TableFile } from '../../formats/postmapTable.ts';
import { type AliasTable, addressOf, aliasTables } from './aliasTables.ts';
import { qualified, textOf } from './routing/address.ts';
import { redirectItems } from './routing/redirectItems.ts';
import { route } from './routing/route.ts';
import type { Exim } from './system.ts';

/** The entries of the tables that redirect routers ask. An entry is made when it is looked at. */
export function redirectionsOf(system: Exim): Pick<MailSystem, 'redirections' | 'redirectionAt' | 'redirectionFor'> {
  let tables: readonly AliasTable[] | undefined;
  return { redirections, redirectionAt, redirectionFor };

  function* redirections(name?: string): Generator<Redirection> {
    for (const table of all())
      if (name === undefined || table.file.file === name)
        for (let row = 0; row < table.file.rows.count; row++) yield redirection(table, row);
  }
  function redirectionAt(name: string, offset: number): Redirection | undefined {
    const table = all().find((it) => it.file.file === name);
    const row = table ? table.file.rows.rowAt(offset) : -1;
    return table && 0 <= row ? redirection(table, row) : undefined;
  }
  /** What the routers make of it, if it comes out of a table. */
  function redirectionFor(address: string): Redirection | undefined {
    const parsed = qualified(address, system);
    if (!parsed || 'why' in parsed) return undefined;
    for (const { kind, because } of route({ address: parsed }, { system, client: '', trail: SILENT, view: 'deliver' })) {
      if (kind === 'taken' || because.kind !== 'written') continue;
      const found = redirectionAt(because.at.file, because.at.start);
      if (found) return found;
    }
    return undefined;
  }
  /** Each file once. */
  function all(): readonly AliasTable[] {
    tables ??= aliasTables(system).filter((it, i, those) => those.findIndex((other) => other.file.file === it.file.file) === i);
    return tables;
  }
  function redirection(table: AliasTable, row: number): Redirection {
    const { rows } = table.file;
    const address = addressOf(table, row);
    return {
      key: rows.key(row),
      ...(address && { address: textOf(address).toLowerCase() }),
      at: rows.keyAt(row),
      get targets() {
        return targetsOf(table.file, row);
      },
    };
  }
  function targetsOf({ text, rows }: TableFile, row: number): Redirection['targets'] {
    const at = rows.valueAt(row);
    const { items } = redirectItems(written(text.slice(at.start, at.end), at));
    return items.flatMap(({ source }) => {
      const place = source.parts[0]?.leaf;
      const origin = place?.kind === 'written' ? place.at : undefined;
      const parsed = /^[|/:]/.test(source.text) ? undefined : qualified(source.text, system);
      const address = parsed && !('why' in parsed) ? { address: textOf(parsed).toLowerCase() } : {};
      return origin ? [{ text: source.text, at: origin, ...address }] : [];
    });
  }
}
