import type { Origin } from '../../../../core/fact.ts';
import { settings } from '../../routing/settings.ts';
import { eximConf } from '../../syntax/eximConf.ts';
import type { Exim } from '../../system.ts';

/** A refusal that somebody wrote, in a table or as the data of a router, and not one because every router has declined. */
export function isRefusedOnPurpose({ configuration, files }: Exim, because: Origin): boolean {
  if (because.kind !== 'written') return because.kind === 'packaged';
  const { at } = because;
  const isConfiguration = files.some((it) => it.file === at.file && it.format === eximConf.id);
  if (!isConfiguration) return true;
  const data = configuration.routers.flatMap((it) => settings(it, 'data'));
  return data.some((it) => it.at.file === at.file && it.at.start <= at.start && at.end <= it.at.end);
}
