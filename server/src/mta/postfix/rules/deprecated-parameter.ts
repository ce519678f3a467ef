import { removeLines, replaceWord } from '../../../core/edits.ts';
import type { Finding, Fix, Rule } from '../../../core/rule.ts';
import type { Parameter } from '../syntax/mainCf.ts';
import type { Postfix } from '../system.ts';
import { type LegacyName, legacyNames, release } from '../vocabulary/index.ts';
import { hasReached } from '../vocabulary/versions.ts';

export const deprecatedParameter: Rule<Postfix> = {
  id: 'postfix/deprecated-parameter',
  severity: 'warning',
  summary: 'A parameter has an old name, or is one that Postfix drops or has dropped',
  source: 'DEPRECATION_README; postconf(5); whether an old name counts was asked of Postfix 3.7',
  why: `
The value of an old name is the built-in value of the new one: it counts until somebody writes the new name too, and then
silently no more, so that every address of its table gets \`550 5.1.1\`. What Postfix has dropped counts for nothing. From
3.9 on postconf(1) warns of names that it means to drop: set postmaster.target.postfixVersion to the release that you
upgrade to, and they are told here.`,
  examples: [
    {
      title: 'A name of Postfix 1',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.org
virtual_maps = inline:{info@example.org=alice}
^^^^^^^^^^^^ virtual_maps has been called virtual_alias_maps since Postfix 2.0
-- /etc/passwd --
alice:x:1000:1000::/home/alice:/bin/sh
`,
      fixed: `
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.org
virtual_alias_maps = inline:{info@example.org=alice}
`,
    },
    {
      title: 'Both names',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.org
virtual_maps = inline:{info@example.org=alice}
^^^^^^^^^^^^ virtual_maps counts for nothing, because virtual_alias_maps is set too
virtual_alias_maps = inline:{sales@example.org=alice}
^^^^^^^^^^^^^^^^^^ also: the name that Postfix reads
-- /etc/passwd --
alice:x:1000:1000::/home/alice:/bin/sh
`,
    },
    {
      title: 'A parameter that nobody reads any more',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
smtp_skip_4xx_greeting = yes
^^^^^^^^^^^^^^^^^^^^^^ smtp_skip_4xx_greeting counts for nothing since Postfix 2.1
`,
      fixed: `
compatibility_level = 3.6
myhostname = mail.example.com
`,
    },
    {
      title: 'Names of today, an old one that somebody uses as a variable, and one that later releases warn of',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
sender_based_routing = inline:{alice@example.com=[smtp.example.net]}
sender_dependent_relayhost_maps = $sender_based_routing
smtpd_use_tls = yes
`,
    },
  ],

  *check(system) {
    const target = system.target ?? release;
    for (const parameter of system.mainCf.parameters) {
      const legacy = legacyNames.get(parameter.name.text);
      if (legacy && hasReached(target, legacy.since)) yield* finding(system, parameter, legacy, target);
    }
  },
};

function* finding(system: Postfix, parameter: Parameter, legacy: LegacyName, target: string): Generator<Finding> {
  const { at } = parameter.name;
  const { name, now, since, state } = legacy;
  const uses = system.names.filter((it) => it.kind === 'setting' && it.name === name && it.role === 'reference');
  const removal = removed(system, parameter);
  switch (state) {
    case 'read': {
      const other = system.mainCf.parameters.find((it) => it.name.text === now);
      if (other) {
        const related = [{ at: other.name.at, message: 'the name that Postfix reads' }];
        const message = `${name} counts for nothing, because ${now} is set too`;
        if (uses.length === 0) yield { at, message, related, fixes: [removal] };
        return;
      }
      const edits = [at, ...uses.map((it) => it.at)].map((it) => replaceWord(it, now!));
      const message = `${name} has been called ${now} since Postfix ${since}`;
      // DEPRECATION_README: 3.11 is the release that warns of every old name.
      yield {
        at,
        message,
        severity: hasReached(target, '3.11') ? 'info' : 'hint',
        fixes: [{ title: `Change it to ${now}`, edits, safe: true }],
      };
      return;
    }
    case 'ignored': {
      const instead = now === undefined ? '' : `, which has ${now} instead`;
      // Somebody may have taken the name for a variable of their own.
      if (uses.length === 0) yield { at, message: `${name} counts for nothing since Postfix ${since}${instead}`, fixes: [removal] };
      return;
    }
    case 'deprecated': {
      const instead = now === undefined ? 'nothing replaces it' : `${now} replaces it`;
      const message = `Postfix has warned of ${name} since ${since}: ${instead}`;
      yield { at, message, severity: 'info', fixes: replaced(system, parameter, now) };
      return;
    }
    default:
      state satisfies never;
  }
}

function removed({ mainCf }: Postfix, { name, at }: Parameter): Fix {
  return { title: `Remove ${name.text}`, edits: [removeLines(mainCf.text, at)] };
}

/** The same in the words of today, after the tables of DEPRECATION_README; what the new name says already counts alone. */
function replaced(system: Postfix, parameter: Parameter, now: string | undefined): Fix[] {
  const { mainCf, parameters } = system;
  if (now === undefined || parameters.assignment(now)) return [removed(system, parameter)];
  const name = parameter.name.text;
  const value = parameters.isYes(name) ? SAME[name.replace(/^(smtpd?|lmtp|postscreen)_/, '')] : undefined;
  const rival = name.includes('use_tls') ? name.replace('use_tls', 'enforce_tls') : name.replace('enforce_tls', 'use_tls');
  // A client that enforces TLS may also want to know the name in the certificate: two settings, and no one value says both.
  const isUnsure = /^(smtp|lmtp)_enforce_tls$/.test(name) || (rival !== name && parameters.isYes(rival));
  if (value === undefined || isUnsure) return [];
  const edit = replaceWord({ file: mainCf.file, start: parameter.name.at.start, end: parameter.valueAt.end }, `${now} = ${value}`);
  return [{ title: `Write ${now} = ${value}`, edits: [edit] }];
}

/** What a switch that is on says in the parameter that replaces it. */
const SAME: Readonly<Record<string, string>> = { use_tls: 'may', enforce_tls: 'encrypt', disable_dns_lookups: 'disabled' };
