import { expect, test } from 'vitest';
import { postfix } from '../../../server/src/mta/postfix/index.ts';
import { openFixture } from '../features/open.ts';

/** The reply, and each table that has the address and was not asked. */
function never(lists: string, address: string): readonly string[] {
  const { snapshot } = openFixture(`
-- etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.net
alias_maps =
virtual_mailbox_maps = texthash:/etc/postfix/vmailbox
relay_recipient_maps = texthash:/etc/postfix/relay
${lists}
-- etc/passwd --
root:x:0:0:root:/root:/bin/sh
-- etc/postfix/vmailbox --
erin@example.com example.com/erin/
@example.org everybody/
-- etc/postfix/relay --
erin@example.com x
`);
  const { system } = snapshot.systems[0]!;
  const { rcpt, steps, unasked = [] } = postfix.explain(system as never, address, '203.0.113.9');
  return [`${rcpt.verdict} ${rcpt.class}`, ...unasked.map((it) => `${it.stage} below ${steps[it.below ?? -1]?.stage}: ${it.says}`)];
}

test('a mailbox of a local domain is in a table that nobody asks', () => {
  expect(never('mydestination = example.com\nvirtual_mailbox_domains = example.com', 'Erin@example.com')).toEqual([
    'rejected local',
    'virtual_mailbox_maps below address class: Erin@example.com has an entry here, but example.com is in mydestination, so nobody asks for it',
    'relay_recipient_maps below address class: Erin@example.com has an entry here, but example.com is in mydestination, so nobody asks for it',
  ]);
});

test('a table that was asked, a catch-all and an address that is taken are nothing to tell of', () => {
  expect(never('virtual_mailbox_domains = example.com\nrelay_recipient_maps =', 'nobody@example.com')).toEqual([
    'rejected virtual-mailbox',
  ]);
  expect(never('mydestination = example.org', 'nobody@example.org')).toEqual(['rejected local']);
  expect(never('virtual_mailbox_domains = example.com', 'erin@example.com')).toEqual(['accepted virtual-mailbox']);
});
