import type { Origin } from '../../../../core/fact.ts';
import { settings } from '../../routing/settings.ts';
import type { Exim } from '../../system.ts';

/** A refusal that somebody wrote, in a table or as the data of a router, and not one because every router has declined. */
export function isRefusedOnPurpose({ configuration }: Exim, because: Origin): boolean {
  if (because.kind !== 'written') return because.kind === 'packaged';
  const { at } = because;
  const isConfiguration = configuration.sources.some(({ file }) => file.file === at.file);
  if (!isConfiguration) return true;
  const data = configuration.routers.flatMap((it) => settings(it, 'data'));
  return data.some((it) => it.at.file === at.file && it.at.start <= at.start && at.end <= it.at.end);
}
