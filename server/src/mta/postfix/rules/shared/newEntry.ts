import { appendLine } from '../../../../core/edits.ts';
import type { Fix } from '../../../../core/rule.ts';
import type { Postfix } from '../../system.ts';
import { tableSources } from './tableSources.ts';

/** A new line at the end of the one table of keys that a parameter names; none where it names several. */
export function newEntry(system: Postfix, parameter: string, key: string, value: string): Fix[] {
  const homes = tableSources(system).filter((it) => it.settings.has(parameter));
  const home = homes[0];
  if (homes.length !== 1 || !home) return [];
  return [
    {
      title: `Add ${key} to ${home.file.file.replace(/^.*\//, '')}`,
      edits: [appendLine(home.file.file, home.file.text, `${key} ${value}`)],
      ...(home.build !== undefined && { command: home.build }),
    },
  ];
}
