import { removeLines } from '../../../core/edits.ts';
import type { Rule } from '../../../core/rule.ts';
import { lineOf } from '../../../core/text.ts';
import type { Parameter } from '../syntax/mainCf.ts';
import { isTemplate } from '../syntax/template.ts';
import type { Postfix } from '../system.ts';

export const parameterTwice: Rule<Postfix> = {
  id: 'postfix/parameter-twice',
  severity: 'warning',
  summary: 'A parameter is set on two lines',
  source: 'postconf(5): the last instance counts; asked of Postfix 3.7, whose postconf(1) prints "overriding earlier entry"',
  why: `
Nothing is added up: the last line replaces the earlier ones, and only postconf(1) says so. A list that was continued
further down by a second line of the same name has lost its first half, and with it domains or tables. Lines with the same
value are left alone, and so are templates and files with the marks of a merge.`,
  examples: [
    {
      title: 'Domains in two lines',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, example.com
^^^^^^^^^^^^^ this value of mydestination is lost: the last one counts, on line 5
relayhost =
mydestination = $myhostname, example.net
^^^^^^^^^^^^^ also: the value that counts
`,
      fixed: `
compatibility_level = 3.6
myhostname = mail.example.com
relayhost =
mydestination = $myhostname, example.net
`,
    },
    {
      title: 'The same value again, and the override of a service',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname,
  localhost
mydestination = $myhostname, localhost
-- master.cf --
smtp      inet  n       -       y       -       -       smtpd
  -o mydestination=localhost
`,
    },
    {
      title: 'The branches of a template',
      good: `
-- /srv/templates/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
{% if relay %}
relayhost = [mx.example.net]
{% else %}
relayhost =
{% endif %}
`,
    },
  ],

  *check({ mainCf }) {
    const { text, parameters } = mainCf;
    if (isTemplate(text) || /^(<{7}|>{7})/m.test(text)) return;
    const last = new Map(parameters.map((it) => [it.name.text, it]));
    for (const parameter of parameters) {
      const { name, at } = parameter;
      const winner = last.get(name.text)!;
      if (winner === parameter || words(text, winner) === words(text, parameter)) continue;
      const kept = words(text, winner).split(' ');
      const isKept = words(text, parameter)
        .split(' ')
        .every((it) => kept.includes(it));
      yield {
        at: name.at,
        message: `this value of ${name.text} is lost: the last one counts, on line ${lineOf(text, winner.name.at.start)}`,
        related: [{ at: winner.name.at, message: 'the value that counts' }],
        fixes: [{ title: `Remove this ${name.text}`, edits: [removeLines(text, at)], safe: isKept }],
      };
    }
  },
};

/** White space and line breaks between the words say nothing. */
function words(text: string, { value }: Parameter): string {
  return value
    .map((it) => text.slice(it.start, it.end))
    .join(' ')
    .split(/[\s,]+/)
    .join(' ')
    .trim();
}
