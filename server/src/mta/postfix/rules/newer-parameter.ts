import type { Rule } from '../../../core/rule.ts';
import type { Postfix } from '../system.ts';
import { newerNames, release, vocabulary } from '../vocabulary/index.ts';
import { hasReached } from '../vocabulary/versions.ts';

export const newerParameter: Rule<Postfix> = {
  id: 'postfix/newer-parameter',
  severity: 'warning',
  summary: 'A parameter is newer than the Postfix that the configuration is for',
  source: 'postconf(5): the release that brought a parameter; postconf(1): "unused parameter"',
  why: `
An older Postfix takes a parameter that it does not know for one that somebody made up: the line counts for nothing, and
only postconf(1) prints \`unused parameter\`. The release is that of postmaster.target.postfixVersion; without it the names
of releases after the one that Postmaster was asked with are a hint.`,
  examples: [
    {
      title: 'A parameter of Postfix 3.9',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
smtp_tls_enable_rpk = yes
^^^^^^^^^^^^^^^^^^^ smtp_tls_enable_rpk is new in Postfix 3.9: an older one does not know it
`,
    },
    {
      title: 'Parameters that the release knows',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
postscreen_allowlist_interfaces = static:all
`,
    },
  ],

  *check({ mainCf, target, names }) {
    const used = new Set(names.flatMap((it) => (it.kind === 'setting' && it.role === 'reference' ? it.name : [])));
    for (const { name } of mainCf.parameters) {
      const since = newerNames.get(name.text)?.since ?? vocabulary.get(name.text)?.since;
      if (since === undefined || hasReached(target ?? release, since) || used.has(name.text)) continue;
      if (target === undefined) {
        yield { at: name.at, message: `${name.text} is new in Postfix ${since}: an older one does not know it`, severity: 'hint' };
      } else {
        yield {
          at: name.at,
          message: `Postfix ${target} does not know ${name.text}, which came with ${since}, so this line changes nothing`,
        };
      }
    }
  },
};
