import type { CodeLens } from 'vscode-languageserver';
import type { FileId } from '../core/text.ts';
import { type Lens, lensTitle } from '../features/codeLens.ts';
import { explainRecipientCommand } from '../protocol.ts';
import type { Snapshot } from '../workspace/snapshot.ts';
import type { Converter } from './convert.ts';

interface Data {
  readonly file: FileId;
  readonly address: string;
}

/** Without words: the editor asks for those of the lenses in view. */
export function lensOf({ at, address }: Lens, convert: Converter): CodeLens {
  const data: Data = { file: at.file, address };
  return { range: convert.range(at), data };
}

export function resolvedLens(lens: CodeLens, snapshot: Snapshot): CodeLens {
  const { file, address } = lens.data as Data;
  return { ...lens, command: { title: lensTitle(snapshot, file, address), command: explainRecipientCommand, arguments: [address] } };
}
