import { expect, test } from 'vitest';
import { traceOnExample as onExample } from './site.ts';

// Accepted at RCPT TO: what became of the message is what the log of Postfix 3.7 says, with the same enhanced code.

test('a user of this host', () => {
  expect(onExample('', 'alice@example.com')).toBe(`
alice@example.com
  passed    address class: example.com is in mydestination, so its class is local (main.cf:3)
  accepted  local_recipient_maps: alice has an entry (passwd:1)
  routed    local: alice@example.com: delivered to the mailbox of alice (passwd:1)
  < 250 2.1.5 Ok
  -> alice@example.com local: 2.0.0 delivered
`);
});

test('an alias in front of a user', () => {
  expect(
    onExample(
      `
-- /etc/aliases --
list: alice, bob
`,
      'list@example.com',
    ),
  ).toBe(`
list@example.com
  passed    address class: example.com is in mydestination, so its class is local (main.cf:3)
  accepted  local_recipient_maps: list has an entry (aliases:1)
  rewrote   alias_maps: list becomes alice, bob (aliases:1)
  routed    local: alice@mail.example.com: delivered to the mailbox of alice (passwd:1)
  routed    local: bob@mail.example.com: delivered to the mailbox of bob (passwd:2)
  < 250 2.1.5 Ok
  -> alice@mail.example.com local: 2.0.0 delivered
  -> bob@mail.example.com local: 2.0.0 delivered
`);
});

test('an alias whose target is gone is accepted and bounces', () => {
  expect(
    onExample(
      `
-- /etc/aliases --
ghost: nosuch
`,
      'ghost@example.com',
    ),
  ).toBe(`
ghost@example.com
  passed    address class: example.com is in mydestination, so its class is local (main.cf:3)
  accepted  local_recipient_maps: ghost has an entry (aliases:1)
  rewrote   alias_maps: ghost becomes nosuch (aliases:1)
  rejected  local: nosuch@mail.example.com: unknown user: "nosuch" (default local)
  < 250 2.1.5 Ok
  -> nosuch@mail.example.com local: 5.1.1 bounced
`);
});

test('a virtual alias in a local domain', () => {
  expect(
    onExample(
      `
virtual_alias_maps = hash:/etc/postfix/virtual
-- virtual --
info@example.com alice
`,
      'info@example.com',
    ),
  ).toBe(`
info@example.com
  passed    address class: example.com is in mydestination, so its class is local (main.cf:3)
  accepted  virtual_alias_maps: info@example.com has an entry, so smtpd takes the address as known, whatever it points to (virtual:1)
  rewrote   virtual_alias_maps: info@example.com becomes alice@mail.example.com (virtual:1)
  routed    local: alice@mail.example.com: delivered to the mailbox of alice (passwd:1)
  < 250 2.1.5 Ok
  -> alice@mail.example.com local: 2.0.0 delivered
`);
});

test('a catch-all takes what has no entry of its own', () => {
  expect(
    onExample(
      `
virtual_alias_domains = alias.test
virtual_alias_maps = hash:/etc/postfix/virtual
-- virtual --
info@alias.test alice@example.com
@alias.test bob@example.com
`,
      'sales@alias.test',
    ),
  ).toBe(`
sales@alias.test
  passed    address class: alias.test is in virtual_alias_domains, so its class is virtual-alias (main.cf:4)
  accepted  virtual_alias_maps: @alias.test has an entry, so smtpd takes the address as known, whatever it points to (virtual:2)
  rewrote   virtual_alias_maps: @alias.test becomes bob@example.com (virtual:2)
  routed    local: bob@example.com: delivered to the mailbox of bob (passwd:2)
  < 250 2.1.5 Ok
  -> bob@example.com local: 2.0.0 delivered
`);
});

test('a catch-all for a whole other domain accepts the dead', () => {
  expect(
    onExample(
      `
virtual_alias_domains = old.test
virtual_alias_maps = hash:/etc/postfix/virtual
-- virtual --
@old.test @example.com
`,
      'nosuch@old.test',
    ),
  ).toBe(`
nosuch@old.test
  passed    address class: old.test is in virtual_alias_domains, so its class is virtual-alias (main.cf:4)
  accepted  virtual_alias_maps: @old.test has an entry, so smtpd takes the address as known, whatever it points to (virtual:1)
  rewrote   virtual_alias_maps: @old.test becomes nosuch@example.com (virtual:1)
  rejected  local: nosuch@example.com: unknown user: "nosuch" (default local)
  < 250 2.1.5 Ok
  -> nosuch@example.com local: 5.1.1 bounced
`);
});

test('a virtual mailbox', () => {
  expect(
    onExample(
      `
virtual_mailbox_domains = box.test
virtual_mailbox_maps = hash:/etc/postfix/vmailbox
virtual_mailbox_base = /var/mail/vhosts
virtual_uid_maps = static:1001
virtual_gid_maps = static:1001
-- vmailbox --
ann@box.test box.test/ann/
`,
      'ANN@Box.test',
    ),
  ).toBe(`
ANN@Box.test
  passed    address class: Box.test is in virtual_mailbox_domains, so its class is virtual-mailbox (main.cf:4)
  accepted  virtual_mailbox_maps: ann@box.test has an entry (vmailbox:1)
  routed    virtual: ANN@Box.test: delivered to box.test/ann/ (vmailbox:1)
  < 250 2.1.5 Ok
  -> ANN@Box.test virtual: 2.0.0 delivered
`);
});

test('an extension', () => {
  expect(
    onExample(
      `
recipient_delimiter = +
`,
      'alice+x@example.com',
    ),
  ).toBe(`
alice+x@example.com
  passed    address class: example.com is in mydestination, so its class is local (main.cf:3)
  accepted  local_recipient_maps: alice has an entry (passwd:1)
  routed    local: alice+x@example.com: delivered to the mailbox of alice (passwd:1)
  < 250 2.1.5 Ok
  -> alice+x@example.com local: 2.0.0 delivered
`);
});

test('a delimiter inside a name: accepted, then bounced', () => {
  expect(
    onExample(
      `
recipient_delimiter = -
-- /etc/passwd --
mary-ann:x:1001:1001::/home/mary-ann:/bin/sh
`,
      'mary-ann@example.com',
    ),
  ).toBe(`
mary-ann@example.com
  passed    address class: example.com is in mydestination, so its class is local (main.cf:3)
  accepted  local_recipient_maps: mary-ann has an entry (passwd:1)
  rejected  local: mary-ann@example.com: unknown user: "mary" (default local)
  < 250 2.1.5 Ok
  -> mary-ann@example.com local: 5.1.1 bounced
`);
});

test('an empty list of tables accepts everybody, local(8) does not', () => {
  expect(
    onExample(
      `
local_recipient_maps =
`,
      'nosuch@example.com',
    ),
  ).toBe(`
nosuch@example.com
  passed    address class: example.com is in mydestination, so its class is local (main.cf:3)
  accepted  local_recipient_maps: The list of tables is empty, so every name is taken (main.cf:4)
  rejected  local: nosuch@example.com: unknown user: "nosuch" (default local)
  < 250 2.1.5 Ok
  -> nosuch@example.com local: 5.1.1 bounced
`);
});

test('an override for smtpd in master.cf', () => {
  expect(
    onExample(
      `
-- master.cf --
smtp inet n - y - - smtpd -o local_recipient_maps=
local unix - n n - - local
`,
      'nosuch@example.com',
    ),
  ).toBe(`
nosuch@example.com
  passed    address class: example.com is in mydestination, so its class is local (main.cf:3)
  accepted  local_recipient_maps: The list of tables is empty, so every name is taken (master.cf:1)
  rejected  local: nosuch@example.com: unknown user: "nosuch" (default local)
  < 250 2.1.5 Ok
  -> nosuch@example.com local: 5.1.1 bounced
`);
});

test('canonical addresses are followed to their end', () => {
  expect(
    onExample(
      `
canonical_maps = hash:/etc/postfix/canonical
-- canonical --
old@example.com alice@example.com
alice@example.com nosuch@example.com
`,
      'old@example.com',
    ),
  ).toBe(`
old@example.com
  passed    address class: example.com is in mydestination, so its class is local (main.cf:3)
  accepted  canonical_maps: old@example.com has an entry, so smtpd takes the address as known, whatever it points to (canonical:1)
  rewrote   canonical_maps: old@example.com becomes alice@example.com (canonical:1)
  rewrote   canonical_maps: alice@example.com becomes nosuch@example.com (canonical:2)
  rejected  local: nosuch@example.com: unknown user: "nosuch" (default local)
  < 250 2.1.5 Ok
  -> nosuch@example.com local: 5.1.1 bounced
`);
});

test('virtual aliases in a circle', () => {
  expect(
    onExample(
      `
virtual_alias_maps = hash:/etc/postfix/virtual
-- virtual --
a@example.com b@example.com
b@example.com a@example.com
`,
      'a@example.com',
    ),
  ).toBe(`
a@example.com
  passed    address class: example.com is in mydestination, so its class is local (main.cf:3)
  accepted  virtual_alias_maps: a@example.com has an entry, so smtpd takes the address as known, whatever it points to (virtual:1)
  rewrote   virtual_alias_maps: a@example.com becomes b@example.com (virtual:1)
  rewrote   virtual_alias_maps: b@example.com becomes a@example.com (virtual:2)
  rewrote   virtual_alias_maps: a@example.com becomes b@example.com (virtual:1)
  rewrote   virtual_alias_maps: b@example.com becomes a@example.com (virtual:2)
  rewrote   virtual_alias_maps: a@example.com becomes b@example.com (virtual:1)
  rewrote   virtual_alias_maps: b@example.com becomes a@example.com (virtual:2)
  rewrote   virtual_alias_maps: a@example.com becomes b@example.com (virtual:1)
  rewrote   virtual_alias_maps: b@example.com becomes a@example.com (virtual:2)
  rewrote   virtual_alias_maps: a@example.com becomes b@example.com (virtual:1)
  rewrote   virtual_alias_maps: b@example.com becomes a@example.com (virtual:2)
  deferred  virtual_alias_maps: a@example.com: Alias expansion error: the virtual alias tables lead in a circle (main.cf:4)
  < 250 2.1.5 Ok
  -> a@example.com cleanup: 4.6.0 deferred
`);
});

test('a list whose :include: file is gone', () => {
  expect(
    onExample(
      `
-- /etc/aliases --
list: :include:/etc/nolist
`,
      'list@example.com',
    ),
  ).toBe(`
list@example.com
  passed    address class: example.com is in mydestination, so its class is local (main.cf:3)
  accepted  local_recipient_maps: list has an entry (aliases:1)
  rewrote   alias_maps: list becomes :include:/etc/nolist (aliases:1)
  rejected  local: list@example.com: the list /etc/nolist is not there (aliases:1)
  < 250 2.1.5 Ok
  -> list@example.com local: 5.3.5 bounced
`);
});

test('a .forward to nobody', () => {
  expect(
    onExample(
      `
-- /home/bob/.forward --
nosuch
`,
      'bob@example.com',
    ),
  ).toBe(`
bob@example.com
  passed    address class: example.com is in mydestination, so its class is local (main.cf:3)
  accepted  local_recipient_maps: bob has an entry (passwd:2)
  rewrote   .forward: bob forwards to nosuch (/home/bob/.forward:1)
  rejected  local: nosuch@mail.example.com: unknown user: "nosuch" (default local)
  < 250 2.1.5 Ok
  -> nosuch@mail.example.com local: 5.1.1 bounced
`);
});

test('a command for the mailbox in a table that no file tells', () => {
  expect(onExample('mailbox_command_maps = ldap:/etc/postfix/commands.cf\n', 'alice@example.com')).toBe(`
alice@example.com
  passed    address class: example.com is in mydestination, so its class is local (main.cf:3)
  accepted  local_recipient_maps: alice has an entry (passwd:1)
  unknown   local: alice@example.com: a ldap table lives outside the files (main.cf:4)
  < 250 2.1.5 Ok
  -> alice@example.com local: unknown
`);
});

// Postfix 3.7 forwards to what it has read up to the mistake.
test('a catch-all that cannot be expanded', () => {
  expect(onExample('local_recipient_maps =\nluser_relay = bob$@example.com\n', 'nosuch@example.com')).toBe(`
nosuch@example.com
  passed    address class: example.com is in mydestination, so its class is local (main.cf:3)
  accepted  local_recipient_maps: The list of tables is empty, so every name is taken (main.cf:4)
  unknown   local: nosuch@example.com: luser_relay cannot be expanded: a $ stands without a name (main.cf:5)
  < 250 2.1.5 Ok
  -> nosuch@example.com local: unknown
`);
});
