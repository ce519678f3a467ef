import type { Finding, Rule } from '../../../core/rule.ts';
import { nearName } from '../../../formats/nearName.ts';
import type { Postfix } from '../system.ts';
import { type DatabaseTable, databaseTables, isOpenedBySmtpd, parameterOf, valueOf } from './shared/databaseTables.ts';

export const pointlessQuery: Rule<Postfix> = {
  id: 'postfix/pointless-query',
  severity: 'error',
  summary: 'The query of a database table is missing, does not ask for the address, or answers with nothing',
  source: 'ldap_table(5), mysql_table(5), sqlite_table(5); asked of Postfix 3.7 with sqlite:',
  why: `
The query of a table holds the address as %s, or its parts as %u and %d. Without any of them every address gets the same
answer, so nobody is unknown and all mail goes to one place. A query that answers with an empty text finds nobody: Postfix
logs \`empty lookup result … -- ignored\`. Without a query, or with a % that stands for nothing, smtpd logs \`fatal:\` and ends
before its greeting; a % of SQL itself is written %%.`,
  examples: [
    {
      title: 'Every address is found',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.org
virtual_alias_maps = sqlite:/etc/postfix/aliases.cf
-- aliases.cf --
dbpath = /etc/postfix/mail.sqlite
query = SELECT 'alice@mail.example.com'
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the query does not ask for the address, so every address gets the same answer
-- mail.sqlite --
-- /etc/passwd --
alice:x:1000:1000::/home/alice:/bin/sh
`,
    },
    {
      title: 'A percent sign of SQL',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.org
virtual_alias_maps = sqlite:/etc/postfix/aliases.cf
-- aliases.cf --
dbpath = /etc/postfix/mail.sqlite
query = SELECT 'alice@mail.example.com' WHERE '%s' LIKE '%@example.org'
                                                         ^^ %@ in the query stands for nothing, so smtpd does not run
-- mail.sqlite --
-- /etc/passwd --
alice:x:1000:1000::/home/alice:/bin/sh
`,
    },
    {
      title: 'No query',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.org
virtual_alias_maps = sqlite:/etc/postfix/aliases.cf
-- aliases.cf --
dbpath = /etc/postfix/mail.sqlite
^^^^^^ this file has no query, so smtpd does not run
-- mail.sqlite --
-- /etc/passwd --
alice:x:1000:1000::/home/alice:/bin/sh
`,
    },
    {
      title: 'An answer without words',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.org
virtual_alias_maps = sqlite:/etc/postfix/aliases.cf
-- aliases.cf --
dbpath = /etc/postfix/mail.sqlite
query = SELECT '' WHERE '%s' = 'info@example.org'
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the query answers with nothing, which is the same as no entry, so nobody is found
-- mail.sqlite --
`,
    },
    {
      title: 'Queries with a key, one of them in the old way, and a filter',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.org
virtual_alias_maps = sqlite:/etc/postfix/aliases.cf
virtual_mailbox_maps = proxy:mysql:/etc/postfix/mailboxes.cf
relay_recipient_maps = ldap:/etc/postfix/people.cf
-- aliases.cf --
dbpath = /etc/postfix/mail.sqlite
query = SELECT 'alice@mail.example.com'
  WHERE '%u' LIKE 'inf%%' AND '%d' = 'example.org'
-- mailboxes.cf --
hosts = 127.0.0.1
dbname = mail
table = mailbox
select_field = maildir
where_field = address
-- people.cf --
server_host = ldap.example.com
search_base = dc=example,dc=com
query_filter = (mail=%s)
-- mail.sqlite --
`,
    },
  ],

  *check(system) {
    for (const table of databaseTables(system)) {
      const { file, type } = table;
      // Lines that nobody can read are the reader's.
      if (0 < file.fatal.length) continue;
      const query = parameterOf(table, type === 'ldap' ? 'query_filter' : 'query');
      if (!query || query.value.length === 0) {
        const finding = withoutQuery(table);
        if (finding) yield finding;
        continue;
      }
      const text = valueOf(table, query);
      const stray = /%(.)/.exec(text.replaceAll(/%[%sudSUD1-9]/g, '..'))?.[0];
      const at = query.valueAt;
      if (stray !== undefined) {
        const start = file.text.indexOf(stray, at.start);
        const message = `${stray} in the query stands for nothing, so smtpd does not run`;
        yield { at: { ...at, start, end: start + stray.length }, message, severity: isOpenedBySmtpd(table) ? 'error' : 'warning' };
      } else if (!/%[sudSUD1-9]/.test(text.replaceAll('%%', '')))
        yield { at, message: 'the query does not ask for the address, so every address gets the same answer', severity: 'warning' };
      else if (/^select\s+(''|null)\s/i.test(text)) {
        const message = 'the query answers with nothing, which is the same as no entry, so nobody is found';
        yield { at, message, severity: 'warning' };
      }
    }
  },
};

/** A filter of LDAP has a built-in value; SQL has an older way to say the same. */
function withoutQuery(table: DatabaseTable): Finding | undefined {
  const { type, file } = table;
  const hasOther = parameterOf(table, 'select_function') || (parameterOf(table, 'table') && parameterOf(table, 'where_field'));
  // A misspelled query is the fault of its name.
  const isMisspelled = file.parameters.some((it) => nearName(it.name.text, ['query']) !== undefined);
  if (type === 'ldap' || hasOther || isMisspelled) return undefined;
  const at = file.parameters[0]?.name.at ?? { file: file.file, start: 0, end: 0 };
  return { at, message: 'this file has no query, so smtpd does not run', severity: isOpenedBySmtpd(table) ? 'error' : 'warning' };
}
