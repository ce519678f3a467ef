import type { Mention, Seen } from '../../core/system.ts';
import { nameList } from '../../formats/nameList.ts';
import { linesNaming } from './hostsFile.ts';
import { textFile } from './lookup/textFile.ts';

/**
 * The name that Exim gives its host where primary_hostname does not; undefined where no file tells. A name without a dot is
 * looked up, and the first name of its line is taken, of IPv6 before IPv4. Where /etc/hosts lacks it the DNS could complete it; it is
 * taken as it stands, since installers write that line, and a host without one mostly has no DNS that knows its name: to call the
 * name unknown would leave every list with `@` open. Source: readconf_main() of readconf.c; asked of Exim 4.96.
 */
export function hostName(mention: (it: Mention) => Seen): string | undefined {
  const seen = mention({ path: '/etc/hostname', format: nameList });
  const name = seen.kind === 'file' ? seen.file.entries[0]?.name.text : undefined;
  if (name === undefined || name.includes('.')) return name;
  const hosts = mention({ path: '/etc/hosts', format: textFile });
  if (hosts.kind === 'absent' && hosts.expected !== undefined) return name;
  return hosts.kind === 'file' ? (canonical(name, hosts.file.text) ?? name) : undefined;
}

function canonical(name: string, hosts: string): string | undefined {
  const lines = linesNaming(name, hosts);
  return (lines.find(({ address }) => address.includes(':')) ?? lines[0])?.names[0];
}
