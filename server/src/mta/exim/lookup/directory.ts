import type { Lookup } from '../../../core/fact.ts';
import type { MentionFile, TableName } from './tables.ts';

/** dsearch: the key is the name of a file in a folder. Source: dsearch.c. */
export function askDirectory({ options }: TableName, path: string, key: string, mention: MentionFile): Lookup {
  const folder = mention({ path });
  if (folder.kind === 'absent' && folder.expected !== undefined) return { kind: 'broken', why: `there is no folder ${path}` };
  if (folder.kind === 'file' || folder.kind === 'present') return { kind: 'broken', why: `${path} is no folder` };
  if (key.includes('/')) return { kind: 'broken', why: `"${key}" has a slash, and a file in a folder has none` };
  const filter = options.find((it) => it.startsWith('filter='))?.slice(7);
  const full = `${path}/${key}`;
  const value = options.includes('ret=full') ? full : key;
  const ask = `ls -ld ${full}`;
  if (key === '.' || key === '..') {
    const isIn = filter === undefined || filter === 'dir';
    return isIn ? { kind: 'hit', value, origin: { kind: 'unknown', why: `${full} is in every folder` } } : { kind: 'miss' };
  }
  const seen = mention({ path: full });
  switch (seen.kind) {
    case 'absent':
      return seen.expected === undefined ? { kind: 'unreadable', why: `${path} is not in this workspace`, ask } : { kind: 'miss' };
    case 'directory':
      return filter === 'file'
        ? { kind: 'miss' }
        : { kind: 'hit', value, origin: { kind: 'written', at: { file: seen.file, start: 0, end: 0 } } };
    case 'file':
    case 'present': {
      const file = seen.kind === 'file' ? seen.file.file : seen.file;
      return filter === 'dir' || filter === 'subdir'
        ? { kind: 'miss' }
        : { kind: 'hit', value, origin: { kind: 'written', at: { file, start: 0, end: 0 } } };
    }
    default:
      return { kind: 'unreadable', why: `${full} cannot be seen`, ask };
  }
}
