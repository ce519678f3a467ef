import { expect, test } from 'vitest';
import { mainCf } from '../../../server/src/mta/postfix/syntax/mainCf.ts';
import { masterCf } from '../../../server/src/mta/postfix/syntax/masterCf.ts';
import { isTemplate } from '../../../server/src/mta/postfix/syntax/template.ts';

test.each([
  ['nonsense', 'error no = behind the name in "nonsense", so Postfix does not run'],
  ['= x', 'error no name before the =, so Postfix does not run'],
  [' a = b', 'undefined the first statement is indented, so Postfix ignores it'],
  ['relay x\nmyhostname = {{ host }}', 'undefined no = behind the name in "relay x", so Postfix does not run'],
  ['<<<<<<< HEAD', 'undefined a merge conflict stands here, so Postfix reads both sides or does not run'],
])('main.cf: %j', (text, problem) => {
  expect(mainCf.parse('main.cf', `${text}\n`).problems.map((it) => `${it.severity} ${it.message}`)).toEqual([problem]);
});

test.each(['{{ domain }} x', '%{with_lmtp}   $virtual_maps', '{SSL}'])('main.cf: %j may be a comment on the server', (text) => {
  expect(mainCf.parse('main.cf', `${text}\n`).problems).toEqual([]);
});

test.each([
  ['smtp inet n - y', 'error 5 columns where a service has 8, so Postfix does not start'],
  ['{{port}} inet n - y', 'undefined 5 columns where a service has 8, so Postfix does not start'],
])('master.cf: %j', (text, problem) => {
  expect(masterCf.parse('master.cf', `${text}\n`).problems.map((it) => `${it.severity} ${it.message}`)).toEqual([problem]);
});

test.each([
  ['myhostname = {{ host }}', true],
  ['{% if relay %}', true],
  ['myhostname = <%= @host %>', true],
  ['myhostname = <your host>', true],
  ['myhostname = @HOST@', true],
  ['myhostname = __HOST__', true],
  ['myhostname = %HOST%', true],
  ['myhostname = %host', true],
  ['alias_maps = hash:{ALIASES}', true],
  ['alias_maps = {$aliases}', true],
  ['alias_maps = hash:PH_ALIASES', true],
  ['%{with_lmtp}virtual_transport = lmtp:unix:private/lmtp', true],
  ['# {{ ansible_managed }}\nmyhostname = mail.example.com', false],
  ['virtual_alias_maps = inline:{{a = b}}, pcre:{{/^a@/ b}}', false],
  ['smtpd_relay_restrictions = ${{$compatibility_level} <level {1} ? {} : {permit_mynetworks}}', false],
  ['virtual_alias_maps = inline:{@example.com=root@example.net}', false],
  ['smtpd_banner = $myhostname ESMTP', false],
  ['milter_mail_macros = i {mail_addr} {client_addr}', false],
  ['mailbox_command = procmail -a "$EXTENSION" USER=$USER', false],
  ['debugger_command = PATH=/bin; export PATH; ddd $daemon_directory/$process_name ${process_id} & sleep 5', false],
  ['relayhost = ${relay?{$relay}:{$mydomain}}', false],
  ['smtpd_reject_footer = contact <postmaster@example.com>, 100% free', false],
])('is a template: %j', (text, expected) => expect(isTemplate(text)).toBe(expected));
