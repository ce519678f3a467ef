import type { Format } from '../../../core/syntax.ts';

/** A file of which only the text is wanted. */
export const textFile: Format = {
  id: 'exim-list',
  parse: (file, text) => ({ file, format: textFile.id, text, entries: [], problems: [] }),
};
