/** A file's name inside the program: a path with forward slashes, or the URI of a document that has no path. */
export type FileId = string;

/** A stretch of one file, in UTF-16 offsets; the end is exclusive. Lines and columns exist only in `lsp/`. */
export interface Place {
  readonly file: FileId;
  readonly start: number;
  readonly end: number;
}

/** Replaces what stands at a place. An insertion has an empty place. */
export interface Edit {
  readonly at: Place;
  readonly text: string;
}

/** True where the offset lies in the place, its end included: a cursor behind the last letter is still on the word. */
export function contains(at: Place, file: FileId, offset: number): boolean {
  return at.file === file && at.start <= offset && offset <= at.end;
}

/** The line's number, counted from 1, for words meant for people: traces and the command line. */
export function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let i = text.indexOf('\n'); 0 <= i && i < offset; i = text.indexOf('\n', i + 1)) line++;
  return line;
}
