import { replaceWord } from '../../../core/edits.ts';
import type { Rule } from '../../../core/rule.ts';
import { nearName } from '../../../formats/nearName.ts';
import type { Postfix } from '../system.ts';
import { databaseParameters } from '../vocabulary/databases.ts';
import { databaseTables, isOpenedBySmtpd } from './shared/databaseTables.ts';

export const unknownTableParameter: Rule<Postfix> = {
  id: 'postfix/unknown-table-parameter',
  severity: 'error',
  summary: 'The file of a database table holds a parameter that its type does not know',
  source: 'postconf(1): "unused parameter"; names asked of Postfix 3.7 with postconf -n',
  why: `
A table of a database takes its own parameters only, which differ from type to type. Another name counts for nothing: with
\`domian = example.com\` the table is asked for every domain, with \`result_fromat\` the answer comes as it is. Only
postconf(1) prints \`unused parameter\`.`,
  examples: [
    {
      title: 'A misspelled name, and one of another type',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.org
virtual_alias_maps = sqlite:/etc/postfix/aliases.cf
-- aliases.cf --
dbpath = /etc/postfix/mail.sqlite
qurey = SELECT 'alice@mail.example.com' WHERE '%s' = 'info@example.org'
^^^^^ sqlite: tables know no parameter qurey but query, so smtpd does not run
hosts = 127.0.0.1
^^^^^ sqlite: tables know no parameter hosts, so this line changes nothing
-- mail.sqlite --
-- /etc/passwd --
alice:x:1000:1000::/home/alice:/bin/sh
`,
    },
    {
      title: 'One misspelled name',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.org
virtual_alias_maps = sqlite:/etc/postfix/aliases.cf
-- aliases.cf --
dbpath = /etc/postfix/mail.sqlite
query = SELECT 'alice' WHERE '%s' = 'info@example.org'
result_fromat = %s@mail.example.com
^^^^^^^^^^^^^ sqlite: tables know no parameter result_fromat but result_format, so this line changes nothing
-- mail.sqlite --
-- /etc/passwd --
alice:x:1000:1000::/home/alice:/bin/sh
`,
      fixed: `
dbpath = /etc/postfix/mail.sqlite
query = SELECT 'alice' WHERE '%s' = 'info@example.org'
result_format = %s@mail.example.com
`,
    },
    {
      title: 'Names that the type knows',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.org
virtual_alias_maps = sqlite:/etc/postfix/aliases.cf
-- aliases.cf --
dbpath = /etc/postfix/mail.sqlite
query = SELECT 'alice@mail.example.com' WHERE '%s' = 'info@example.org'
result_format = %s
expansion_limit = 1
-- mail.sqlite --
`,
    },
  ],

  *check(system) {
    for (const table of databaseTables(system)) {
      const { file, type } = table;
      const known = databaseParameters.get(type) ?? [];
      const written = new Set(file.parameters.map((it) => it.name.text));
      for (const { name } of file.parameters) {
        if (known.includes(name.text)) continue;
        const near = nearName(
          name.text,
          known.filter((it) => !written.has(it)),
        );
        const instead = near === undefined ? '' : ` but ${near}`;
        // Without these smtpd logs "bad string length 0 < 1" and ends. Asked of Postfix 3.7.
        const isFatal = /^(query|dbname|dbpath)$/.test(near ?? '') && isOpenedBySmtpd(table);
        yield {
          at: name.at,
          message: `${type}: tables know no parameter ${name.text}${instead}, so ${isFatal ? 'smtpd does not run' : 'this line changes nothing'}`,
          severity: isFatal ? 'error' : near === undefined ? 'info' : 'warning',
          fixes: near === undefined ? [] : [{ title: `Change it to ${near}`, edits: [replaceWord(name.at, near)] }],
        };
      }
    }
  },
};
