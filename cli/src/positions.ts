import { TextDocument } from 'vscode-languageserver-textdocument';
import type { FileId, Place } from '../../server/src/core/text.ts';

/** Lines and columns counted from 1; columns count UTF-16 code units. */
export interface Region {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Offsets to lines; the line breaks of each file are counted once. */
export function regionsOf(textOf: (file: FileId) => string): (at: Place) => Region {
  const documents = new Map<FileId, TextDocument>();
  return ({ file, start, end }) => {
    let document = documents.get(file);
    if (!document) documents.set(file, (document = TextDocument.create(file, '', 0, textOf(file))));
    const [first, last] = [document.positionAt(start), document.positionAt(end)];
    return { line: first.line + 1, column: first.character + 1, endLine: last.line + 1, endColumn: last.character + 1 };
  };
}
