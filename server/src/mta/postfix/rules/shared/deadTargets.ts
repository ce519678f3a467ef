import type { AliasTarget } from '../../../../formats/aliases.ts';
import type { Postfix } from '../../system.ts';
import { lacksDelimiter, type Nobody, nobodyBehind } from '../reach.ts';
import type { RightSide } from './rightSides.ts';
import { straysIn } from './strays.ts';

/** A recipient on a right side that nobody is. */
export interface DeadTarget {
  readonly target: AliasTarget;
  readonly nobody: Nobody;
}

/** Those whose own fault it is: words of a name or a comment, and tags without a delimiter, are findings of other rules. */
export function deadTargetsIn(system: Postfix, side: RightSide): readonly DeadTarget[] {
  const all = side.targets.flatMap((target): DeadTarget[] => {
    const isAddress = target.kind === 'address' && !target.text.startsWith('@');
    const nobody = isAddress ? nobodyBehind(system, target.text) : undefined;
    return nobody && !lacksDelimiter(system, nobody) ? [{ target, nobody }] : [];
  });
  if (all.length === 0) return all;
  const strays = new Set(straysIn(system, side).flatMap((it) => it.words));
  return all.filter((it) => !strays.has(it.target));
}
