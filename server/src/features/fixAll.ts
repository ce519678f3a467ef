import { applyEdits } from '../core/edits.ts';
import type { Edit, FileId } from '../core/text.ts';
import { grouped } from '../workspace/grouped.ts';
import type { Snapshot } from '../workspace/snapshot.ts';

/** A fix may make room for another one. */
const MOST_ROUNDS = 5;

/**
 * What makes all safe fixes of a file at once; nothing where there are none, or where a rule would find more than before.
 * `preview` tells what would be known if the file had another text.
 */
export function fixAll(file: FileId, snapshot: Snapshot, preview: (text: string) => Snapshot): readonly Edit[] {
  const before = snapshot.textOf(file);
  const first = safeEdits(file, snapshot);
  let text = before;
  let seen = snapshot;
  let rounds = 0;
  for (let edits = first; 0 < edits.length && rounds < MOST_ROUNDS; edits = safeEdits(file, seen)) {
    text = applyEdits(text, edits);
    seen = preview(text);
    rounds++;
  }
  if (text === before || findsMore(snapshot, seen)) return [];
  return rounds === 1 ? first : [difference(file, before, text)];
}

/** The edits of fixes that stand in this file alone; of two that touch the same text the first. */
function safeEdits(file: FileId, snapshot: Snapshot): readonly Edit[] {
  const res: Edit[] = [];
  for (const { fixes } of snapshot.findings()) {
    const fix = fixes?.find((it) => it.safe);
    if (!fix?.edits.every(({ at }) => at.file === file && res.every((it) => isApart(it, at)))) continue;
    res.push(...fix.edits);
  }
  return res;
}

function isApart({ at }: Edit, { start, end }: Edit['at']): boolean {
  return at.end < start || end < at.start || (at.end === start && at.start < start) || (end === at.start && start < end);
}

function findsMore(before: Snapshot, after: Snapshot): boolean {
  const known = grouped(before.findings(), (it) => it.rule);
  return [...grouped(after.findings(), (it) => it.rule)].some(([rule, all]) => (known.get(rule)?.length ?? 0) < all.length);
}

/** One edit from the first to the last letter that differs. */
function difference(file: FileId, before: string, after: string): Edit {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < Math.min(before.length, after.length) - start && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  return { at: { file, start, end: before.length - tail }, text: after.slice(start, after.length - tail) };
}
