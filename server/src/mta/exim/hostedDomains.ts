import { itemOf, type Sourced } from '../../core/sourced.ts';
import type { Place } from '../../core/text.ts';
import { STRANGER } from '../../core/trace.ts';
import type { TableFile } from '../../formats/postmapTable.ts';
import { expand } from './expand/expand.ts';
import { splitSourced } from './expand/splitList.ts';
import { linesOf } from './lists/fileLines.ts';
import { lsearchTable } from './lookup/lsearch.ts';
import { scopeOf } from './routing/context.ts';
import type { Exim } from './system.ts';

const HOSTNAME = /^[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_-]+)*$/;
/** A host of very many domains treats them alike. */
const MOST = 200;

type Domains = ReadonlyMap<string, Place | undefined>;

const known = new WeakMap<Exim, Domains>();

/** Domains by their names in lists of domains, in those of routers, and in the files that these name. */
export function hostedDomains(system: Exim): Domains {
  const res = known.get(system) ?? collected(system);
  known.set(system, res);
  return res;
}

function collected(system: Exim): Domains {
  const { lists, routers } = system.configuration;
  const res = new Map<string, Place | undefined>();
  const scope = scopeOf({ system, client: STRANGER }, {});
  for (const it of lists) if (it.kind === 'domain') addAll(it.value);
  for (const { settings } of routers) for (const it of settings) if (it.name.text === 'domains') addAll(it.value);
  const { qualifyRecipient } = system.options;
  if (qualifyRecipient !== undefined) add(qualifyRecipient, undefined);
  return res;

  function addAll(list: Sourced): void {
    const expansion = list.text.includes('$') ? expand(list, scope) : undefined;
    if (expansion && expansion.kind !== 'value') return;
    for (const item of splitSourced(expansion?.value ?? list)) {
      if (isFull()) return;
      addItem(item);
    }
  }
  function isFull(): boolean {
    return MOST <= res.size;
  }
  function addItem(item: Sourced): void {
    const { text } = item;
    const { at } = itemOf(item, 0, text.length);
    if (text === '@' && system.options.primaryHostname !== undefined) return add(system.options.primaryHostname, at);
    if (text.startsWith('/')) {
      const found = linesOf(text, 'domain', scope);
      if (found.kind !== 'lines') return;
      for (const it of found.lines.all()) {
        if (isFull()) return;
        add(it.text, itemOf(it, 0, it.text.length).at);
      }
      return;
    }
    const folder = /^dsearch(?:,[\w,=]*)?\s*;\s*(\/\S+?)\/*$/.exec(text)?.[1];
    if (folder !== undefined) {
      const names = [...system.matching(`${folder}/*`), ...system.matching(`${folder}/*.*/`)];
      for (const it of names) add(it.slice(it.lastIndexOf('/') + 1), at);
      return;
    }
    const path = /^(?:partial[^-]*-)?lsearch\s*;\s*(\/\S+)$/.exec(text)?.[1];
    if (path === undefined) return add(text, at);
    const seen = system.mention({ path, format: lsearchTable });
    if (seen.kind !== 'file') return;
    const { rows } = seen.file as TableFile;
    for (let row = 0; row < Math.min(rows.count, MOST); row++) add(rows.key(row), rows.keyAt(row));
  }
  function add(name: string, at: Place | undefined): void {
    const domain = name.toLowerCase();
    if (HOSTNAME.test(domain) && !res.has(domain) && !isFull()) res.set(domain, at);
  }
}
