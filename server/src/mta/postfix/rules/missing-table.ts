import { removeFromList } from '../../../core/edits.ts';
import type { Finding, Fix, Rule } from '../../../core/rule.ts';
import type { TableUse } from '../../../core/system.ts';
import type { Place } from '../../../core/text.ts';
import type { Postfix } from '../system.ts';
import { databaseParameters } from '../vocabulary/databases.ts';
import { vocabulary } from '../vocabulary/index.ts';

export const missingTable: Rule<Postfix> = {
  id: 'postfix/missing-table',
  severity: 'error',
  summary: 'A table is named that is not there or was never compiled',
  source:
    'dict_open(3), DATABASE_README; asked of Postfix 3.7, which logs "error: open database /etc/postfix/virtual.db: No such file or directory"',
  why: `
A table that cannot be opened is no empty table. Postfix answers \`451 4.3.0 Temporary lookup failure\` to every recipient
for whom it would ask the table, known or not, and \`451 4.3.5 Server configuration error\` where an access list names it.
Senders try again for days, and bounce then. A texthash: table that is a folder stops smtpd altogether, and that is an error.

For hash:, btree:, lmdb: and cdb: the file that counts is the compiled one. Where no table of a system has one in the
files at hand, all are taken as compiled. Where the files at hand hold no list of users, they are no whole server but a copy
of some files or what an image is made of: what is missing there is information only, as start-up scripts often make it.`,
  examples: [
    {
      title: 'A table that nobody made',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_maps = hash:/etc/postfix/virtual
                     ^^^^^^^^^^^^^^^^^^^^^^^^^ there is no file /etc/postfix/virtual, so whatever needs this table is put off with a temporary failure
`,
    },
    {
      title: 'A table that was never compiled, next to one that was',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_maps = hash:/etc/postfix/virtual
transport_maps = hash:/etc/postfix/transport
                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^ /etc/postfix/transport was never compiled, so whatever needs this table is put off with a temporary failure
-- /etc/postfix/virtual --
info@mail.example.com root
-- /etc/postfix/virtual.db --
-- /etc/postfix/transport --
example.net smtp:[mx.example.net]
`,
    },
    {
      title: 'A folder',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_maps = texthash:/etc/postfix/virtual
                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ /etc/postfix/virtual is a folder, so smtpd does not run
-- /etc/postfix/virtual/shop --
info@mail.example.com root
`,
    },
    {
      title: 'What an image is made of',
      bad: `
-- /srv/image/etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_maps = hash:/etc/postfix/virtual
                     ^^^^^^^^^^^^^^^^^^^^^^^^^ there are no files for 2 tables next to main.cf, such as /etc/postfix/virtual, so they have to be made before Postfix starts
relocated_maps = hash:/etc/postfix/relocated
                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^ also: there is no file /etc/postfix/relocated either
transport_maps = hash:/etc/postfix/transport
alias_maps = hash:/etc/aliases
-- /srv/image/etc/postfix/transport --
example.net smtp:[mx.example.net]
`,
    },
    {
      title: 'Tables that are there, one that Postfix makes itself, and one that only newaliases asks for',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
alias_maps = hash:/etc/aliases
alias_database = hash:/etc/aliases, hash:/etc/more-aliases
virtual_alias_maps = hash:/etc/postfix/virtual
smtp_tls_session_cache_database = btree:\${data_directory}/smtp_scache
-- /etc/aliases --
root: admin@example.org
-- /etc/postfix/virtual --
info@mail.example.com root
`,
    },
    {
      title: 'Variables are no tables until somebody uses them',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
indexed = hash:\${config_directory}
virtual_alias_maps = $indexed/virtual
-- /etc/postfix/virtual --
info@mail.example.com root
`,
    },
  ],

  *check(system) {
    const told = new Set<string>();
    const unmade: Unmade[] = [];
    for (const use of system.tables) {
      if (told.has(use.name) || !isAsked(system, use.setting)) continue;
      const finding = judge(system, use);
      if (!finding) continue;
      told.add(use.name);
      if ('path' in finding) unmade.push(finding);
      else yield finding;
    }
    yield* unmadeTogether(unmade);
  },
};

/** A table of which nobody can tell whether somebody makes it yet. */
interface Unmade {
  readonly path: string;
  readonly at: Place;
}

/** One finding for all: what makes one of them makes the others. */
function* unmadeTogether([first, ...others]: readonly Unmade[]): Generator<Finding> {
  if (!first) return;
  const { path, at } = first;
  const message =
    others.length === 0
      ? `there is no file ${path} next to main.cf, so it has to be made before Postfix starts`
      : `there are no files for ${others.length + 1} tables next to main.cf, such as ${path}, so they have to be made before Postfix starts`;
  yield { at, severity: 'info', message, related: others.map((it) => ({ at: it.at, message: `there is no file ${it.path} either` })) };
}

const PUT_OFF = 'so whatever needs this table is put off with a temporary failure';

function judge(system: Postfix, use: TableUse): Finding | Unmade | undefined {
  const { at, path, state, type, build } = use;
  if (path === undefined) return undefined;
  switch (state) {
    case 'absent':
      return absent(system, use, path);
    case 'not-built':
      return { at, severity: 'warning', message: `${path} was never compiled, ${PUT_OFF}`, fixes: compile(build) };
    case 'directory':
      // A pattern table that is a folder counts as empty; postmap makes an empty table of one.
      if (type === 'texthash') return { at, message: `${path} is a folder, so smtpd does not run` };
      return { at, severity: 'warning', message: `${path} is a folder, so this table has no entries` };
    default:
      return undefined;
  }
}

function absent(system: Postfix, { at, setting, type, build }: TableUse, path: string): Finding | Unmade | undefined {
  const seen = system.mention({ path, at });
  if (seen.kind !== 'absent') return undefined;
  const { expected, likely = expected } = seen;
  // The file of a database holds a password, and is often kept apart from the others.
  const isCertain = databaseParameters.has(type) ? expected === path : expected !== undefined;
  if (isCertain)
    return {
      at,
      severity: 'warning',
      message: `there is no file ${path}, ${PUT_OFF}`,
      fixes: [
        { title: `Take ${path} out of ${setting}`, edits: [removeFromList(system.textOf(at.file), at)] },
        ...(build === undefined ? [] : [{ title: `Make an empty ${path}`, edits: [], command: `touch ${path} && ${build}` }]),
      ],
    };
  const folder = system.root.slice(0, system.root.lastIndexOf('/') + 1);
  return likely?.startsWith(folder) ? { path, at } : undefined;
}

function compile(build: string | undefined): Fix[] {
  return build === undefined ? [] : [{ title: `Run ${build}`, edits: [], command: build }];
}

/** Caches are made by Postfix, alias_database is asked for by newaliases only, and a variable by nobody. */
function isAsked(system: Postfix, setting: string): boolean {
  if (/_cache_(map|database)$/.test(setting) || setting === 'address_verify_map' || setting === 'alias_database') return false;
  if (vocabulary.has(setting)) return true;
  return system.parameters
    .text('smtpd_restriction_classes')
    .split(/[\s,]+/)
    .includes(setting);
}
