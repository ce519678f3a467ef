import { replaceWord } from '../../../../core/edits.ts';
import type { Edit, Place } from '../../../../core/text.ts';

/** Takes letters out of a line. */
export function removeWord(at: Place): Edit {
  return replaceWord(at, '');
}
