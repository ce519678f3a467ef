import type { Stage } from './stage.ts';

/** Every cause that a diagnosis names, set up with a real Postfix. The address is of shop.example unless a stage says otherwise. */

const mainCf = `-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mx1.shop.example
mynetworks = 10.9.9.9/32
alias_maps = hash:/etc/aliases
`;
const local = `${mainCf}mydestination = $myhostname, localhost, shop.example\n`;
const names = `shop.example 3600 SOA 2026112101
shop.example 3600 NS ns1.shop.example
ns1.shop.example 3600 A 127.0.0.53
mx1.shop.example 3600 A 127.0.0.1
old.shop.example 3600 A 127.0.0.2
mx2.shop.example 3600 A 127.0.0.3
`;
const here = `-- zone --\n${names}shop.example 3600 MX 10 mx1.shop.example\n`;
const old = `-- zone --\n${names}shop.example 3600 MX 10 old.shop.example\n`;

export const stages: Readonly<Record<string, readonly Stage[]>> = {
  'unknown-user': [{ title: 'a user that does not exist', address: 'noone@shop.example', fixture: `${local}${here}` }],
  'dead-target': [
    {
      title: 'an alias that points to nobody',
      address: 'info@shop.example',
      fixture: `${local}-- /etc/aliases --\npostmaster: root\ninfo: gone\n${here}`,
    },
    {
      title: 'a virtual alias that points to nobody',
      address: 'sales@shop.example',
      fixture: `${local}virtual_alias_maps = hash:/etc/postfix/virtual\n-- /etc/postfix/virtual --\nsales@shop.example gone@shop.example\n${here}`,
    },
  ],
  'domain-in-no-class': [
    { title: 'a domain in no list', address: 'alice@shop.example', fixture: `${mainCf}mydestination = $myhostname, localhost\n${here}` },
  ],
  'domain-in-two-classes': [
    {
      title: 'a domain in two lists',
      address: 'erin@shop.example',
      fixture: `${local}virtual_mailbox_domains = shop.example
virtual_mailbox_maps = hash:/etc/postfix/vmailbox
virtual_mailbox_base = /var/vmail
-- /etc/postfix/vmailbox --
erin@shop.example shop.example/erin/
${here}`,
    },
  ],
  'mx-at-old-host': [
    {
      title: 'an old host that knows no such user',
      address: 'alice@shop.example',
      fixture: `${local}${old}-- host 127.0.0.2 --\n* 550 5.1.1 no such user\n`,
    },
    {
      title: 'an old host that still takes mail',
      address: 'alice@shop.example',
      fixture: `${local}${old}-- host 127.0.0.2 --\nalice@shop.example 250 2.1.5 Ok\n`,
    },
  ],
  'mx-old-in-caches': [
    {
      title: 'a resolver still has the old MX',
      address: 'alice@shop.example',
      fixture: `${local}${here}-- cached --\n${names}shop.example 720 MX 10 old.shop.example\n-- host 127.0.0.2 --\n* 250 2.1.5 Ok\n`,
    },
  ],
  'mx-host-does-not-take-domain': [
    {
      title: 'the MX names a host that does not take the domain',
      address: 'alice@shop.example',
      fixture: `${local}${old}-- host 127.0.0.2 --\n* 554 5.7.1 Relay access denied\n`,
    },
  ],
  'not-applied': [
    {
      title: 'a table that was not rebuilt',
      address: 'sales@shop.example',
      fixture: `${local}virtual_alias_maps = hash:/etc/postfix/virtual\n-- /etc/postfix/virtual --\ninfo@shop.example alice\n${here}`,
      site: { changedSince: { '/etc/postfix/virtual': 'info@shop.example alice\nsales@shop.example bob\n' } },
    },
    {
      title: 'a server that was not reloaded',
      address: 'alice@shop.example',
      fixture: `${mainCf}mydestination = $myhostname, localhost\n${here}`,
      afterStart: local,
    },
  ],
  'hosted-here-mx-elsewhere': [
    {
      title: 'a domain that has moved away',
      address: 'erin@shop.example',
      fixture: `${local}${old}-- host 127.0.0.2 --\nerin@shop.example 250 2.1.5 Ok\n`,
    },
  ],
  'backup-accepts-primary-refuses': [
    {
      title: 'a backup that takes what others refuse',
      address: 'noone@shop.example',
      fixture: `${local}${here}shop.example 3600 MX 20 mx2.shop.example\n-- host 127.0.0.3 --\n* 250 2.1.5 Ok\n`,
    },
  ],
  'catch-all-hides': [
    {
      title: 'a catch-all that takes a misspelled name',
      address: 'alcie@shop.example',
      fixture: `${local}virtual_alias_maps = hash:/etc/postfix/virtual\n-- /etc/postfix/virtual --\n@shop.example alice@shop.example\nalice@shop.example alice@shop.example\n${here}`,
    },
  ],
  greylisted: [
    {
      title: 'a server that makes new clients wait',
      address: 'alice@shop.example',
      fixture: `${local}smtpd_recipient_restrictions = reject_unauth_destination, check_client_access static:{450 4.7.1 Greylisted, come back later}\n${here}`,
    },
  ],
  'policy-block': [
    {
      title: 'a rule with the code of an unknown user',
      address: 'alice@shop.example',
      fixture: `${local}smtpd_recipient_restrictions = reject_unauth_destination, check_client_access static:{550 5.1.1 go away}\n${here}`,
    },
  ],
  'delimiter-not-honored': [{ title: 'an extension without a delimiter', address: 'alice+lists@shop.example', fixture: `${local}${here}` }],
  'null-mx': [
    {
      title: 'a domain that says it takes no mail',
      address: 'alice@shop.example',
      fixture: `${local}-- zone --\n${names}shop.example 3600 MX 0 .\n`,
    },
  ],
  'mx-without-address': [
    {
      title: 'an exchanger without an address',
      address: 'alice@shop.example',
      fixture: `${local}-- zone --\n${names}shop.example 3600 MX 10 lost.shop.example\n`,
    },
  ],
  'mx-does-not-answer': [
    {
      title: 'an exchanger on which nobody listens',
      address: 'alice@shop.example',
      fixture: `${local}-- zone --\n${names.replace('127.0.0.1', '127.0.0.9')}shop.example 3600 MX 10 mx1.shop.example\n`,
    },
  ],
  'temporary-code': [
    {
      title: 'a temporary code for an unknown user',
      address: 'noone@shop.example',
      fixture: `${local}unknown_local_recipient_reject_code = 450\n${here}`,
    },
  ],
  'relay-denied': [
    {
      title: 'a server that does not relay for the domain',
      address: 'alice@other.example',
      fixture: `${local}${here}other.example 3600 NS ns1.shop.example\nother.example 3600 SOA 1\nother.example 3600 MX 10 old.shop.example\n`,
      server: '127.0.0.1:2525',
    },
  ],
  'no-such-domain': [{ title: 'a domain that does not exist', address: 'alice@shpo.example', fixture: `${local}${here}` }],
  arrives: [{ title: 'a recipient that arrives', address: 'alice@shop.example', fixture: `${local}${here}` }],
};
