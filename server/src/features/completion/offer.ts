import type { ParsedFile } from '../../core/syntax.ts';
import type { SystemView } from '../../workspace/snapshot.ts';
import type { Candidate } from '../completion.ts';

/** Where something may be completed. */
export interface Gap {
  readonly view: SystemView;
  readonly parsed: ParsedFile;
  readonly offset: number;
}

/** Words for a gap, and the letters of them that stand there already. */
export interface Offer {
  readonly written: string;
  readonly candidates: readonly Candidate[];
  /** There would be more than were looked at. */
  readonly isCut?: boolean;
}
