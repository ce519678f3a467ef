/** A line of /etc/hosts. */
export interface HostLine {
  readonly address: string;
  /** The first is the canonical one. */
  readonly names: readonly string[];
}

/** The lines of /etc/hosts that have a name; letter case does not count. Source: hosts(5). */
export function linesNaming(name: string, hosts: string): readonly HostLine[] {
  const lines = hosts.split('\n').map((it) => it.replace(/#.*/, '').trim().split(/\s+/));
  return lines.flatMap(([address, ...names]) =>
    address !== undefined && names.some((it) => it.toLowerCase() === name.toLowerCase()) ? { address, names } : [],
  );
}
