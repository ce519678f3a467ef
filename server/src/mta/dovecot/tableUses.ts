import type { TableUse } from '../../core/system.ts';
import type { TableFile } from '../../formats/postmapTable.ts';
import type { Dovecot } from './system.ts';
import { userFileOf } from './userFile.ts';

/** The files of users that databases name, for hovers. */
export function tableUsesOf(system: Dovecot): readonly TableUse[] {
  return [...system.passdbs, ...system.userdbs].flatMap((it): readonly TableUse[] => {
    const file = userFileOf(it, system);
    if (!file?.seen) return [];
    const { path, seen } = file;
    const entries = seen.kind === 'file' ? { entries: (seen.file as TableFile).rows.count } : {};
    const state =
      seen.kind === 'file' ? 'ready' : seen.kind === 'absent' ? 'absent' : seen.kind === 'directory' ? 'directory' : 'unreadable';
    const found = seen.kind === 'file' ? { file: seen.file.file } : {};
    return [
      {
        at: it.argsAt,
        setting: it.kind,
        name: `passwd-file:${path}`,
        type: 'passwd-file',
        path,
        ...found,
        ...entries,
        state,
        ask: 'doveadm user',
      },
    ];
  });
}
