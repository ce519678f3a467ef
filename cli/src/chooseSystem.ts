import { entrances } from '../../server/src/features/entrances.ts';
import { basename, dirname } from '../../server/src/workspace/path.ts';
import type { Snapshot, SystemView } from '../../server/src/workspace/snapshot.ts';

/**
 * The one system that is meant, or why there is none. Below one root the highest file is: others are instances and examples.
 * Servers that only take mail from others of their host are not meant where there is another one.
 */
export function chooseSystem({ systems }: Snapshot, isRooted: boolean): SystemView | string {
  const [first, second] = [...entrances(systems)].sort((a, b) => rank(a) - rank(b) || (a.system.root < b.system.root ? -1 : 1));
  if (!first) return 'there is no mail system here; name one with --root or --config';
  if (!second || isRooted) return first;
  return `there are ${systems.length} mail systems here, such as ${first.system.root}; choose one with --config`;
}

function rank({ mta, system: { root } }: SystemView): number {
  const isHome = basename(dirname(root)) === mta.id;
  return root.split('/').length * 2 + (isHome ? 0 : 1);
}
