import type { Rule } from '../../../core/rule.ts';
import { nameList } from '../../../formats/nameList.ts';
import type { Postfix } from '../system.ts';

export const tableTypeNotInstalled: Rule<Postfix> = {
  id: 'postfix/table-type-not-installed',
  severity: 'warning',
  summary: 'A table has a type whose package is not installed',
  source: 'DATABASE_README and postconf(5), shlib_directory; util/dict_open.c; asked of Postfix 3.7: unsupported dictionary type: pcre',
  why: `
Many builds put the code of some table types into packages of their own, such as postfix-pcre or postfix-mysql. A package
that is installed has a line in dynamicmaps.cf. Without it Postfix logs \`unsupported dictionary type: pcre\` and answers
\`451 4.3.0 Temporary lookup failure\` to whatever needs the table. Where no dynamicmaps.cf lies beside main.cf, or a folder
dynamicmaps.cf.d, nothing is known and nothing is told.`,
  examples: [
    {
      title: 'Patterns without postfix-pcre',
      bad: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_maps = pcre:/etc/postfix/virtual.pcre
                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ dynamicmaps.cf names no pcre, so unless it is built in whatever needs this table is put off
-- /etc/postfix/virtual.pcre --
/^info@mail\\.example\\.com$/ alice
-- /etc/postfix/dynamicmaps.cf --
# dict-type so-name dict-function mkmap-function
ldap	postfix-ldap.so	dict_ldap_open
-- /etc/passwd --
alice:x:1000:1000::/home/alice:/bin/sh
`,
    },
    {
      title: 'A type that is installed, and one that every Postfix has',
      good: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_maps = pcre:/etc/postfix/virtual.pcre, regexp:{{/^sales@/ alice}}
-- /etc/postfix/virtual.pcre --
/^info@mail\\.example\\.com$/ alice
-- /etc/postfix/dynamicmaps.cf --
pcre	postfix-pcre.so	dict_pcre_open
-- /etc/passwd --
alice:x:1000:1000::/home/alice:/bin/sh
`,
    },
  ],

  *check({ tables, parameters, mention }) {
    const uses = tables.filter(({ type }) => PACKAGED.has(type) && type !== parameters.text('default_database_type'));
    if (uses.length === 0) return;
    const list = mention({ path: '/etc/postfix/dynamicmaps.cf', format: nameList });
    if (list.kind !== 'file' || mention({ path: '/etc/postfix/dynamicmaps.cf.d' }).kind === 'directory') return;
    const installed = new Set(list.file.entries.map((it) => it.name.text));
    const told = new Set<string>();
    for (const { type, at } of uses) {
      const place = `${at.file} ${at.start} ${at.end}`;
      if (installed.has(type) || told.has(place)) continue;
      told.add(place);
      const message = `dynamicmaps.cf names no ${type}, so unless it is built in whatever needs this table is put off`;
      yield { at, message, fixes: [{ title: 'Ask Postfix which types it has', edits: [], command: 'postconf -m' }] };
    }
  },
};

/** Types that makedefs(1) can leave to a library of their own. */
const PACKAGED = new Set(['cdb', 'ldap', 'lmdb', 'mongodb', 'mysql', 'pcre', 'pgsql', 'sdbm', 'sqlite']);
