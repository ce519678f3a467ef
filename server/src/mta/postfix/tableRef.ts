import type { Item } from '../../core/sourced.ts';
import { tableTypes } from './vocabulary/index.ts';

/** A table as a parameter names it: `hash:/etc/postfix/virtual`, `proxy:unix:passwd.byname`, `unionmap:{hash:/a, inline:{k=v}}`. */
export interface TableRef {
  /** Type and name, proxy: and debug: left off. */
  readonly type: string;
  readonly name: string;
  /** As the server would be asked, proxy: included. */
  readonly spec: string;
  /** The tables inside the braces of unionmap: and pipemap:. */
  readonly members: readonly TableRef[];
  readonly item: Item;
}

/** The reference that a word makes; undefined where it has no `type:` in front. */
export function tableRefOf(item: Item, spec = item.text): TableRef | undefined {
  // To Postfix a quote belongs to the type, which nobody knows then.
  const match = /^((?:(?:proxy|debug):)*)("?[A-Za-z][\w-]*):([\s\S]*)$/.exec(spec);
  if (!match) return undefined;
  const [, , type, name] = match as unknown as [string, string, string, string];
  const groups = type === 'unionmap' || type === 'pipemap';
  const members = groups ? braced(name).flatMap((it) => tableRefOf(item, it) ?? []) : [];
  return { type, name, spec, members, item };
}

/** True for a word that can only be a table: a type Postfix knows, and a name that fits it. A transport such as lmtp:unix:private/x is none. */
export function isTableWord(text: string): boolean {
  const ref = tableRefOf({ text, origin: { kind: 'unknown', why: '' }, via: [] });
  if (!ref || !tableTypes.has(ref.type)) return false;
  switch (ref.type) {
    case 'unix':
      return /^(passwd|group)\.by(name|uid|gid)$/.test(ref.name);
    case 'static':
    case 'inline':
    case 'randmap':
    case 'unionmap':
    case 'pipemap':
    case 'fail':
    case 'environ':
    case 'internal':
      return ref.name !== '';
    case 'tcp':
    case 'socketmap':
      return ref.name.includes(':');
    case 'nis':
    case 'nisplus':
    case 'netinfo':
      return /^[\w.]+$/.test(ref.name);
    default:
      return /^[/{]/.test(ref.name);
  }
}

/** The members of `{a, b, {c d}}`: separated by commas and blanks, braces hold them together. */
export function braced(text: string): string[] {
  const inside = /^\{([\s\S]*)\}$/.exec(text.trim())?.[1];
  if (inside === undefined) return [];
  const res: string[] = [];
  let [word, depth] = ['', 0];
  for (const char of `${inside},`) {
    if (depth === 0 && /[\s,]/.test(char)) {
      if (word !== '') res.push(word);
      word = '';
      continue;
    }
    if (char === '{') depth++;
    else if (char === '}') depth--;
    word += char;
  }
  return res;
}

/** The pairs of `inline:{ key=value, { key = value with blanks } }`. */
export function inlinePairs(name: string): { readonly key: string; readonly value: string }[] {
  return braced(name).flatMap((it) => {
    const pair = /^\{([\s\S]*)\}$/.exec(it)?.[1] ?? it;
    const equals = pair.indexOf('=');
    return equals < 0 ? [] : [{ key: pair.slice(0, equals).trim(), value: pair.slice(equals + 1).trim() }];
  });
}
