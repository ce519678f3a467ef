import type { Entry, Format, ParsedFile, Problem, Word } from '../../../core/syntax.ts';
import type { FileId } from '../../../core/text.ts';
import { markedBeginning } from '../../../formats/byteOrderMark.ts';
import { isBlank, logicalLines } from '../../../formats/logicalLines.ts';
import { isTemplate } from './template.ts';

/** A parameter set for one service by `-o`. */
export interface Override {
  readonly name: Word;
  readonly value: Word;
}

export interface Service {
  readonly name: Word;
  /** inet, unix, unix-dgram, fifo or pass. */
  readonly type: Word;
  readonly chroot: Word | undefined;
  readonly command: Word | undefined;
  readonly arguments: readonly Word[];
  readonly overrides: readonly Override[];
  readonly entry: Entry;
}

export interface MasterCf extends ParsedFile {
  readonly services: readonly Service[];
}

/** master.cf: seven columns and a command, as master(5) has it. Later lines with the same name and type replace earlier ones. */
export const masterCf: Format<MasterCf> = { id: 'postfix-master', parse };

const COLUMNS = 8;

function parse(file: FileId, text: string): MasterCf {
  const problems: Problem[] = [...markedBeginning(file, text, 'service', 'so Postfix does not know that service')];
  const services: Service[] = [];
  const severity = isTemplate(text) ? {} : { severity: 'error' as const };
  for (const { pieces, start } of logicalLines(text)) {
    const words = pieces.flatMap((it) => wordsIn(text, file, it.start, it.end));
    if (words.length === 0 || /^(<{7}|={7}|>{7}|\{%)/.test(words[0]!.text)) continue;
    if (words.length < COLUMNS) {
      problems.push({
        at: { file, start: words[0]!.at.start, end: words.at(-1)!.at.end },
        message: `${words.length} columns where a service has 8, so Postfix does not start`,
        ...severity,
      });
      if (words.length < 2) continue;
    }
    const overrides = overridesIn(text, words.slice(COLUMNS));
    const body = overrides.map(
      (it): Entry => ({ kind: 'setting', name: it.name, values: [it.value], body: [], at: { ...it.name.at, end: it.value.at.end } }),
    );
    const entry: Entry = {
      kind: 'service',
      name: words[0]!,
      values: words.slice(1),
      body,
      at: { file, start, end: Math.max(words.at(-1)!.at.end, start) },
    };
    services.push({
      name: words[0]!,
      type: words[1]!,
      chroot: words[4],
      command: words[7],
      arguments: words.slice(COLUMNS),
      overrides,
      entry,
    });
  }
  return { file, format: masterCf.id, text, entries: services.map((it) => it.entry), problems, services };
}

/** Words at blanks; braces hold blanks together, as in `-o { name = value }`. */
function wordsIn(text: string, file: FileId, start: number, end: number): Word[] {
  const res: Word[] = [];
  for (let i = start; i < end; ) {
    if (isBlank(text.charCodeAt(i))) {
      i++;
      continue;
    }
    let wordEnd = i;
    let depth = 0;
    while (wordEnd < end && (0 < depth || !isBlank(text.charCodeAt(wordEnd)))) {
      if (text[wordEnd] === '{') depth++;
      else if (text[wordEnd] === '}') depth--;
      wordEnd++;
    }
    res.push({ text: text.slice(i, wordEnd), at: { file, start: i, end: wordEnd } });
    i = wordEnd;
  }
  return res;
}

/** `-o name=value`, `-oname=value`, `-o { name = value }` and `-o name={ value }`. */
function overridesIn(text: string, words: readonly Word[]): Override[] {
  const res: Override[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    if (!word.text.startsWith('-o')) continue;
    const setting = word.text === '-o' ? words[++i] : { text: word.text.slice(2), at: { ...word.at, start: word.at.start + 2 } };
    const override = setting && readOverride(text, setting);
    if (override) res.push(override);
  }
  return res;
}

function readOverride(text: string, word: Word): Override | undefined {
  const isBraced = word.text.startsWith('{') && word.text.endsWith('}');
  const [start, end] = isBraced ? [word.at.start + 1, word.at.end - 1] : [word.at.start, word.at.end];
  const match = /^(\s*)([^\s=]+)(\s*=\s*)([\s\S]*?)\s*$/.exec(text.slice(start, end));
  if (!match) return undefined;
  const [, lead, name, equals, value] = match as unknown as [string, string, string, string, string];
  const nameStart = start + lead.length;
  const valueStart = nameStart + name.length + equals.length;
  const inner = /^\{\s*([\s\S]*?)\s*\}$/.exec(value);
  const from = inner ? valueStart + value.indexOf(inner[1]!, 1) : valueStart;
  const content = inner ? inner[1]! : value;
  return {
    name: { text: name, at: { file: word.at.file, start: nameStart, end: nameStart + name.length } },
    value: { text: content, at: { file: word.at.file, start: from, end: from + content.length } },
  };
}
