import { removeFromList } from '../../../core/edits.ts';
import type { Rule } from '../../../core/rule.ts';
import { isTemplate } from '../syntax/template.ts';
import type { Postfix } from '../system.ts';
import { tableTypes } from '../vocabulary/index.ts';

export const uncompilableAliasDatabase: Rule<Postfix> = {
  id: 'postfix/uncompilable-alias-database',
  severity: 'warning',
  summary: 'A table in alias_database is one that newaliases cannot make',
  source:
    'postconf(5), alias_database; asked of Postfix 3.7: fatal: unsupported dictionary type: regexp does not support bulk-mode creation',
  why: `
alias_maps says what local(8) asks, alias_database what newaliases(1) compiles. newaliases goes through alias_database in its
order and ends at the first table that it cannot make, such as one of patterns or one whose text is read as it stands: what
stands behind it stays as it was, and new aliases get 550 5.1.1. Such a table belongs into alias_maps alone.`,
  examples: [
    {
      title: 'Patterns in front of the aliases',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
alias_maps = hash:/etc/aliases, regexp:/etc/postfix/aliases.re
alias_database = regexp:/etc/postfix/aliases.re, hash:/etc/aliases
                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ newaliases cannot compile a regexp: table, so it ends here and what follows keeps its old aliases
-- aliases.re --
/^sales$/ alice
-- /etc/aliases --
postmaster: alice
-- /etc/passwd --
alice:x:1000:1000::/home/alice:/bin/sh
`,
      fixed: `
compatibility_level = 3.6
myhostname = mail.example.com
alias_maps = hash:/etc/aliases, regexp:/etc/postfix/aliases.re
alias_database = hash:/etc/aliases
`,
    },
    {
      title: 'Types that newaliases compiles',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
alias_maps = hash:/etc/aliases, regexp:{{/^sales/ alice}}
alias_database = hash:/etc/aliases
-- /etc/aliases --
postmaster: alice
-- /etc/passwd --
alice:x:1000:1000::/home/alice:/bin/sh
`,
    },
  ],

  *check({ mainCf, parameters, mapsOf }) {
    if (!parameters.assignment('alias_database') || isTemplate(mainCf.text)) return;
    const tables = mapsOf('alias_database').tables;
    for (const { ref } of tables) {
      const kind = tableTypes.get(ref.type)?.kind;
      const { at } = ref.item;
      if (kind === undefined || kind === 'indexed' || !at) continue;
      const isLast = tables.at(-1)?.ref === ref;
      const consequence = isLast ? 'it ends with an error' : 'it ends here and what follows keeps its old aliases';
      yield {
        at,
        message: `newaliases cannot compile a ${ref.type}: table, so ${consequence}`,
        fixes: [{ title: `Remove ${ref.spec} from alias_database`, edits: [removeFromList(mainCf.text, at)] }],
      };
    }
  },
};
