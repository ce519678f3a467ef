import type { Entry, Format, ParsedFile, Word } from '../../../core/syntax.ts';

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
    const word = (start: number, value: string): Word => ({ text: value, at: { file, start, end: start + value.length } });
    const assignments = [...text.matchAll(ASSIGNMENT)].map((match): Assignment => {
      const [whole, lead, name, ...spellings] = match as unknown as [string, string, string, ...(string | undefined)[]];
      const value = spellings.find((it) => it !== undefined) ?? '';
      const isClosed = /=(['"])[\s\S]*\1$/.test(whole);
      const end = match.index + whole.length - (isClosed ? 1 : 0);
      return { name: word(match.index + lead.length, name), value: word(end - value.length, value) };
    });
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

/** A name, and a value in quotes, in quotes that do not end, or without any. What stands in quotes may have several lines. */
const ASSIGNMENT = /^([ \t]*)([A-Za-z_]\w*)=(?:'([^']*)'|"([^"]*)"|['"]([^\n]*)|([^\s;&|#'"]*))/gm;
