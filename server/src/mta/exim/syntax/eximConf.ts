import type { Entry, Format, ParsedFile, Word } from '../../../core/syntax.ts';
import type { FileId } from '../../../core/text.ts';
import { physicalLines, type Span, trimmed } from '../../../formats/logicalLines.ts';

/**
 * One file of a configuration as it stands there: sections with their blocks, blocks with their lines. Macros, conditions
 * and included files need the whole configuration, which `readConfiguration` reads.
 */
export const eximConf: Format = { id: 'exim', parse };

/** A section or a block that is still being filled. */
interface Open {
  readonly name: Word;
  readonly values: readonly Word[];
  readonly start: number;
  readonly body: Entry[];
  readonly isSection: boolean;
}

function parse(file: FileId, text: string): ParsedFile {
  const entries: Entry[] = [];
  const open: Open[] = [];
  let end = 0;
  for (const line of logicalLines(text)) {
    const { start } = line;
    const content = text.slice(start, line.end);
    const begin = /^begin +(\S.*)$/is.exec(content);
    const block = /^([A-Za-z]\w*)\s*:(?=\s|$)/.exec(content);
    if (begin) close(0);
    else if (block) close(open[0]?.isSection ? 1 : 0);
    end = line.end;
    if (begin) {
      const name = word(line.end - begin[1]!.length, line.end);
      open.push({ name, values: [], start, body: [], isSection: true });
    } else if (block) {
      const rest = trimmed(text, { start: start + block[0].length, end: line.end });
      const name = word(start, start + block[1]!.length);
      open.push({ name, values: rest.start < rest.end ? [word(rest.start, rest.end)] : [], start, body: [], isSection: false });
    } else here().push(statement(line));
  }
  close(0);
  return { file, format: eximConf.id, text, entries, problems: [] };

  function here(): Entry[] {
    return open.at(-1)?.body ?? entries;
  }
  function close(depth: number): void {
    while (depth < open.length) {
      const { name, values, start, body } = open.pop()!;
      here().push({ kind: 'section', name, values, body, at: { file, start, end } });
    }
  }
  function statement({ start, end }: Span): Entry {
    const content = text.slice(start, end);
    const head = /^(?:hide\s+)?(?:(?:domain|host|address|localpart)list(?:_cache)?\s+)?(\.?!?\s*[A-Za-z]\w*)/.exec(content);
    const nameEnd = start + (head?.[0].length ?? /^\S*/.exec(content)![0].length);
    const name = word(nameEnd - (head?.[1] ?? content.slice(0, nameEnd - start)).length, nameEnd);
    const value = trimmed(text, { start: nameEnd + /^[ \t\n\v\f\r]*(?:==?)?/.exec(text.slice(nameEnd, end))![0].length, end });
    const kind = head ? 'setting' : 'mapping';
    return { kind, name, values: value.start < value.end ? [word(value.start, value.end)] : [], body: [], at: { file, start, end } };
  }
  function word(start: number, end: number): Word {
    return { text: text.slice(start, end), at: { file, start, end } };
  }
}

const DIRECTIVE = /^\.(?:(?:ifdef|ifndef|elifdef|elifndef|else|endif)(?![^ t\n])|include(?:_if_exists)?(?=\s))/;

/** Lines as they continue each other by a backslash at the end; comments, conditions and inclusions between them are no part of them. */
function* logicalLines(text: string): Generator<Span> {
  let start: number | undefined;
  let end = 0;
  for (const physical of physicalLines(text)) {
    const line = trimmed(text, physical);
    if (text[line.start] === '#' && line.start < line.end) continue;
    if (start !== undefined && text[line.start] === '.' && DIRECTIVE.test(text.slice(line.start, physical.end))) continue;
    const goesOn = text[line.end - 1] === '\\' && line.start < line.end;
    if (start === undefined && line.start === line.end) continue;
    start ??= line.start;
    if (line.start < line.end) end = line.end;
    if (goesOn) continue;
    yield { start, end: Math.max(start, end) };
    start = undefined;
  }
  if (start !== undefined) yield { start, end: Math.max(start, end) };
}
