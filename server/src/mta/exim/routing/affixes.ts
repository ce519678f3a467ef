import type { Driver } from '../syntax/blocks.ts';
import { isOn, valueOf } from './settings.ts';

/** What a router takes off a local part before it looks at it. */
export interface Affixed {
  readonly localPart: string;
  readonly prefix: string;
  readonly suffix: string;
  /** What stands for the `*` of a prefix or suffix: $local_part_prefix_v and $local_part_suffix_v. */
  readonly wildPrefix: string;
  readonly wildSuffix: string;
  readonly fits: boolean;
}

/** `fits` is false where a prefix or suffix is wanted and is not there: then the router is skipped. Source: route_check_prefix(), route_check_suffix(). */
export function withoutAffixes(router: Driver, localPart: string): Affixed {
  const prefixes = valueOf(router, 'local_part_prefix');
  const suffixes = valueOf(router, 'local_part_suffix');
  const before = prefixes ? prefixOf(localPart, items(prefixes.text)) : NONE;
  const lacksPrefix = prefixes !== undefined && before.length === 0 && !isOn(router, 'local_part_prefix_optional', false);
  if (lacksPrefix) return { localPart, prefix: '', suffix: '', wildPrefix: '', wildSuffix: '', fits: false };
  const rest = localPart.slice(before.length);
  const after = suffixes ? suffixOf(rest, items(suffixes.text)) : NONE;
  const lacksSuffix = suffixes !== undefined && after.length === 0 && !isOn(router, 'local_part_suffix_optional', false);
  const end = rest.length - after.length;
  return {
    fits: !lacksSuffix,
    localPart: rest.slice(0, end),
    prefix: localPart.slice(0, before.length),
    suffix: rest.slice(end),
    wildPrefix: localPart.slice(0, before.wild),
    wildSuffix: rest.slice(rest.length - after.wild),
  };
}

/** How many letters are taken off, and how many of them stand for a `*`. */
interface Taken {
  readonly length: number;
  readonly wild: number;
}

const NONE: Taken = { length: 0, wild: 0 };

function items(list: string): readonly string[] {
  return list
    .split(':')
    .map((it) => it.trim().toLowerCase())
    .filter((it) => it !== '');
}

/** `*-` is anything up to the last hyphen. */
function prefixOf(localPart: string, all: readonly string[]): Taken {
  const text = localPart.toLowerCase();
  for (const item of all) {
    if (!item.startsWith('*')) {
      if (text.startsWith(item)) return { length: item.length, wild: 0 };
      continue;
    }
    const at = text.lastIndexOf(item.slice(1));
    if (0 <= at) return { length: at + item.length - 1, wild: at };
  }
  return NONE;
}

/** `+*` is anything from the first plus on. */
function suffixOf(localPart: string, all: readonly string[]): Taken {
  const text = localPart.toLowerCase();
  for (const item of all) {
    if (!item.endsWith('*')) {
      if (text.endsWith(item)) return { length: item.length, wild: 0 };
      continue;
    }
    const fixed = item.slice(0, -1);
    const at = text.indexOf(fixed);
    if (0 <= at) return { length: text.length - at, wild: text.length - at - fixed.length };
  }
  return NONE;
}
