import type { Item } from '../../core/sourced.ts';
import type { TableUse } from '../../core/system.ts';
import { itemsOf } from './items.ts';
import type { Parameters } from './parameters.ts';
import type { MainCf } from './syntax/mainCf.ts';
import type { MasterCf } from './syntax/masterCf.ts';
import type { Postfix } from './system.ts';
import { isTableWord, type TableRef, tableRefOf } from './tableRef.ts';
import { askCommand, openTable, type TableWorld } from './tables.ts';
import { buildCommand, tableTypes, vocabulary } from './vocabulary/index.ts';

/** A table where a parameter names it. */
interface Spelling {
  readonly setting: string;
  readonly ref: TableRef;
}

/** Every table that main.cf or an override of master.cf names, and those that built-in values name, in the order of the files. */
export function tableUsesOf(system: Postfix, world: TableWorld): TableUse[] {
  const res: TableUse[] = [];
  for (const { setting, ref } of spellings(system.parameters, system.mainCf, system.masterCf)) {
    const table = openTable(ref, world);
    if (!ref.item.at) continue;
    const file =
      table.file?.file ??
      (table.seen && 'file' in table.seen ? (typeof table.seen.file === 'string' ? table.seen.file : table.seen.file.file) : undefined);
    const build = ref.name.startsWith('/') ? buildFor(ref, world.isAliasTable(ref.name)) : undefined;
    res.push({
      at: ref.item.at,
      setting,
      name: ref.spec,
      type: ref.type,
      state: table.state,
      ask: askCommand(ref),
      ...(ref.name.startsWith('/') && { path: ref.name }),
      ...(file !== undefined && { file }),
      ...(table.file && { entries: table.file.rows.count }),
      ...(build !== undefined && { build }),
    });
  }
  return res;
}

/** Where the compiled forms of all tables would lie. */
export function compiledPaths(parameters: Parameters, mainCf: MainCf, masterCf: MasterCf | undefined): string[] {
  return spellings(parameters, mainCf, masterCf).flatMap(({ ref }) => {
    const type = tableTypes.get(ref.type);
    return type?.kind === 'indexed' && ref.name.startsWith('/') ? type.suffixes.map((it) => ref.name + it) : [];
  });
}

function buildFor(ref: TableRef, isAliases: boolean): string | undefined {
  if (isAliases && ref.name === '/etc/aliases') return 'newaliases';
  return buildCommand(ref.type, ref.name, isAliases ? 'aliases' : 'table');
}

/** Parameters whose built-in values name tables that matter to recipients. */
const BUILT_IN = ['alias_maps', 'alias_database', 'local_recipient_maps'];

function spellings(parameters: Parameters, mainCf: MainCf, masterCf: MasterCf | undefined): Spelling[] {
  const written = new Set(mainCf.parameters.map((it) => it.name.text));
  const texts = mainCf.text + (masterCf?.text ?? '');
  const names = [...written, ...BUILT_IN.filter((it) => !written.has(it))].filter((it) => vocabulary.has(it) || !isPrefix(it, texts));
  const res = names.flatMap((setting) => wordsIn(parameters, setting).flatMap((it) => spelling(setting, it)));
  for (const service of masterCf?.services ?? []) {
    const view = parameters.of(service);
    for (const { name } of service.overrides) res.push(...wordsIn(view, name.text).flatMap((it) => spelling(name.text, it)));
  }
  return res;
}

/** `tables = hash:/etc/postfix/tables` and then `$tables/virtual`: the beginning of a name, and no table itself. */
function isPrefix(name: string, text: string): boolean {
  if (!/^\w+$/.test(name)) return false;
  return new RegExp(`\\$(${name}[/.-]|\\{${name}\\}[\\w/.-]|\\(${name}\\)[\\w/.-])`).test(text);
}

function wordsIn(parameters: Parameters, name: string): readonly Item[] {
  const value = parameters.value(name);
  return value?.kind === 'value' ? itemsOf(value.value) : [];
}

/** The table of a word, and those inside the braces of a compound one. */
function spelling(setting: string, item: Item): Spelling[] {
  const text = item.text.replace(/^!+/, '');
  if (!isTableWord(text)) return /^\{/.test(text) ? insideBraces(setting, item) : [];
  const ref = tableRefOf(item, text);
  return ref ? [ref, ...ref.members].map((it) => ({ setting, ref: it })) : [];
}

/** `check_recipient_access { hash:/a, search_order = … }` and the like. */
function insideBraces(setting: string, item: Item): Spelling[] {
  return item.text
    .slice(1, -1)
    .split(/[\s,]+/)
    .filter(isTableWord)
    .flatMap((it) => tableRefOf(item, it) ?? [])
    .map((ref) => ({ setting, ref }));
}
