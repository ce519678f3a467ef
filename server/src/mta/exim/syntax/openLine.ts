import { joined, type Sourced, sliced } from '../../../core/sourced.ts';
import { isBlank } from '../../../formats/logicalLines.ts';

/** A logical line that is being read, piece by piece. */
export interface OpenLine {
  isEmpty(): boolean;
  /** Adds a physical line; true where the line goes on behind it. */
  add(piece: Sourced): boolean;
  /** The line without the backslashes between its pieces; the next one begins. */
  close(): Sourced;
}

/** Source: the end of get_config_line() of readconf.c. */
export function openLine(): OpenLine {
  let pieces: Sourced[] = [];
  return {
    isEmpty: () => pieces.length === 0,
    add(piece) {
      pieces.push(piece);
      // The backslash is looked for at the end of all that was read, so that two of them go on over a blank line.
      cutBlanks();
      const last = pieces.at(-1);
      if (last?.text.at(-1) !== '\\') return last === undefined;
      replaceLast(sliced(last, 0, last.text.length - 1));
      return true;
    },
    close() {
      const res = joined(pieces);
      pieces = [];
      return res;
    },
  };

  function cutBlanks(): void {
    for (let last = pieces.at(-1); last; last = pieces.at(-1)) {
      let end = last.text.length;
      while (0 < end && isBlank(last.text.charCodeAt(end - 1))) end--;
      if (0 < end) return end === last.text.length ? undefined : replaceLast(sliced(last, 0, end));
      pieces.pop();
    }
  }
  function replaceLast(piece: Sourced): void {
    pieces.pop();
    if (piece.text !== '') pieces.push(piece);
  }
}
