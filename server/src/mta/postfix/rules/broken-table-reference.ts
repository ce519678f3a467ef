import { replaceWord } from '../../../core/edits.ts';
import type { Finding, Fix, Rule } from '../../../core/rule.ts';
import type { Place } from '../../../core/text.ts';
import { nearName } from '../../../formats/nearName.ts';
import { hasPlaceholder } from '../syntax/template.ts';
import type { Postfix } from '../system.ts';
import type { TableRef } from '../tableRef.ts';
import type { OpenTable } from '../tables.ts';
import { tableTypes, vocabulary } from '../vocabulary/index.ts';
import { restrictionTables } from './shared/restrictions.ts';

export const brokenTableReference: Rule<Postfix> = {
  id: 'postfix/broken-table-reference',
  severity: 'warning',
  summary: 'A table has a type that nobody knows, or a name that nobody can read',
  source: 'util/dict_open.c: "unsupported dictionary type"; asked of Postfix 3.7: 451 4.3.0 Temporary lookup failure',
  why: `
Postfix runs with a table that it cannot open, logs \`unsupported dictionary type\` or \`bad map syntax\`, and answers every
question to it with a temporary failure: senders try for days and then give up. The types that a server knows are printed
by \`postconf -m\`; some come in packages of their own.`,
  examples: [
    {
      title: 'A type that is spelled almost right',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.net
virtual_alias_maps = hsah:/etc/postfix/virtual
                     ^^^^^^^^^^^^^^^^^^^^^^^^^ Postfix knows no table type hsah, so whatever needs this table is put off with a temporary failure
-- virtual --
info@example.net root
`,
      fixed: `
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.net
virtual_alias_maps = hash:/etc/postfix/virtual
`,
    },
    {
      title: 'A type that does not exist, and one inside braces',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_maps = nosuchtype:/etc/postfix/virtual
                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Postfix knows no table type nosuchtype, so whatever needs this table is put off with a temporary failure
transport_maps = unionmap:{inline:{a=b}, nosuchtype:/x}
                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Postfix knows no table type nosuchtype, so whatever needs this table is put off with a temporary failure
`,
    },
    {
      title: 'In a list of domains and in a restriction',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
relay_domains = msyql:/etc/postfix/domains.cf
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Postfix knows no table type msyql, so whatever needs this table is put off with a temporary failure
smtpd_recipient_restrictions = permit_mynetworks, check_recipient_access hsah:/etc/postfix/access,
                                                                         ^^^^^^^^^^^^^^^^^^^^^^^^ Postfix knows no table type hsah, so whatever needs this table is put off with a temporary failure
  check_policy_service inet:127.0.0.1:10023
-- access --
alice@mail.example.com OK
`,
    },
    {
      title: 'Pairs without an equals sign',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_maps = inline:{info}
                     ^^^^^^^^^^^^^ Postfix cannot read inline:{info}, so whatever needs this table is put off with a temporary failure
`,
    },
    {
      title: 'Types that Postfix knows',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
alias_maps = hash:/etc/aliases
virtual_alias_maps = inline:{info@mail.example.com=root}, unionmap:{static:root}
transport_maps = regexp:{{/^nobody@/ error:5.1.1 gone}}
-- /etc/aliases --
postmaster: root
`,
    },
  ],

  *check(system) {
    const told = new Set<string>();
    const names = system.mainCf.parameters.map((it) => it.name.text).filter(isListOfTables);
    const refs = [...names.flatMap((it) => system.mapsOf(it).tables.map(({ ref }) => ref)), ...restrictionTables(system)];
    for (const ref of refs) {
      const why = hasPlaceholder(ref.spec) ? undefined : fault(system, ref);
      const { at } = ref.item;
      const place = at && `${at.start} ${at.end}`;
      if (why === undefined || !at || place === undefined || told.has(place)) continue;
      told.add(place);
      yield finding(system, ref, at, why);
    }
  },
};

/** Tables, and domains, which may stand in tables. The lists for proxymap(8) only allow tables and open none. */
function isListOfTables(name: string): boolean {
  return (
    /_maps$|^(mydestination|virtual_alias_domains|virtual_mailbox_domains|relay_domains)$/.test(name) &&
    !/^proxy_(read|write)_maps$/.test(name) &&
    vocabulary.has(name)
  );
}

function fault(system: Postfix, ref: TableRef): string | undefined {
  const unknown = unknownType(ref);
  if (unknown?.startsWith('"')) return undefined;
  if (unknown !== undefined) return `Postfix knows no table type ${unknown}`;
  const broken = [ref, ...ref.members].find((it) => isMalformed(system.open(it)));
  return broken && `Postfix cannot read ${broken.spec}`;
}

function unknownType({ type, members }: TableRef): string | undefined {
  return tableTypes.has(type) ? members.map(unknownType).find((it) => it !== undefined) : type;
}

/** A name that holds the data or other tables is in no file, so a broken answer can only mean the name. */
function isMalformed({ ref, file, seen, lookup }: OpenTable): boolean {
  if (!['inline', 'randmap', 'unionmap', 'pipemap', 'regexp', 'pcre', 'cidr'].includes(ref.type) || file || seen) return false;
  const res = lookup('postmaster', 'whole');
  return res.kind === 'broken' && res.why.startsWith(`Postfix cannot read ${ref.spec}`);
}

function finding(system: Postfix, ref: TableRef, at: Place, why: string): Finding {
  return { at, message: `${why}, so whatever needs this table is put off with a temporary failure`, fixes: renamed(system, ref, at) };
}

/** Only where the word itself stands there, and no variable. */
function renamed(system: Postfix, { type, item }: TableRef, at: Place): Fix[] {
  const near = tableTypes.has(type) ? undefined : nearName(type, tableTypes.keys());
  const start = at.start + item.text.indexOf(`${type}:`);
  if (near === undefined || system.textOf(at.file).slice(at.start, at.end) !== item.text) return [];
  return [{ title: `Change it to ${near}`, edits: [replaceWord({ ...at, start, end: start + type.length }, near)] }];
}
