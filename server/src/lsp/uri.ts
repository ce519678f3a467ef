import { URI } from 'vscode-uri';
import type { FileId } from '../core/text.ts';
import { isOnDisk } from '../workspace/path.ts';

/** The name of a document inside the program: its path, or the URI itself where there is no path on a disk. */
export function fileOf(uri: string): FileId {
  const parsed = URI.parse(uri);
  return parsed.scheme === 'file' ? parsed.fsPath.replaceAll('\\', '/') : uri;
}

export function uriOf(file: FileId): string {
  return isOnDisk(file) ? URI.file(file).toString() : file;
}

/** The address of a line, for a Markdown link that VS Code opens. */
export function hrefOf(file: FileId, line: number): string {
  // A parenthesis would end the link.
  const uri = uriOf(file).replace(/[()]/g, (it) => `%${it.charCodeAt(0).toString(16)}`);
  return `${uri}#L${line}`;
}
