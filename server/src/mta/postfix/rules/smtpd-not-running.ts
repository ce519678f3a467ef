import { insertText } from '../../../core/edits.ts';
import type { Fix, Rule } from '../../../core/rule.ts';
import { itemOf } from '../../../core/sourced.ts';
import type { Place } from '../../../core/text.ts';
import { type NoService, noService } from '../routing/service.ts';
import { isTemplate } from '../syntax/template.ts';
import type { Postfix } from '../system.ts';
import { addToList } from './shared/lists.ts';
import { commentsIn, isReason, quotedWordsIn } from './shared/values.ts';

export const smtpdNotRunning: Rule<Postfix> = {
  id: 'postfix/smtpd-not-running',
  severity: 'error',
  summary: 'A value with which nobody answers on port 25',
  source: 'each value asked of Postfix 3.7, whose smtpd logs "fatal:" and ends before its greeting',
  why: `
master(8) starts smtpd(8) for each connection, and with some values smtpd logs \`fatal:\` and ends before it says a word:
a variable that does not end or names itself, a host name that is none, a switch that is neither yes nor no, a file where \`type:file\` is expected,
a table behind \`proxy:\` that proxy_read_maps does not name, or restrictions that stop no stranger. \`postfix check\` and \`postfix reload\` are silent about most of them, and senders see
a connection that closes. Only the first reason is told: smtpd comes no further either. Templates are not judged. Where
main.cf says neither compatibility_level nor smtpd_relay_restrictions this is a warning: it may be for a release before 3.0, which knows no levels.`,
  examples: [
    {
      title: 'A variable without its closing brace',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = localhost, \${myhostname
                           ^^^^^^^^^^^^ the braces of "\${myhostname" do not pair up, so smtpd does not run
`,
    },
    {
      title: 'A dollar sign without a name',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $ myhostname
                ^ a $ stands without a name, so smtpd does not run
`,
    },
    {
      title: 'A list that names itself',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $mydestination, example.com
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^ mydestination refers to itself, so smtpd does not run
`,
    },
    {
      title: 'A level that is no number',
      bad: `
-- main.cf --
myhostname = mail.example.com
compatibility_level = abc
                      ^^^ compatibility_level is no level, so smtpd does not run
smtpd_relay_restrictions = reject_unauth_destination
`,
    },
    {
      title: 'A switch that is neither on nor off',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
smtpd_helo_required = true
                      ^^^^ smtpd_helo_required = true is neither yes nor no, so smtpd does not run
-- /etc/passwd --
alice:x:1000:1000::/home/alice:/bin/sh
`,
    },
    {
      title: 'Two names where one is wanted',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
myorigin = $myhostname example.org
                       ^^^^^^^^^^^ "example.org" in myorigin is one name too many, so smtpd does not run
-- /etc/passwd --
alice:x:1000:1000::/home/alice:/bin/sh
`,
    },
    {
      title: 'A file without its type',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.net
virtual_alias_maps = /etc/postfix/virtual
                     ^^^^^^^^^^^^^^^^^^^^ "/etc/postfix/virtual" in virtual_alias_maps is no table: type:name is expected, so smtpd does not run
-- virtual --
info@example.net alice@mail.example.com
-- /etc/passwd --
alice:x:1000:1000::/home/alice:/bin/sh
`,
      fixed: `
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.net
virtual_alias_maps = hash:/etc/postfix/virtual
`,
    },
    {
      title: 'The aliases without their type',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
alias_maps = /etc/aliases
             ^^^^^^^^^^^^ "/etc/aliases" in local_recipient_maps is no table: type:name is expected, so smtpd does not run
-- /etc/aliases --
postmaster: root
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
`,
      fixed: `
compatibility_level = 3.6
myhostname = mail.example.com
alias_maps = hash:/etc/aliases
`,
    },
    {
      title: 'A table that proxymap may not open',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.net
virtual_alias_maps = proxy:hash:/etc/postfix/virtual
                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ virtual_alias_maps asks hash:/etc/postfix/virtual through proxy:, but proxy_read_maps does not name it, so smtpd does not run
proxy_read_maps = $local_recipient_maps
-- virtual --
info@example.net alice@mail.example.com
-- /etc/passwd --
alice:x:1000:1000::/home/alice:/bin/sh
`,
      fixed: `
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.net
virtual_alias_maps = proxy:hash:/etc/postfix/virtual
proxy_read_maps = $local_recipient_maps, proxy:hash:/etc/postfix/virtual
`,
    },
    {
      title: 'Restrictions that stop nobody',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
smtpd_relay_restrictions = permit_mynetworks
                           ^^^^^^^^^^^^^^^^^ neither smtpd_relay_restrictions nor smtpd_recipient_restrictions holds reject_unauth_destination, so smtpd does not run
`,
      fixed: `
compatibility_level = 3.6
myhostname = mail.example.com
smtpd_relay_restrictions = permit_mynetworks, reject_unauth_destination
`,
    },
    {
      title: 'A main.cf as it was written before Postfix 3',
      bad: `
-- /srv/old/main.cf --
myhostname = mail.example.com
^^^^^^^^^^ neither smtpd_relay_restrictions nor smtpd_recipient_restrictions holds reject_unauth_destination, so smtpd does not run
mydestination = $myhostname
`,
    },
    {
      title: 'A guard in the other list, variables that end, and tables with a type',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, \${mydomain}, localhost
smtpd_relay_restrictions =
smtpd_recipient_restrictions = permit_mynetworks, reject_unauth_destination
alias_maps = hash:/etc/aliases
-- /etc/aliases --
postmaster: root
`,
    },
    {
      title: 'A template',
      good: `
-- /srv/templates/main.cf --
compatibility_level = 3.6
myhostname = {{ host }}
alias_maps = {{ aliases }}
`,
    },
    {
      title: 'A name that a start-up script puts in',
      good: `
-- /srv/image/main.cf --
compatibility_level = 3.6
myhostname = $HOSTNAME
`,
    },
  ],

  *check(system) {
    const { mainCf, parameters } = system;
    // Of lines that nobody can read the reader of the file speaks.
    if (0 < mainCf.fatal.length || mainCf.parameters.length === 0 || isTemplate(mainCf.text)) return;
    const reason = noService(system);
    if (!reason || isSaidElsewhere(system, reason) || isFilledIn(system, reason)) return;
    const { why } = reason;
    const at = narrowed(system, reason.at) ?? wordIn(system, why) ?? placeOfAll(system);
    const isModern = ['compatibility_level', 'smtpd_relay_restrictions'].some((it) => parameters.assignment(it));
    yield {
      at,
      message: /so (smtpd|Postfix) does not run$/.test(why) ? why : `${why}, so smtpd does not run`,
      fixes: [...withType(system, at, why), ...withGuard(system, why), ...withTable(system, reason)],
      ...(isModern ? {} : { severity: 'warning' as const }),
    };
  },
};

/** Lines of master.cf are the reader's and folders those of missing-table; a host without port 25 may be one that only sends. */
function isSaidElsewhere({ masterCf, mainCf }: Postfix, reason: NoService): boolean {
  const { why, at } = reason;
  if (/ is a folder$|nobody listens on port 25$/.test(why)) return true;
  // What a comment or a quote does to a value has a rule of its own.
  if ([...commentsIn(mainCf), ...quotedWordsIn(mainCf)].some((it) => isReason(it, reason, mainCf.text))) return true;
  return masterCf?.problems.some((it) => it.at === at) ?? false;
}

/** Nobody names a parameter in capital letters: a start-up script puts the word in. */
function isFilledIn(system: Postfix, { at }: NoService): boolean {
  return at !== undefined && /\$[{(]?[A-Z][A-Z\d_]+\b/.test(system.textOf(at.file).slice(at.start, at.end));
}

/** A word that a built-in list takes from another parameter, as local_recipient_maps does from alias_maps. */
function wordIn({ mainCf, parameters }: Postfix, why: string): Place | undefined {
  const word = /^"([^"]+)" in /.exec(why)?.[1];
  if (word === undefined) return undefined;
  const items = mainCf.parameters.flatMap((it) => parameters.words(it.name.text));
  return items.find((it) => it.text === word && it.at && it.via.length === 0)?.at;
}

/** In a value that cannot be expanded, the macro to blame; elsewhere what stands there. Nothing for an empty value. */
function narrowed({ mainCf, smtpd }: Postfix, at: Place | undefined): Place | undefined {
  const parameter = mainCf.parameters.find((it) => it.at === at);
  if (!at || !parameter) return at && at.start < at.end ? at : undefined;
  const value = smtpd.value(parameter.name.text);
  const token = value?.kind === 'fatal' ? itemOf(value.token, 0, value.token.text.length).at : undefined;
  return token ?? (parameter.value.length === 0 ? parameter.name.at : parameter.valueAt);
}

/** Where nothing is written to blame: the level that decides about built-in values, the name of the host, or the first line. */
function placeOfAll({ mainCf, smtpd }: Postfix): Place {
  const names = ['smtpd_relay_restrictions', 'smtpd_recipient_restrictions', 'compatibility_level', 'myhostname'];
  const found = names.map((it) => smtpd.assignment(it)).find((it) => it !== undefined);
  return found?.name.at ?? mainCf.parameters[0]?.name.at ?? { file: mainCf.file, start: 0, end: 0 };
}

function withType(system: Postfix, at: Place, why: string): Fix[] {
  const word = system.textOf(at.file).slice(at.start, at.end);
  if (!word.startsWith('/') || !why.startsWith(`"${word}" in `)) return [];
  const type = system.parameters.text('default_database_type') || 'hash';
  return [{ title: `Write ${type}:${word}`, edits: [insertText(at.file, at.start, `${type}:`)] }];
}

function withTable(system: Postfix, { unproxied }: NoService): Fix[] {
  return unproxied === undefined ? [] : [addToList(system, 'proxy_read_maps', unproxied, 'local_recipient_maps')];
}

function withGuard(system: Postfix, why: string): Fix[] {
  const name = ['smtpd_relay_restrictions', 'smtpd_recipient_restrictions'].find((it) => system.parameters.assignment(it));
  if (name === undefined || !why.startsWith('neither ')) return [];
  return [addToList(system, name, 'reject_unauth_destination', 'compatibility_level')];
}
