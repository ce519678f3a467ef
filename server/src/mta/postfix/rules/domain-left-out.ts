import { insertText } from '../../../core/edits.ts';
import type { Rule } from '../../../core/rule.ts';
import type { AddressClass } from '../../../core/system.ts';
import type { Postfix } from '../system.ts';
import { databaseTables, parameterOf, valueOf } from './shared/databaseTables.ts';

export const domainLeftOut: Rule<Postfix> = {
  id: 'postfix/domain-left-out',
  severity: 'warning',
  summary: 'The file of a database table leaves out a domain of this host',
  source: 'ldap_table(5), mysql_table(5), sqlite_table(5), domain; asked of Postfix 3.7 with sqlite: 550 5.1.1',
  why: `
With \`domain = example.com\` in its file a table is asked for addresses in example.com only. A domain that is added to
virtual_mailbox_domains, virtual_alias_domains or relay_domains and not there has no users: each gets \`550 5.1.1\`, although the
database knows them. Where other tables follow in the same list, only a table that is never asked is told.`,
  examples: [
    {
      title: 'A new domain',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.org, example.net
virtual_alias_maps = sqlite:/etc/postfix/aliases.cf
-- aliases.cf --
dbpath = /etc/postfix/mail.sqlite
query = SELECT 'alice@mail.example.com' WHERE '%u' = 'info'
domain = example.org
         ^^^^^^^^^^^ domain leaves out example.net, so this table is not asked for its addresses
-- mail.sqlite --
-- /etc/passwd --
alice:x:1000:1000::/home/alice:/bin/sh
`,
      fixed: `
dbpath = /etc/postfix/mail.sqlite
query = SELECT 'alice@mail.example.com' WHERE '%u' = 'info'
domain = example.org, example.net
`,
    },
    {
      title: 'All domains, one table for each, and a list in a table',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.org, example.net
virtual_alias_maps = sqlite:/etc/postfix/org.cf, sqlite:/etc/postfix/net.cf
virtual_mailbox_domains = example.com
virtual_mailbox_maps = sqlite:/etc/postfix/mailboxes.cf
relay_domains = example.edu
relay_recipient_maps = sqlite:/etc/postfix/relay.cf
-- org.cf --
dbpath = /etc/postfix/mail.sqlite
query = SELECT 'alice@mail.example.com' WHERE '%u' = 'info'
domain = example.org
-- net.cf --
dbpath = /etc/postfix/mail.sqlite
query = SELECT 'alice@mail.example.com' WHERE '%u' = 'info'
domain = Example.NET
-- mailboxes.cf --
dbpath = /etc/postfix/mail.sqlite
query = SELECT 'x' WHERE '%u' = 'info'
domain = inline:{example.com=x}
-- relay.cf --
dbpath = /etc/postfix/mail.sqlite
query = SELECT 'x' WHERE '%u' = 'info'
-- mail.sqlite --
`,
    },
  ],

  *check(system) {
    for (const table of databaseTables(system)) {
      const parameter = parameterOf(table, 'domain');
      const list = parameter ? namesIn(valueOf(table, parameter)) : undefined;
      if (!parameter || !list) continue;
      const at = parameter.valueAt;
      for (const setting of table.settings) {
        const missing = leftOut(system, setting, list);
        if (missing === undefined) continue;
        const message = `domain leaves out ${missing}, so this table is not asked for its addresses`;
        yield { at, message, fixes: [{ title: `Add ${missing} to domain`, edits: [insertText(at.file, at.end, `, ${missing}`)] }] };
        break;
      }
    }
  },
};

/** Undefined where the list holds more than plain names, such as a table or a variable. */
function namesIn(value: string): ReadonlySet<string> | undefined {
  const words = value.split(/[\s,]+/).filter((it) => it !== '');
  return 0 < words.length && words.every((it) => /^[\w.-]+$/.test(it)) ? new Set(words.map((it) => it.toLowerCase())) : undefined;
}

/** A domain of the class that the tables of this parameter are asked for. */
function leftOut(system: Postfix, setting: string, list: ReadonlySet<string>): string | undefined {
  const own = CLASSES[setting];
  const domains = system.claims.filter((it) => it.class === own && !it.domain.startsWith('.')).map((it) => it.domain);
  const missing = domains.find((it) => !list.has(it));
  const isAlone = system.mapsOf(setting).tables.length === 1;
  // A table for a part of the domains is as it was meant, where others hold the rest.
  return isAlone || domains.every((it) => !list.has(it)) ? missing : undefined;
}

const CLASSES: Readonly<Record<string, AddressClass>> = {
  virtual_alias_maps: 'virtual-alias',
  virtual_mailbox_maps: 'virtual-mailbox',
  relay_recipient_maps: 'relay',
};
