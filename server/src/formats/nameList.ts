import type { Entry, Format } from '../core/syntax.ts';
import { markedBeginning } from './byteOrderMark.ts';
import { physicalLines } from './logicalLines.ts';

/**
 * A file that a list of patterns names, such as `mydestination = /etc/postfix/domains`. Each physical line is read by
 * itself: names separated by blanks or commas; a `#` drops the rest of its line.
 * Source: match_list_parse(); asked of Postfix 3.7.
 */
export const nameList: Format = {
  id: 'name-list',
  parse(file, text) {
    const entries: Entry[] = [];
    for (const line of physicalLines(text)) {
      for (const match of text.slice(line.start, line.end).matchAll(/[^ \t\r\n,]+/g)) {
        if (match[0].startsWith('#')) break;
        const at = { file, start: line.start + match.index, end: line.start + match.index + match[0].length };
        entries.push({ kind: 'record', name: { text: match[0], at }, values: [], body: [], at });
      }
    }
    return { file, format: nameList.id, text, entries, problems: markedBeginning(file, text, 'name', 'so the server reads another name') };
  },
};
