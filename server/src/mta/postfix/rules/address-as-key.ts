import { appendLine, removeLines, replaceWord } from '../../../core/edits.ts';
import type { Fix, Rule } from '../../../core/rule.ts';
import type { Place } from '../../../core/text.ts';
import { targetsIn } from '../../../formats/aliases.ts';
import { domainClass } from '../routing/class.ts';
import type { Postfix } from '../system.ts';
import { entryAt, type TableSource, tableSources } from './shared/tableSources.ts';
import { transportEntryOf } from './shared/transportTable.ts';

export const addressAsKey: Rule<Postfix> = {
  id: 'aliases/address-as-key',
  severity: 'warning',
  summary: 'An alias file has an address where only a local name can stand',
  source: 'postalias(1): "name must be local"; asked of Postfix 3.7: the entry is left out and the address gets 550 5.1.1',
  why: `
local(8) looks up the part before the @ only, so postalias(1) leaves out an entry whose name is an address and prints
\`name must be local\`, which is easily missed. Aliases for whole addresses belong into a table of virtual_alias_maps, in
the form \`info@example.com root\`, without a colon. A name in double quotes may hold an @.`,
  examples: [
    {
      title: 'An address that belongs into virtual_alias_maps',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.net
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/aliases --
postmaster: root
info@example.net: root, alice
^^^^^^^^^^^^^^^^ postalias takes local names only, so it leaves out info@example.net
# The end.
-- /etc/postfix/virtual --
sales@example.net alice
`,
      fixed: `
-- /etc/aliases --
postmaster: root
# The end.
-- /etc/postfix/virtual --
sales@example.net alice
info@example.net root, alice
`,
    },
    {
      title: 'An address of this host',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = example.com
-- /etc/aliases --
info@example.com: root
^^^^^^^^^^^^^^^^ postalias takes local names only, so it leaves out info@example.com
`,
      fixed: `
info: root
`,
    },
    {
      title: 'Names, addresses on the right side, and a quoted name',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
-- /etc/aliases --
postmaster: root
root: admin@example.org
"odd@name": root
`,
    },
  ],

  *check(system) {
    for (const source of tableSources(system)) {
      // A transport table among the aliases is a finding of its own.
      if (!source.isAliases || transportEntryOf(system, source.file)) continue;
      for (const { kind, at } of source.file.flaws) {
        if (kind !== 'address-as-key') continue;
        const key = source.file.text.slice(at.start, at.end);
        yield {
          at,
          message: `postalias takes local names only, so it leaves out ${key}`,
          fixes: [...moved(system, source, key, at), ...shortened(system, source, key, at)],
        };
      }
    }
  },
};

/** The entry as a line of the one table of virtual_alias_maps; commands, files and lists cannot stand there. */
function moved(system: Postfix, { file, build }: TableSource, key: string, at: Place): Fix[] {
  const homes = tableSources(system).filter((it) => it.settings.has('virtual_alias_maps') && !it.isAliases);
  const home = homes[0];
  if (homes.length !== 1 || !home || !key.includes('@')) return [];
  const entry = entryAt(file.text, at);
  const colon = file.text.indexOf(':', at.end);
  const targets = targetsIn(file.text, { ...entry, start: colon + 1 });
  if (colon < 0 || targets.length === 0 || targets.some((it) => it.kind !== 'address')) return [];
  const line = `${key} ${targets.map((it) => it.text).join(', ')}`;
  const commands = [home.build, build ?? 'newaliases'].filter((it) => it !== undefined);
  return [
    {
      title: `Move ${key} to ${home.file.file.replace(/^.*\//, '')}`,
      edits: [removeLines(file.text, entry), appendLine(home.file.file, home.file.text, line)],
      command: commands.join(' && '),
    },
  ];
}

/** The bare name says the same where its domain is this host, unless the file has that name already. */
function shortened(system: Postfix, { file, build }: TableSource, key: string, at: Place): Fix[] {
  const [, local, domain] = /^([^@%"]+)@([^@%"]+)$/.exec(key) ?? [];
  if (local === undefined || domain === undefined || 0 <= file.rows.find(local)) return [];
  const found = domainClass(system, domain.toLowerCase());
  if (found.kind !== 'class' || found.class !== 'local') return [];
  return [{ title: `Write ${local} for ${key}`, edits: [replaceWord(at, local)], command: build ?? 'newaliases' }];
}
