import type { Writable } from '../../core/mta.ts';
import type { Entry, ParsedFile } from '../../core/syntax.ts';

/** What is being written in a configuration: the name of a setting, or its value as far as the cursor. */
export type Unfinished =
  | { readonly kind: 'name'; readonly written: string }
  | { readonly kind: 'value'; readonly setting: string; readonly written: string };

/** A value goes on over so many lines at most. */
const MOST_LINES = 200;

/** The statement that ends at the cursor, together with the lines before that it goes on from. */
export function unfinishedAt(
  { text, entries }: ParsedFile,
  offset: number,
  { continuesIndented = false, leads = [] }: Pick<Writable, 'continuesIndented' | 'leads'>,
): Unfinished | undefined {
  const override = /(?:^|\s)-o\s*(?:([\w-]+)\s*=\s*(\S*)|([\w-]*))$/.exec(lineBefore(text, offset));
  if (override && entries.some((it) => it.kind === 'service' && it.at.start <= offset)) {
    const [, setting, value, name] = override;
    return setting === undefined ? { kind: 'name', written: name ?? '' } : { kind: 'value', setting, written: value ?? '' };
  }
  if (entries.some((it) => it.kind === 'service')) return undefined;
  const statement = statementBefore(text, offset, continuesIndented);
  const lead = `^\\s*(?:(?:${leads.join('|')})\\s+)?!?\\s*`;
  const value = new RegExp(`${lead}(?:\\w+list(?:_cache)?\\s+)?([\\w-]+)\\s*=\\s*([\\s\\S]*)$`).exec(statement);
  if (value) return { kind: 'value', setting: value[1]!, written: value[2]! };
  const name = new RegExp(`${lead}([\\w-]*)$`).exec(statement);
  return name ? { kind: 'name', written: name[1]! } : undefined;
}

/** The sections around an offset, the outermost first. One that no brace ends goes on until the next one. */
export function sectionsAt(text: string, entries: readonly Entry[], offset: number): readonly Entry[] {
  const around = entries.findLast((it) => it.at.start < offset);
  if (around?.kind !== 'section' || (around.at.end < offset && text[around.at.end - 1] === '}')) return [];
  return [around, ...sectionsAt(text, around.body, offset)];
}

function statementBefore(text: string, offset: number, continuesIndented: boolean): string {
  let statement = lineBefore(text, offset);
  let start = offset - statement.length;
  for (let lines = 1; 0 < start && lines < MOST_LINES; lines++) {
    const line = lineBefore(text, start - 1);
    const isContinued = continuesIndented ? /^\s/.test(statement) : /\\\s*$/.test(line);
    if (!isContinued) break;
    start -= line.length + 1;
    // Comments between the halves of a value are no part of it.
    statement = /^\s*#/.test(line) ? statement : `${line}\n${statement}`;
  }
  return statement;
}

function lineBefore(text: string, offset: number): string {
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
}
