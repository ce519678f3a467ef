import type { Rule } from '../../../core/rule.ts';
import type { TableUse } from '../../../core/system.ts';
import type { Place } from '../../../core/text.ts';
import type { Postfix } from '../system.ts';
import { tableTypes } from '../vocabulary/index.ts';

export const staleTable: Rule<Postfix> = {
  id: 'postfix/stale-table',
  severity: 'warning',
  summary: 'A compiled table is older than its text',
  source: 'dict_db.c: "database %s is older than source file %s"; asked of Postfix 3.7',
  why: `
Postfix reads the compiled file only. What was added to the text since then is unknown, with \`550 5.1.1\`, and what was
taken out is still used. Postfix logs \`database /etc/postfix/virtual.db is older than source file /etc/postfix/virtual\`.
Tables of the type texthash: need no compiling.`,
  examples: [
    {
      title: 'An edit without postmap',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_maps = hash:/etc/postfix/virtual
                     ^^^^^^^^^^^^^^^^^^^^^^^^^ /etc/postfix/virtual was changed after it was compiled, so Postfix does not know the change
-- /etc/postfix/virtual (age 1h) --
info@mail.example.com root
-- /etc/postfix/virtual.db (age 3d) --
`,
    },
    {
      title: 'An alias file, built in and changed since newaliases',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
-- /etc/aliases (age 1h) --
root: admin@example.org
^^^^^^^^^^^^^^^^^^^^^^^ /etc/aliases was changed after it was compiled, so Postfix does not know the change
-- /etc/aliases.db (age 3d) --
`,
    },
    {
      title: 'Compiled after the last change, in the same second, or never in need of it',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_maps = hash:/etc/postfix/virtual
relay_domains = lmdb:/etc/postfix/relay
transport_maps = texthash:/etc/postfix/transport
-- /etc/postfix/virtual (age 3d) --
info@mail.example.com root
-- /etc/postfix/virtual.db (age 1h) --
-- /etc/postfix/relay (age 1h) --
example.net OK
-- /etc/postfix/relay.lmdb (age 1h) --
-- /etc/postfix/transport --
example.net smtp:[mx.example.net]
-- /etc/aliases (age 3d) --
root: admin@example.org
-- /etc/aliases.db (age 1h) --
`,
    },
  ],

  *check(system) {
    const told = new Set<string>();
    for (const { at, build, name, path, type, state } of usesOf(system)) {
      if (state !== 'older-than-source' || path === undefined || told.has(name)) continue;
      told.add(name);
      if (!isOlder(system, type, path)) continue;
      const message = `${path} was changed after it was compiled, so Postfix does not know the change`;
      yield { at, message, fixes: build === undefined ? [] : [{ title: `Run ${build}`, edits: [], command: build }] };
    }
  },
};

type Use = Pick<TableUse, 'at' | 'build' | 'name' | 'path' | 'type' | 'state'>;

/** The tables that a line names, and the built-in alias files at their first entries. */
function* usesOf(system: Postfix): Generator<Use> {
  yield* system.tables;
  for (const { ref, file, state } of system.mapsOf('alias_maps').tables) {
    const at: Place | undefined = file && 0 < file.rows.count ? file.rows.at(0) : undefined;
    const build = ref.name === '/etc/aliases' ? 'newaliases' : `postalias ${ref.spec}`;
    if (at && !ref.item.at) yield { at, build, name: ref.spec, path: ref.name, type: ref.type, state };
  }
}

/** Postfix compares whole seconds; files that were copied together differ by less. */
function isOlder(system: Postfix, type: string, path: string): boolean {
  const source = system.mention({ path });
  const compiled = (tableTypes.get(type)?.suffixes ?? [])
    .map((it) => system.mention({ path: path + it }))
    .find((it) => it.kind === 'present');
  if (source.kind !== 'present' || !compiled) return false;
  return Math.floor(compiled.modified / 1000) < Math.floor(source.modified / 1000);
}
