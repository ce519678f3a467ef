import type { TableName } from './tables.ts';

/** A key to ask for, and what its wild and its fixed part are where it is not the key itself. */
export interface AskedKey {
  readonly key: string;
  readonly groups?: readonly string[];
}

/** The keys that are asked one after the other until one is found: the key itself, its partial forms, the defaults. Source: search_find(). */
export function keysToAsk(key: string, { partial, star }: TableName): readonly AskedKey[] {
  const res: AskedKey[] = partial ? partialKeys(key, partial.least, partial.affix) : [{ key }];
  const at = key.lastIndexOf('@');
  if (star === '*@' && 0 < at) res.push({ key: `*${key.slice(at)}`, groups: [key.slice(0, at), ''] });
  if (star !== undefined) res.push({ key: '*', groups: [key, ''] });
  // An empty key is in no table.
  return res.filter((it) => it.key !== '');
}

/** a.b.example: the affix before all of it, then before b.example, and so on while at least `least` labels are left. */
function partialKeys(key: string, least: number, affix: string): AskedKey[] {
  const whole = ['', key];
  const res: AskedKey[] = [{ key, groups: whole }];
  if (affix !== '') res.push({ key: affix + key, groups: whole });
  const labels = key.split('.');
  for (let dropped = 1; least <= labels.length - dropped && dropped < labels.length; dropped++) {
    const fixed = labels.slice(dropped).join('.');
    res.push({ key: affix + fixed, groups: [labels.slice(0, dropped).join('.'), fixed] });
  }
  // With 0 the affix alone is asked at the end, without its dot.
  if (least === 0 && affix !== '') res.push({ key: 1 < affix.length ? affix.replace(/\.$/, '') : affix });
  return res;
}
