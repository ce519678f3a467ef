/** A table that must be compiled before Postfix can read it. */
export interface CompiledTable {
  /** hash:/etc/postfix/virtual. */
  readonly name: string;
  readonly path: string;
  readonly tool: 'postmap' | 'postalias';
}

const compiledTypes = ['hash', 'btree', 'lmdb', 'cdb'];

/**
 * The tables that a configuration reads, wherever they are written: in a parameter, inside pipemap:{} or unionmap:{}, behind proxy:,
 * in a restriction list, in an option of master.cf. `settings` is what postconf -x and -Px print; `texts` are files that a list may name.
 */
export function compiledTables(settings: string, texts: readonly string[]): readonly CompiledTable[] {
  const users = new Map<string, Set<string>>();
  const take = (text: string, user: string): void => {
    for (const [, type = '', path = ''] of text.matchAll(/\b([a-z]+):(\/[^\s,;{}|"]+)/g)) {
      if (!compiledTypes.includes(type)) continue;
      const name = `${type}:${path}`;
      users.set(name, (users.get(name) ?? new Set()).add(user));
    }
  };
  for (const line of settings.split('\n')) take(line, /^(?:\S*\/)?([\w-]+) *=/.exec(line)?.[1] ?? '');
  for (const text of texts) take(text, '');
  return [...users].map(([name, by]) => {
    const isAliases = by.has('alias_maps') || by.has('alias_database');
    return { name, path: name.slice(name.indexOf(':') + 1), tool: isAliases ? 'postalias' : 'postmap' };
  });
}
