import { replaceWord } from '../../../core/edits.ts';
import type { Rule } from '../../../core/rule.ts';
import { nearName } from '../../../formats/nearName.ts';
import type { Postfix } from '../system.ts';
import {
  isPerServiceName,
  legacyNames,
  namesOfService,
  newerNames,
  serviceNeededBy,
  stockServices,
  vocabulary,
} from '../vocabulary/index.ts';

export const unknownParameter: Rule<Postfix> = {
  id: 'postfix/unknown-parameter',
  severity: 'warning',
  summary: 'A parameter is named almost like one that Postfix knows',
  source: 'postconf(1): "unused parameter"; names asked of Postfix 3.7 with postconf -d',
  why: `
Anybody may make up parameters and use them as $name, so Postfix runs with a misspelled one: the line counts for nothing
and the parameter that was meant keeps its built-in value. Only postconf(1) prints \`unused parameter: mydestinaton\`.
Parameters that are used somewhere, those made from the name of a service, old names and those of newer releases are left
alone.`,
  examples: [
    {
      title: 'A letter too few, and a singular',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestinaton = $myhostname, example.com
^^^^^^^^^^^^ Postfix knows no parameter mydestinaton but mydestination, so this line changes nothing
virtual_alias_domain = example.net
^^^^^^^^^^^^^^^^^^^^ Postfix knows no parameter virtual_alias_domain but virtual_alias_domains, so this line changes nothing
`,
    },
    {
      title: 'Two letters swapped',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
lmpt_tls_protocols = TLSv1.3
^^^^^^^^^^^^^^^^^^ Postfix knows no parameter lmpt_tls_protocols but lmtp_tls_protocols, so this line changes nothing
`,
      fixed: `
compatibility_level = 3.6
myhostname = mail.example.com
lmtp_tls_protocols = TLSv1.3
`,
    },
    {
      title: 'The right name is written too',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
relay_domain = example.net
^^^^^^^^^^^^ Postfix knows no parameter relay_domain but relay_domains, so this line changes nothing
relay_domains = example.org
^^^^^^^^^^^^^ also: the parameter that Postfix knows
`,
    },
    {
      title: 'Parameters of your own, of a service, of older and newer releases',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydomains = example.com, example.net
mydestination = $myhostname, $mydomains
smtpd_sender_restriction = permit_mynetworks
smtpd_restriction_classes = mynetwork
mynetwork = permit_mynetworks
archive_destination_recipient_limit = 1
virtual_maps =
smtpd_hide_client_session = yes
-- master.cf --
smtp      inet  n       -       y       -       -       smtpd
  -o smtpd_sender_restrictions=$smtpd_sender_restriction
archive   unix  -       n       n       -       -       pipe
  flags=R user=nobody argv=/usr/bin/archive
`,
    },
  ],

  *check(system) {
    const used = new Set(system.names.flatMap((it) => (it.kind === 'setting' && it.role === 'reference' ? it.name : [])));
    const classes = new Set(system.parameters.text('smtpd_restriction_classes').split(/[\s,]+/));
    const services = servicesOf(system);
    const candidates = new Set([...vocabulary.keys(), ...newerNames.keys(), ...(services ?? []).flatMap(namesOfService)]);
    const byName = new Map(system.mainCf.parameters.map((it) => [it.name.text, it]));
    for (const { name } of system.mainCf.parameters) {
      const word = name.text;
      if (candidates.has(word) || legacyNames.has(word) || used.has(word) || classes.has(word)) continue;
      // Without master.cf any service may be there.
      if (services ? isPerServiceName(word, services) : serviceNeededBy(word) !== undefined) continue;
      // The reader of the file speaks of the byte order mark before a name.
      if (word.startsWith('\uFEFF')) continue;
      const near = nearName(word, candidates);
      if (near === undefined) continue;
      const right = byName.get(near);
      yield {
        at: name.at,
        message: `Postfix knows no parameter ${word} but ${near}, so this line changes nothing`,
        related: right ? [{ at: right.name.at, message: 'the parameter that Postfix knows' }] : [],
        // Of two lines with one name the last one counts: which one is meant, nobody knows.
        fixes: right ? [] : [{ title: `Change it to ${near}`, edits: [replaceWord(name.at, near)] }],
      };
    }
  },
};

function servicesOf({ masterCf }: Postfix) {
  if (!masterCf) return undefined;
  return [...stockServices, ...masterCf.services.map((it) => ({ name: it.name.text, program: it.command?.text }))];
}
