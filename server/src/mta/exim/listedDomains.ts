import type { Origin } from '../../core/fact.ts';
import { itemOf, type Sourced } from '../../core/sourced.ts';
import type { Place } from '../../core/text.ts';
import { STRANGER } from '../../core/trace.ts';
import type { TableFile } from '../../formats/postmapTable.ts';
import { linesOf } from './lists/fileLines.ts';
import { lsearchTable } from './lookup/lsearch.ts';
import { scopeOf } from './routing/context.ts';
import type { Exim } from './system.ts';

/** A domain that an item of a list names, itself or by a file or a folder. */
export interface ListedDomain {
  /** Lower case. */
  readonly domain: string;
  /** The item, as far as it stands in a file. */
  readonly at: Place | undefined;
  /** Where the name itself stands. */
  readonly origin: Origin;
}

const HOSTNAME = /^[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_-]+)*$/;

/** The domains of an item, in their order; a file is read no further than the caller goes. Patterns name none. */
export function* listedDomains(item: Sourced, system: Exim): Generator<ListedDomain> {
  const { at, origin } = itemOf(item, 0, item.text.length);
  for (const it of namesIn(item, system)) {
    const domain = it.name.toLowerCase();
    if (HOSTNAME.test(domain)) yield { domain, at, origin: it.origin ?? origin };
  }
}

interface Named {
  readonly name: string;
  /** Absent where the item itself is the name, or stands for it. */
  readonly origin?: Origin;
}

function* namesIn({ text }: Sourced, system: Exim): Generator<Named> {
  const folder = /^dsearch(?:,[\w,=]*)?\s*;\s*(\/\S+?)\/*$/.exec(text)?.[1];
  const table = /^(?:partial[^-]*-)?lsearch\s*;\s*(\/\S+)$/.exec(text)?.[1];
  if (text === '@') {
    const { primaryHostname } = system.options;
    if (primaryHostname !== undefined) yield { name: primaryHostname };
  } else if (text.startsWith('/')) {
    const found = linesOf(text, 'domain', scopeOf({ system, client: STRANGER }, {}));
    if (found.kind === 'lines') for (const it of found.lines.all()) yield { name: it.text, origin: itemOf(it, 0, it.text.length).origin };
  } else if (folder !== undefined) {
    const paths = [...system.matching(`${folder}/*`), ...system.matching(`${folder}/*.*/`)];
    for (const it of paths) yield { name: it.slice(it.lastIndexOf('/') + 1) };
  } else if (table !== undefined) {
    const seen = system.mention({ path: table, format: lsearchTable });
    if (seen.kind !== 'file') return;
    const { rows } = seen.file as TableFile;
    for (let row = 0; row < rows.count; row++) yield { name: rows.key(row), origin: { kind: 'written', at: rows.keyAt(row) } };
  } else yield { name: text };
}
