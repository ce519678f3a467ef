import type { LinkedPlace } from '../../../../server/src/protocol.ts';
import type { OfferedFix, Tone } from '../../diagnose/diagnosis.ts';

/** What a run comes down to: one sentence, what proves it, and what to do next. The panel puts it first, a copied report too. */
export interface Conclusion {
  readonly tone: Tone;
  /** One sentence without a full stop. */
  readonly says: string;
  /** The line that the sentence rests on. */
  readonly place?: LinkedPlace;
  /** What the sentence leaves out, for people. */
  readonly detail?: string;
  readonly detailPlace?: LinkedPlace;
  /** The words of the server or the resolver, where there are any. */
  readonly proof?: string;
  /** Orders, the most useful first. */
  readonly next: readonly string[];
  /** What the editor can do at once. */
  readonly fixes?: readonly OfferedFix[];
}

export type { Tone };

/** "a", "a and b", "a, b and c"; beyond `most` the rest is counted. */
export function listed(words: readonly string[], most = 3): string {
  const shown = words.length <= most ? words : [...words.slice(0, most), `${words.length - most} more`];
  const last = shown.at(-1) ?? '';
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(', ')} and ${last}`;
}
