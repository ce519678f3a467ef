import type { Entry, Format, ParsedFile, Problem, Word } from '../../../core/syntax.ts';
import type { FileId, Place } from '../../../core/text.ts';
import { BYTE_ORDER_MARK } from '../../../formats/byteOrderMark.ts';
import { type ConfigLine, configLines } from './lines.ts';

/** One statement, as it stands in the file. Blocks hold others. */
export type Statement = Setting | Section | Include;

export interface Setting {
  readonly kind: 'setting';
  readonly name: Word;
  /** Without the quotes around it; its place has them. */
  readonly value: Word;
  /** `file`: the value is what stands in the file named behind `<`. `variables`: it holds `$name`. */
  readonly source: 'text' | 'file' | 'variables';
  readonly at: Place;
}

export interface Section {
  readonly kind: 'section';
  readonly name: Word;
  readonly label: Word | undefined;
  readonly body: readonly Statement[];
  readonly at: Place;
}

export interface Include {
  readonly kind: 'include';
  readonly name: Word;
  readonly path: Word;
  /** `!include_try`: nothing is wrong where no file matches. */
  readonly isOptional: boolean;
  readonly at: Place;
}

export interface DovecotConf extends ParsedFile {
  readonly statements: readonly Statement[];
}

/**
 * dovecot.conf and the files that it includes: `name = value`, `name label {` … `}` and `!include path`.
 * Source: config-parser.c; the messages were asked of doveconf 2.3.19, which stops at the first line that it cannot read.
 */
export const dovecotConf: Format<DovecotConf> = { id: 'dovecot', parse };

/** A block that has begun: its statements are collected until the brace that ends it. */
interface Open {
  readonly name: Word;
  readonly label: Word | undefined;
  readonly body: Statement[];
  readonly start: number;
}

function parse(file: FileId, text: string): DovecotConf {
  const statements: Statement[] = [];
  const problems: Problem[] = [];
  const open: Open[] = [];
  const add = (it: Statement) => void (open.at(-1)?.body ?? statements).push(it);
  const complain = (at: Place, why: string) => problems.push({ at, message: `${why}, so Dovecot does not start`, severity: 'error' });
  if (text.startsWith(BYTE_ORDER_MARK))
    complain({ file, start: 0, end: 1 }, 'a byte order mark stands before the first setting, which makes it an unknown one');
  for (const line of configLines(file, text)) readLine(line);
  while (0 < open.length) {
    const at = open.at(-1)!.name.at;
    complain(at, `no } ends this block`);
    close(text.length);
  }
  return { file, format: dovecotConf.id, text, statements, entries: statements.map(entryOf), problems: isTemplate(text) ? [] : problems };

  function readLine(line: ConfigLine): void {
    switch (line.kind) {
      case 'include':
      case 'setting':
        return add(line);
      case 'begin':
        if (line.isGarbled) complain(line.at, 'something stands behind the {');
        return void open.push({ name: line.name, label: line.label, body: [], start: line.at.start });
      case 'end':
        return 0 < open.length ? close(line.at.end) : void complain(line.at, 'no block is open here');
      case 'unreadable':
        return void complain(line.at, 'there is neither = nor { behind the first word');
      default:
        return line satisfies never;
    }
  }

  function close(end: number): void {
    const { name, label, body, start } = open.pop()!;
    add({ kind: 'section', name, label, body, at: { file, start, end } });
  }
}

function entryOf(it: Statement): Entry {
  switch (it.kind) {
    case 'setting':
      return { kind: 'setting', name: it.name, values: [it.value], body: [], at: it.at };
    case 'include':
      return { kind: 'setting', name: it.name, values: [it.path], body: [], at: it.at };
    case 'section':
      return { kind: 'section', name: it.name, values: it.label ? [it.label] : [], body: it.body.map(entryOf), at: it.at };
    default:
      return it satisfies never;
  }
}

/** What a configuration is made from is not what the server reads: Jinja, ERB and the like. */
function isTemplate(text: string): boolean {
  return /\{\{|\{%|<%/.test(text.replace(/^[ \t]*#.*$/gm, ''));
}
