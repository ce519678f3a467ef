import type { Place } from '../../../../core/text.ts';
import { type AliasTarget, aliases } from '../../../../formats/aliases.ts';
import type { Postfix } from '../../system.ts';
import { lacksDelimiter, type Nobody, nobodyBehind } from '../reach.ts';
import type { RightSide } from './rightSides.ts';
import { straysIn } from './strays.ts';
import { type SwallowedLine, swallowedLines } from './swallowedLines.ts';

/** A recipient on a right side that nobody is. */
export interface DeadTarget {
  readonly target: AliasTarget;
  readonly nobody: Nobody;
}

/** Those whose own fault it is: words of names, comments and swallowed lines, colons, and tags without a delimiter are findings of other rules. */
export function deadTargetsIn(system: Postfix, side: RightSide): readonly DeadTarget[] {
  const all = side.targets.flatMap((target): DeadTarget[] => {
    const isAddress = target.kind === 'address' && !target.text.startsWith('@');
    const nobody = isAddress ? nobodyBehind(system, target.text) : undefined;
    return nobody && !lacksDelimiter(system, nobody) ? [{ target, nobody }] : [];
  });
  if (all.length === 0) return all;
  const strays = new Set(straysIn(system, side).flatMap((it) => it.words));
  const lines = swallowed(side);
  const isOnOne = ({ start }: Place) => lines.some((it) => it.start <= start && start < it.end);
  return all.filter(({ target }) => !strays.has(target) && target.text !== ':' && !isOnOne(target.at));
}

function swallowed({ entry }: RightSide): readonly SwallowedLine[] {
  return entry ? [...swallowedLines(entry.file, entry.row, entry.file.format === aliases.id)] : [];
}
