import type { TableFile } from '../../../formats/postmapTable.ts';
import { asciiLower } from '../expand/conditions.ts';
import { expand } from '../expand/expand.ts';
import { compile } from '../expand/regex.ts';
import type { Scope } from '../expand/scope.ts';
import type { TableAnswer } from './tables.ts';

type Pattern =
  | { readonly kind: 'tail' | 'whole'; readonly text: string }
  | { readonly kind: 'expression'; readonly expression: RegExp }
  | { readonly kind: 'unknown' | 'broken'; readonly why: string };

const patterns = new WeakMap<TableFile, Map<boolean, readonly Pattern[]>>();

/** A key of the table may begin with `*` or be a regular expression; in a wildlsearch it is expanded before. The first that fits counts. */
export function askWild(file: TableFile, key: string, expands: boolean, hit: (row: number) => TableAnswer): TableAnswer {
  const subject = asciiLower(key);
  const all = patternsOf(file, expands);
  for (let row = 0; row < all.length; row++) {
    const pattern = all[row]!;
    switch (pattern.kind) {
      case 'unknown':
        return { kind: 'unreadable', why: pattern.why, ask: `exim -be '\${lookup{${key}}${expands ? '' : 'n'}wildlsearch{…}}'` };
      case 'broken':
        return { kind: 'broken', why: pattern.why };
      case 'tail':
        if (subject.endsWith(pattern.text)) return hit(row);
        break;
      case 'whole':
        if (subject === pattern.text) return hit(row);
        break;
      case 'expression':
        if (pattern.expression.test(key)) return hit(row);
        break;
      default:
        return pattern satisfies never;
    }
  }
  return { kind: 'miss' };
}

function patternsOf(file: TableFile, expands: boolean): readonly Pattern[] {
  const known = patterns.get(file) ?? new Map<boolean, readonly Pattern[]>();
  patterns.set(file, known);
  const found = known.get(expands) ?? Array.from({ length: file.rows.count }, (_, row) => patternOf(file.rows.key(row), expands));
  known.set(expands, found);
  return found;
}

/** No variable is known where a table is read: a key that names one is left to Exim. */
const NOTHING: Scope = {
  variable: (name) => ({ kind: 'unknown', why: `$${name} stands in a key` }),
  list: () => undefined,
  tables: {
    find: () => ({ kind: 'unreadable', why: 'a lookup stands in a key', ask: 'exim -be' }),
    exists: () => 'unknown',
    isText: () => false,
    text: () => ({ kind: 'unknown', why: 'a file is named in a key' }),
  },
};

function patternOf(written: string, expands: boolean): Pattern {
  const expansion = expands ? expand({ text: written, parts: [] }, NOTHING) : undefined;
  if (expansion?.kind === 'error') return { kind: 'broken', why: `${expansion.why}, so the key "${written}" cannot be compared` };
  if (expansion && expansion.kind !== 'value') return { kind: 'unknown', why: `only Exim can expand the key "${written}"` };
  const text = expansion?.value.text ?? written;
  if (text.startsWith('^')) {
    const compiled = compile(text, false);
    return compiled.kind === 'ready'
      ? { kind: 'expression', expression: compiled.expression }
      : { kind: 'unknown', why: `only Exim can try the key "${text}"` };
  }
  if (/^[!/<]|;/.test(text)) return { kind: 'unknown', why: `what the key "${text}" fits is left to Exim` };
  if (text.startsWith('*')) return { kind: 'tail', text: asciiLower(text.slice(1)) };
  return { kind: 'whole', text: asciiLower(text) };
}
