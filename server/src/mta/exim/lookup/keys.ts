import type { TableName } from './tables.ts';

/** The keys that are asked one after the other until one is found: the key itself, its partial forms, the defaults. Source: search_find(). */
export function keysToAsk(key: string, { partial, star }: TableName): readonly string[] {
  const res = [key, ...(partial ? partialKeys(key, partial.least, partial.affix) : [])];
  const at = key.lastIndexOf('@');
  if (star === '*@' && 0 < at) res.push(`*${key.slice(at)}`);
  if (star !== undefined) res.push('*');
  // An empty key is in no table.
  return res.filter((it) => it !== '');
}

/** a.b.example: the affix before all of it, then before b.example, and so on while at least `least` labels are left. */
function partialKeys(key: string, least: number, affix: string): readonly string[] {
  const res = affix === '' ? [] : [affix + key];
  const labels = key.split('.');
  for (let dropped = 1; least <= labels.length - dropped && dropped < labels.length; dropped++)
    res.push(affix + labels.slice(dropped).join('.'));
  // With 0 the affix alone is asked at the end, without its dot.
  if (least === 0 && affix !== '') res.push(1 < affix.length ? affix.replace(/\.$/, '') : affix);
  return res;
}
