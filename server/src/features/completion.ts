import type { FileId, Place } from '../core/text.ts';
import type { Snapshot } from '../workspace/snapshot.ts';
import { inConfiguration } from './completion/configuration.ts';
import { inRedirections } from './completion/recipients.ts';

/** A word that may stand at the cursor. */
export interface Candidate {
  readonly label: string;
  readonly kind: 'setting' | 'variable' | 'word' | 'type' | 'file' | 'domain' | 'recipient';
  /** Beside the label, such as a built-in value. */
  readonly detail?: string;
  /** A sentence. */
  readonly about?: string;
}

/** What may be put in place of the beginning of a word. */
export interface Completion {
  readonly at: Place;
  readonly candidates: readonly Candidate[];
  /** Others fit too: ask again when more letters stand there. */
  readonly isCut: boolean;
}

/** An editor shows a dozen. */
const MOST_CANDIDATES = 500;

/** Words that may stand at the cursor, those that begin as the one there; none in a comment. */
export function completionAt(snapshot: Snapshot, file: FileId, offset: number): Completion | undefined {
  const text = snapshot.textOf(file);
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  if (/^\s*#/.test(line)) return undefined;
  for (const view of snapshot.systemsOf(file)) {
    const parsed = view.system.files.find((it) => it.file === file)!;
    const found = inConfiguration({ view, parsed, offset }) ?? inRedirections({ view, parsed, offset });
    if (!found) continue;
    const start = offset - found.written.length;
    const fitting = found.candidates.filter((it) => it.label.toLowerCase().startsWith(found.written.toLowerCase()));
    const distinct = [...new Map(fitting.map((it) => [it.label, it])).values()];
    return {
      at: { file, start, end: offset },
      candidates: distinct.slice(0, MOST_CANDIDATES),
      isCut: MOST_CANDIDATES < distinct.length || found.isCut === true,
    };
  }
  return undefined;
}
