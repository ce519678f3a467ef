import type { Driver } from '../syntax/blocks.ts';
import { isOn, valueOf } from './settings.ts';

/** What a router takes off a local part before it looks at it. */
export interface Affixed {
  readonly localPart: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly fits: boolean;
}

/** `fits` is false where a prefix or suffix is wanted and is not there: then the router is skipped. Source: route_check_prefix(), route_check_suffix(). */
export function withoutAffixes(router: Driver, localPart: string): Affixed {
  const prefixes = valueOf(router, 'local_part_prefix');
  const suffixes = valueOf(router, 'local_part_suffix');
  const before = prefixes ? prefixLength(localPart, items(prefixes.text)) : 0;
  const lacksPrefix = prefixes !== undefined && before === 0 && !isOn(router, 'local_part_prefix_optional', false);
  if (lacksPrefix) return { localPart, prefix: '', suffix: '', fits: false };
  const rest = localPart.slice(before);
  const after = suffixes ? suffixLength(rest, items(suffixes.text)) : 0;
  const lacksSuffix = suffixes !== undefined && after === 0 && !isOn(router, 'local_part_suffix_optional', false);
  return {
    fits: !lacksSuffix,
    localPart: rest.slice(0, rest.length - after),
    prefix: localPart.slice(0, before),
    suffix: rest.slice(rest.length - after),
  };
}

function items(list: string): readonly string[] {
  return list
    .split(':')
    .map((it) => it.trim().toLowerCase())
    .filter((it) => it !== '');
}

/** `*-` is anything up to the last hyphen. */
function prefixLength(localPart: string, all: readonly string[]): number {
  const text = localPart.toLowerCase();
  for (const item of all) {
    if (!item.startsWith('*')) {
      if (text.startsWith(item)) return item.length;
      continue;
    }
    const at = text.lastIndexOf(item.slice(1));
    if (0 <= at) return at + item.length - 1;
  }
  return 0;
}

/** `+*` is anything from the first plus on. */
function suffixLength(localPart: string, all: readonly string[]): number {
  const text = localPart.toLowerCase();
  for (const item of all) {
    if (!item.endsWith('*')) {
      if (text.endsWith(item)) return item.length;
      continue;
    }
    const at = text.indexOf(item.slice(0, -1));
    if (0 <= at) return text.length - at;
  }
  return 0;
}
