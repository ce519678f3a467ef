import { insertText } from '../../../core/edits.ts';
import type { Fix, Rule } from '../../../core/rule.ts';
import type { Place } from '../../../core/text.ts';
import { isTemplate } from '../syntax/template.ts';
import type { Postfix } from '../system.ts';
import { legacyNames, newerNames, vocabulary } from '../vocabulary/index.ts';

export const lineWithoutEquals: Rule<Postfix> = {
  id: 'postfix/line-without-equals',
  severity: 'error',
  summary: 'A line of main.cf is neither a parameter nor the continuation of one',
  source:
    "postconf(5): a line that starts with white space continues the one before; asked of Postfix 3.7: missing '=' after attribute name",
  why: `
A list that goes on in the next line needs white space at the beginning of that line, however the line before ends. Without
it the line is a parameter of its own, and one without an equals sign ends every program of Postfix:
\`fatal: … missing '=' after attribute name\`.`,
  examples: [
    {
      title: 'A list that goes on without white space',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname,
example.org
^^^^^^^^^^^ no = behind the name in "example.org", so Postfix does not run
-- /etc/passwd --
alice:x:1000:1000::/home/alice:/bin/sh
`,
      fixed: `
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname,
  example.org
`,
    },
    {
      title: 'A parameter without its equals sign',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination example.org
^^^^^^^^^^^^^^^^^^^^^^^^^ no = behind the name in "mydestination example.org", so Postfix does not run
-- /etc/passwd --
alice:x:1000:1000::/home/alice:/bin/sh
`,
      fixed: `
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = example.org
`,
    },
    {
      title: 'A list over three lines, a comment among them',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname,
# ours too
  localhost,
	example.org
`,
    },
  ],

  *check({ mainCf }) {
    if (isTemplate(mainCf.text)) return;
    for (const { at, message } of mainCf.fatal) {
      if (message.startsWith('no = behind')) yield { at, message, fixes: mended(mainCf.text, at, mainCf.parameters[0]?.at.start) };
    }
  },
};

/** The name of a parameter wants its equals sign; anything else goes on with what stands above it. */
function mended(text: string, at: Place, first: number | undefined): Fix[] {
  const [name = ''] = text.slice(at.start, at.end).split(/\s/, 1);
  const isName = vocabulary.has(name) || newerNames.has(name) || legacyNames.has(name);
  if (isName) return [{ title: `Put a = behind ${name}`, edits: [insertText(at.file, at.start + name.length, ' =')] }];
  return first !== undefined && first < at.start
    ? [{ title: 'Indent the line', edits: [insertText(at.file, at.start, '  ')], safe: true }]
    : [];
}
