import type { Format } from '../core/syntax.ts';
import type { Mention, Seen } from '../core/system.ts';

/** nsswitch.conf(5): where the C library looks for users, groups and other names. */
const nsswitch: Format = {
  id: 'nsswitch',
  parse: (file, text) => ({ file, format: nsswitch.id, text, entries: [], problems: [] }),
};

/** Those that have nobody who is not in /etc/passwd and /etc/group, but for users whom systemd makes up for its own services. */
const LOCAL: ReadonlySet<string> = new Set(['files', 'compat', 'systemd', 'mymachines']);

/**
 * The first source besides the host's own files that is asked for users or groups, such as ldap: whom the files lack may be
 * there. Undefined where there is none, or where nsswitch.conf is not here.
 */
export function sourceBesideFiles(database: 'passwd' | 'group', mention: (it: Mention) => Seen): string | undefined {
  const seen = mention({ path: '/etc/nsswitch.conf', format: nsswitch });
  if (seen.kind !== 'file') return undefined;
  const lines = seen.file.text.split('\n').map((it) => it.replace(/#.*/, '').trim());
  const found = lines.find((it) => it.startsWith(`${database}:`)) ?? '';
  // What stands in brackets says when to stop asking.
  const sources = found.slice(database.length + 1).replace(/\[[^\]]*\]/g, ' ');
  return sources.split(/\s+/).find((it) => it !== '' && !LOCAL.has(it) && !(it === 'sss' && isUnused(mention)));
}

/** Fedora and its relatives name sssd on every host. Where nobody has configured it, it mirrors /etc/passwd at most: sssd-files(5). */
function isUnused(mention: (it: Mention) => Seen): boolean {
  const seen = mention({ path: '/etc/sssd/sssd.conf' });
  return seen.kind === 'absent' && seen.expected !== undefined;
}
