import type { TableName } from './tables.ts';

/** How a type of lookup is asked: by a key in a file, or by a query. */
export type Style = 'single-key' | 'query';

const SINGLE_KEY: ReadonlySet<string> = new Set([
  'cdb',
  'dbm',
  'dbmjz',
  'dbmnz',
  'dsearch',
  'iplsearch',
  'json',
  'lmdb',
  'lsearch',
  'nis',
  'nis0',
  'nwildlsearch',
  'spf',
  'wildlsearch',
]);

const QUERY: ReadonlySet<string> = new Set([
  'dnsdb',
  'ibase',
  'ldap',
  'ldapdn',
  'ldapm',
  'mysql',
  'nisplus',
  'oracle',
  'passwd',
  'pgsql',
  'readsock',
  'redis',
  'sqlite',
  'whoson',
]);

/**
 * What stands between key and file: `partial3(.)-lsearch*@,ret=full`. Types that some builds of Exim lack are known here too.
 * Source: search_findtype_partial() of search.c and the names in lookups/*.c, Exim 4.96.
 */
export function tableNameOf(text: string): { readonly table: TableName; readonly style: Style } | { readonly why: string } {
  const match = /^(?:partial(\d*)(?:\(([!-'*-/:-@[-`{-~]*)\)|-))?([^*,]*)(\*@?)?[^,]*(?:,(.*))?$/s.exec(text);
  if (!match || (/^partial/.test(text) && match[3]!.startsWith('partial'))) return { why: `"${text}" names no table as Exim reads it` };
  const [, least, affix, type = '', star, options] = match;
  const style = SINGLE_KEY.has(type) ? 'single-key' : QUERY.has(type) ? 'query' : undefined;
  if (!style) return { why: `Exim knows no type of lookup "${type}"` };
  const isPartial = least !== undefined;
  if (style === 'query' && (isPartial || star !== undefined)) return { why: `a lookup of type ${type} has no partial and no default keys` };
  const partial = { least: least === '' || least === undefined ? 2 : Number(least), affix: affix ?? '*.' };
  return {
    style,
    table: {
      type,
      options: options === undefined ? [] : options.split(',').map((it) => it.trim()),
      ...(isPartial && { partial }),
      ...(star !== undefined && { star: star as '*' | '*@' }),
    },
  };
}

/** As it is written between a key and a file. */
export function written({ type, partial, star, options, path }: TableName): string {
  const before = partial ? `partial${partial.least === 2 ? '' : partial.least}${partial.affix === '*.' ? '-' : `(${partial.affix})`}` : '';
  return `${before}${type}${star ?? ''}${options.map((it) => `,${it}`).join('')};${path ?? ''}`;
}
