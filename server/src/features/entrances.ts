import type { SystemView } from '../workspace/snapshot.ts';

/** The systems that mail from elsewhere comes to. What only takes mail from others of its host is explained with them, unless it is alone. */
export function entrances(views: readonly SystemView[]): readonly SystemView[] {
  const open = views.filter((it) => it.system.self !== undefined);
  return open.length === 0 ? views : open;
}
