import type { Entry, Format, ParsedFile, Word } from '../../../core/syntax.ts';
import { physicalLines, trimmed } from '../../../formats/logicalLines.ts';

/** A setting of update-exim4.conf.conf, quotes left off. */
export interface Assignment {
  readonly name: Word;
  readonly value: Word;
}

export interface UpdateConf extends ParsedFile {
  readonly assignments: readonly Assignment[];
}

/**
 * update-exim4.conf.conf: what Debian's questions were answered with, as assignments of a shell. update-exim4.conf(8) makes
 * macros of it.
 */
export const updateConf: Format<UpdateConf> = {
  id: 'exim-debian',
  parse(file, text) {
    const assignments: Assignment[] = [];
    for (const physical of physicalLines(text)) {
      const { start, end } = trimmed(text, physical);
      const match = /^([A-Za-z_]\w*)=(['"]?)/.exec(text.slice(start, end));
      if (!match) continue;
      const [whole, name, quote] = match as unknown as [string, string, string];
      const from = start + whole.length;
      const close = quote === '' ? from + /^[^\s;&|#]*/.exec(text.slice(from, end))![0].length : text.indexOf(quote, from);
      const to = close < from || end < close ? end : close;
      const word = (a: number, b: number): Word => ({ text: text.slice(a, b), at: { file, start: a, end: b } });
      assignments.push({ name: word(start, start + name.length), value: word(from, to) });
    }
    const entries = assignments.map(
      ({ name, value }): Entry => ({
        kind: 'setting',
        name,
        values: [value],
        body: [],
        at: { file, start: name.at.start, end: Math.max(value.at.end, name.at.end) },
      }),
    );
    return { file, format: updateConf.id, text, entries, problems: [], assignments };
  },
};
