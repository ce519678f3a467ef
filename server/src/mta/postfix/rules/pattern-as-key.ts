import { replaceWord } from '../../../core/edits.ts';
import type { Rule } from '../../../core/rule.ts';
import type { Postfix } from '../system.ts';
import { tableTypes } from '../vocabulary/index.ts';

export const patternAsKey: Rule<Postfix> = {
  id: 'postfix/pattern-as-key',
  severity: 'warning',
  summary: 'A table of patterns is named with a type that looks up keys',
  source: 'DATABASE_README; asked of Postfix 3.7: 550 5.1.1 for what the patterns would match',
  why: `
Only regexp: and pcre: tables match patterns. A hash: table has the pattern itself as a key, slashes and all, and nobody asks for that:
\`550 5.1.1 User unknown\`. postmap compiles such a file without a complaint.`,
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
    for (const { at, type, path, file } of system.tables) {
      const text = file === undefined ? undefined : files.get(file)?.text;
      const kind = tableTypes.get(type)?.kind;
      if (text === undefined || path === undefined || (kind !== 'indexed' && kind !== 'text') || !isOfPatterns(text)) continue;
      const word = system.textOf(at.file).slice(at.start, at.end);
      const right = path.endsWith('.regexp') ? 'regexp' : 'pcre';
      const isPlain = word.startsWith(`${type}:/`);
      yield {
        at,
        message: `${type}: looks keys up as they are, so the patterns of ${path} match nothing`,
        fixes: isPlain ? [{ title: `Change it to ${right}`, edits: [replaceWord({ ...at, end: at.start + type.length }, right)] }] : [],
      };
    }
  },
};

/** Every entry begins as a pattern does; a path as a key has no slash at its end. */
function isOfPatterns(text: string): boolean {
  const lines = text.split('\n').filter((it) => /^[^\s#]/.test(it));
  return 0 < lines.length && lines.every((it) => /^(!?\/.*[^\\]\/[A-Za-z]*\s|(if|endif)\b)/.test(it));
}
