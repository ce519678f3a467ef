import { replaceWord } from '../../../core/edits.ts';
import type { Finding, Rule } from '../../../core/rule.ts';
import type { TableUse } from '../../../core/system.ts';
import type { Postfix } from '../system.ts';
import { tableTypes } from '../vocabulary/index.ts';

export const typeUnlikeTable: Rule<Postfix> = {
  id: 'postfix/type-unlike-table',
  severity: 'warning',
  summary: 'Patterns are named with a type that looks up keys, or keys with one that matches patterns',
  source: 'DATABASE_README; asked of Postfix 3.7: 550 5.1.1 for what the patterns would match',
  why: `
Only regexp: and pcre: tables match patterns. A hash: table has the pattern itself as a key, slashes and all, and nobody asks for that:
\`550 5.1.1 User unknown\`. postmap compiles such a file without a complaint. The other way round, a line without a pattern between slashes
is left out of a regexp: or pcre: table.`,
  examples: [
    {
      title: 'Patterns in a hash: table',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.net
virtual_alias_maps = hash:/etc/postfix/virtual.pcre
                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hash: looks keys up as they are, so the patterns of /etc/postfix/virtual.pcre match nothing
-- /etc/postfix/virtual.pcre --
/^help-[0-9]+@example\\.net$/ root
`,
      fixed: `
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.net
virtual_alias_maps = pcre:/etc/postfix/virtual.pcre
`,
    },
    {
      title: 'Keys in a regexp: table',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.net
virtual_alias_maps = regexp:/etc/postfix/virtual
                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^ regexp: takes patterns only, so the entries of /etc/postfix/virtual count for nothing
-- /etc/postfix/virtual --
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
      title: 'Patterns in a table of patterns, keys in one of keys',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.net
virtual_alias_maps = hash:/etc/postfix/virtual, pcre:/etc/postfix/virtual.pcre
-- /etc/postfix/virtual --
info@example.net root
-- /etc/postfix/virtual.pcre --
/^help-[0-9]+@example\\.net$/ root
`,
    },
  ],

  *check(system) {
    const files = new Map(system.files.map((it) => [it.file, it]));
    for (const use of system.tables) {
      const text = use.file === undefined ? undefined : files.get(use.file)?.text;
      const kind = tableTypes.get(use.type)?.kind;
      if (text === undefined || use.path === undefined || use.type === 'cidr') continue;
      if ((kind === 'indexed' || kind === 'text') && isOfPatterns(text)) {
        const right = use.path.endsWith('.regexp') ? 'regexp' : 'pcre';
        yield finding(system, use, right, `${use.type}: looks keys up as they are, so the patterns of ${use.path} match nothing`);
      } else if (kind === 'pattern' && isOfKeys(text)) {
        const right = system.parameters.text('default_database_type') || 'hash';
        yield finding(system, use, right, `${use.type}: takes patterns only, so the entries of ${use.path} count for nothing`);
      }
    }
  },
};

function finding(system: Postfix, { at, type }: TableUse, right: string, message: string): Finding {
  const isPlain = system.textOf(at.file).startsWith(`${type}:/`, at.start);
  const word = { ...at, end: at.start + type.length };
  return { at, message, fixes: isPlain ? [{ title: `Change it to ${right}`, edits: [replaceWord(word, right)] }] : [] };
}

/** Every entry begins with an address, a domain or a name. */
function isOfKeys(text: string): boolean {
  const lines = text.split('\n').filter((it) => /^[^\s#]/.test(it));
  return 0 < lines.length && lines.every((it) => /^[\w.+@-]+:?\s/.test(it) && !/^(if|endif)\b/.test(it));
}

/** Every entry begins as a pattern does; a path as a key has no slash at its end. */
function isOfPatterns(text: string): boolean {
  const lines = text.split('\n').filter((it) => /^[^\s#]/.test(it));
  return 0 < lines.length && lines.every((it) => /^(!?\/.*[^\\]\/[A-Za-z]*\s|(if|endif)\b)/.test(it));
}
