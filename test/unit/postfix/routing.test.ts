import { expect, test } from 'vitest';
import { trace as on, traceOnExample as onExample, openSite, replyTo } from './site.ts';

// Each reply is what Postfix 3.7 said to `RCPT TO` with these files; asked on a machine like that of site.ts.

test('nobody of that name', () => {
  expect(onExample('', 'nosuch@example.com')).toBe(`
nosuch@example.com
  passed    address class: example.com is in mydestination, so its class is local (main.cf:3)
  rejected  local_recipient_maps: No entry for nosuch@example.com (default local_recipient_maps)
  < 550 5.1.1 <nosuch@example.com>: Recipient address rejected: User unknown in local recipient table
`);
});

test('a domain missing from mydestination', () => {
  expect(
    on(
      `
mydestination = localhost
`,
      'alice@example.com',
    ),
  ).toBe(`
alice@example.com
  passed    address class: No list of this host holds example.com, so it is somebody else's (main.cf:3)
  deferred  defer_unauth_destination: example.com is no domain of this host, and 203.0.113.9 is a stranger (default smtpd_relay_restrictions)
  < 454 4.7.1 <alice@example.com>: Relay access denied
`);
});

test('a domain in two classes: the first list decides', () => {
  expect(
    onExample(
      `
virtual_mailbox_domains = example.com
virtual_mailbox_maps = hash:/etc/postfix/vmailbox
-- vmailbox --
dave@example.com dave/
`,
      'dave@example.com',
    ),
  ).toBe(`
dave@example.com
  passed    address class: example.com is in mydestination, so its class is local (main.cf:3)
  rejected  local_recipient_maps: No entry for dave@example.com (default local_recipient_maps)
  < 550 5.1.1 <dave@example.com>: Recipient address rejected: User unknown in local recipient table
`);
});

test('a virtual alias without an anchor for its domain', () => {
  expect(
    onExample(
      `
virtual_alias_maps = hash:/etc/postfix/virtual
-- virtual --
info@alias.test alice@example.com
`,
      'info@alias.test',
    ),
  ).toBe(`
info@alias.test
  passed    address class: No list of this host holds alias.test, so it is somebody else's (main.cf:3)
  deferred  defer_unauth_destination: alias.test is no domain of this host, and 203.0.113.9 is a stranger (default smtpd_relay_restrictions)
  < 454 4.7.1 <info@alias.test>: Relay access denied
`);
});

test('nobody in a virtual alias domain', () => {
  expect(
    onExample(
      `
virtual_alias_domains = alias.test
virtual_alias_maps = hash:/etc/postfix/virtual
-- virtual --
info@alias.test alice@example.com
`,
      'sales@alias.test',
    ),
  ).toBe(`
sales@alias.test
  passed    address class: alias.test is in virtual_alias_domains, so its class is virtual-alias (main.cf:4)
  passed    virtual_alias_maps: No entry (main.cf:5)
  rejected  virtual_alias_domains: sales@alias.test is in no virtual alias table (main.cf:4)
  < 550 5.1.1 <sales@alias.test>: Recipient address rejected: User unknown in virtual alias table
`);
});

test('no virtual mailbox', () => {
  expect(
    onExample(
      `
virtual_mailbox_domains = box.test
virtual_mailbox_maps = hash:/etc/postfix/vmailbox
-- vmailbox --
ann box.test/ann/
`,
      'ann@box.test',
    ),
  ).toBe(`
ann@box.test
  passed    address class: box.test is in virtual_mailbox_domains, so its class is virtual-mailbox (main.cf:4)
  rejected  virtual_mailbox_maps: No entry for ann@box.test (main.cf:5)
  < 550 5.1.1 <ann@box.test>: Recipient address rejected: User unknown in virtual mailbox table
`);
});

test('a subdomain of a relay domain', () => {
  expect(
    onExample(
      `
relay_domains = rel.test
relay_recipient_maps = hash:/etc/postfix/relay
-- relay --
ann@rel.test ok
`,
      'ann@sub.rel.test',
    ),
  ).toBe(`
ann@sub.rel.test
  passed    address class: sub.rel.test is in relay_domains, so its class is relay (main.cf:4)
  rejected  relay_recipient_maps: No entry for ann@sub.rel.test (main.cf:5)
  < 550 5.1.1 <ann@sub.rel.test>: Recipient address rejected: User unknown in relay recipient table
`);
});

test('an extension without a delimiter', () => {
  expect(onExample('', 'alice+x@example.com')).toBe(`
alice+x@example.com
  passed    address class: example.com is in mydestination, so its class is local (main.cf:3)
  rejected  local_recipient_maps: No entry for alice+x@example.com (default local_recipient_maps)
  < 550 5.1.1 <alice+x@example.com>: Recipient address rejected: User unknown in local recipient table
`);
});

test('a table that is not there puts everybody off', () => {
  expect(
    onExample(
      `
local_recipient_maps = texthash:/etc/postfix/locals
`,
      'alice@example.com',
    ),
  ).toBe(`
alice@example.com
  passed    address class: example.com is in mydestination, so its class is local (main.cf:3)
  deferred  local_recipient_maps: There is no file /etc/postfix/locals (main.cf:4)
  < 451 4.3.0 <alice@example.com>: Temporary lookup failure
`);
});

test('local_recipient_maps without the aliases', () => {
  expect(
    onExample(
      `
local_recipient_maps = proxy:unix:passwd.byname
-- /etc/aliases --
list: alice
`,
      'list@example.com',
    ),
  ).toBe(`
list@example.com
  passed    address class: example.com is in mydestination, so its class is local (main.cf:3)
  rejected  local_recipient_maps: No entry for list@example.com (main.cf:4)
  < 550 5.1.1 <list@example.com>: Recipient address rejected: User unknown in local recipient table
`);
});

test('an access table refuses before the user is looked up', () => {
  expect(
    onExample(
      `
smtpd_recipient_restrictions = check_recipient_access hash:/etc/postfix/access
-- access --
alice@example.com REJECT not today
example.com OK
`,
      'alice@example.com',
    ),
  ).toBe(`
alice@example.com
  passed    address class: example.com is in mydestination, so its class is local (main.cf:3)
  rejected  check_recipient_access: alice@example.com has the entry "REJECT not today" (access:1)
  < 554 5.7.1 <alice@example.com>: Recipient address rejected: not today
`);
});

test('OK in an access table does not save an unknown user', () => {
  expect(
    onExample(
      `
smtpd_recipient_restrictions = check_recipient_access hash:/etc/postfix/access
-- access --
example.com OK
`,
      'nosuch@example.com',
    ),
  ).toBe(`
nosuch@example.com
  passed    address class: example.com is in mydestination, so its class is local (main.cf:3)
  passed    check_recipient_access: example.com has the entry "OK" (access:1)
  rejected  local_recipient_maps: No entry for nosuch@example.com (default local_recipient_maps)
  < 550 5.1.1 <nosuch@example.com>: Recipient address rejected: User unknown in local recipient table
`);
});

test('a list of DNS without its name stops nobody', () => {
  expect(onExample('smtpd_recipient_restrictions = permit_mynetworks, reject_rbl_client\n', 'nosuch@example.com')).toBe(`
nosuch@example.com
  passed    address class: example.com is in mydestination, so its class is local (main.cf:3)
  rejected  local_recipient_maps: No entry for nosuch@example.com (default local_recipient_maps)
  < 550 5.1.1 <nosuch@example.com>: Recipient address rejected: User unknown in local recipient table
`);
});

test('a user who has moved', () => {
  expect(
    onExample(
      `
relocated_maps = hash:/etc/postfix/relocated
-- relocated --
alice@example.com alice@new.test
`,
      'alice@example.com',
    ),
  ).toBe(`
alice@example.com
  passed    address class: example.com is in mydestination, so its class is local (main.cf:3)
  rejected  relocated_maps: alice@example.com has moved to alice@new.test (relocated:1)
  rejected  error:: The transport is error:, so the address is refused at once (relocated:1)
  < 550 5.1.6 <alice@example.com>: Recipient address rejected: User has moved to alice@new.test
`);
});

test('a transport that refuses', () => {
  expect(
    onExample(
      `
transport_maps = hash:/etc/postfix/transport
-- transport --
alice@example.com error:5.1.1 gone for good
`,
      'alice@example.com',
    ),
  ).toBe(`
alice@example.com
  passed    address class: example.com is in mydestination, so its class is local (main.cf:3)
  routed    transport_maps: alice@example.com goes by error:5.1.1 gone for good (transport:1)
  rejected  error:: The transport is error:, so the address is refused at once (transport:1)
  < 550 5.1.1 <alice@example.com>: Recipient address rejected: gone for good
`);
});

test('soft_bounce', () => {
  expect(
    onExample(
      `
soft_bounce = yes
`,
      'nosuch@example.com',
    ),
  ).toBe(`
nosuch@example.com
  passed    address class: example.com is in mydestination, so its class is local (main.cf:3)
  deferred  local_recipient_maps: No entry for nosuch@example.com (default local_recipient_maps)
  < 450 4.1.1 <nosuch@example.com>: Recipient address rejected: User unknown in local recipient table
`);
});

test('a stranger wants to relay', () => {
  expect(onExample('', 'x@other.test')).toBe(`
x@other.test
  passed    address class: No list of this host holds other.test, so it is somebody else's (main.cf:3)
  deferred  defer_unauth_destination: other.test is no domain of this host, and 203.0.113.9 is a stranger (default smtpd_relay_restrictions)
  < 454 4.7.1 <x@other.test>: Relay access denied
`);
});

test('a client in mynetworks', () => {
  expect(
    onExample(
      `
mynetworks = 127.0.0.0/8
`,
      'x@example.com',
      '127.0.0.1',
    ),
  ).toBe(`
x@example.com
  passed    address class: example.com is in mydestination, so its class is local (main.cf:3)
  passed    permit_mynetworks: 127.0.0.1 is in mynetworks, so smtpd_relay_restrictions ends here (default smtpd_relay_restrictions)
  rejected  local_recipient_maps: No entry for x@example.com (default local_recipient_maps)
  < 550 5.1.1 <x@example.com>: Recipient address rejected: User unknown in local recipient table
`);
});

test('no address at all', () => {
  expect(onExample('', 'alice@example..com')).toBe(`
alice@example..com
  rejected  RCPT TO: This is no address that Postfix can read (default smtpd)
  < 501 5.1.3 Bad recipient address syntax
`);
});

test('a server that does not run', () => {
  expect(
    onExample(
      `
local_recipient_maps = static:
`,
      'alice@example.com',
    ),
  ).toBe(`
alice@example.com
  rejected  smtpd: No server answers: "static:" in local_recipient_maps has no name (main.cf:4)
  < "static:" in local_recipient_maps has no name
`);
});

test('an address in brackets, of which nobody can tell here whose it is', () => {
  const system = openSite(
    '-- main.cf --\ncompatibility_level = 3.6\nmyhostname = mail.example.com\nmydestination = localhost, mail.example.com\n',
  );
  expect(replyTo(system, 'alice@[192.0.2.1]', '127.0.0.1')).toBe('250');
  expect(replyTo(system, 'nosuch@[192.0.2.1]', '127.0.0.1')).toBe('unknown');
  expect(replyTo(system, 'alice@[192.0.2.1]')).toBe('unknown');
});

// Asked of Postfix 3.7, which logs "malformed map specification".
test('restrictions in braces are taken for a table', () => {
  expect(on('smtpd_recipient_restrictions = { permit_mynetworks }\n', 'alice@mail.example.com')).toContain(
    '< 451 4.3.5 Server configuration error',
  );
});
