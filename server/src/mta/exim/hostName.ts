import type { Mention, Seen } from '../../core/system.ts';
import { nameList } from '../../formats/nameList.ts';
import { textFile } from './lookup/textFile.ts';

/**
 * The name that Exim gives its host where primary_hostname does not; undefined where no file tells. A name without a dot is
 * looked up, and the first name of its line is taken, of IPv6 before IPv4. Source: readconf_main() of readconf.c; asked of Exim 4.96.
 */
export function hostName(mention: (it: Mention) => Seen): string | undefined {
  const seen = mention({ path: '/etc/hostname', format: nameList });
  const name = seen.kind === 'file' ? seen.file.entries[0]?.name.text : undefined;
  if (name === undefined || name.includes('.')) return name;
  const hosts = mention({ path: '/etc/hosts', format: textFile });
  if (hosts.kind === 'absent' && hosts.expected !== undefined) return name;
  return hosts.kind === 'file' ? (canonical(name, hosts.file.text) ?? name) : undefined;
}

/** Source: hosts(5). */
function canonical(name: string, hosts: string): string | undefined {
  const lines = hosts.split('\n').map((it) => it.replace(/#.*/, '').trim().split(/\s+/));
  const naming = lines.filter(([, ...names]) => names.some((it) => it.toLowerCase() === name.toLowerCase()));
  const line = naming.find(([address]) => address!.includes(':')) ?? naming[0];
  return line?.[1];
}
