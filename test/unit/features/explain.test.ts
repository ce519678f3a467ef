import { expect, test } from 'vitest';
import { addressesIn } from '../../../server/src/features/addresses.ts';
import { explainText, printable } from '../../../server/src/features/explain.ts';
import { openFixture } from './open.ts';

test('an explanation begins with the verdict, and every step names what decides it', () => {
  const text = explainText(
    {
      address: 'ann@example.com',
      client: '203.0.113.9',
      rcpt: { verdict: 'accepted', code: 250, enhanced: '2.1.5', text: 'Ok', class: 'local' },
      deliveries: [
        {
          recipient: 'nosuch@example.com',
          transport: 'local',
          nexthop: 'mail',
          outcome: 'bounced',
          enhanced: '5.1.1',
          why: 'no such user',
        },
        { recipient: 'eve@example.net', transport: '', nexthop: '', outcome: 'forwarded', why: 'an alias says so' },
      ],
      steps: [
        { stage: 'lists', verdict: 'accepted', says: 'it is local', because: { kind: 'written', at: { file: '/a/b', start: 5, end: 6 } } },
        { stage: 'aliases', verdict: 'rewrote', says: 'to two', because: { kind: 'default', setting: 'alias_maps' } },
        {
          stage: 'users',
          verdict: 'unknown',
          says: 'who knows',
          because: { kind: 'unknown', why: 'it is LDAP', ask: 'getent passwd ann' },
        },
      ],
    },
    ({ file, start }) => `${file}:${start}`,
  );
  expect(`\n${text}`).toBe(`
ann@example.com: accepted 250 2.1.5 (local), offered by 203.0.113.9
  Ok
  -> nosuch@example.com: bounced 5.1.1 by local mail: no such user
  -> eve@example.net: forwarded: an alias says so
  why:
    accepted  lists: it is local (/a/b:5)
    rewrote   aliases: to two (built-in value of alias_maps)
    unknown   users: who knows (it is LDAP; ask: getent passwd ann)
`);
});

test('an unknown verdict names the command that would tell', () => {
  const text = explainText(
    { address: 'a@b', client: '::1', rcpt: { verdict: 'unknown', ask: 'postmap -q a@b ldap:x' }, deliveries: [], steps: [] },
    () => '',
  );
  expect(text).toBe('a@b: unknown, offered by ::1\n  ask: postmap -q a@b ldap:x\n');
});

test('what stands in a file cannot steer a terminal', () => {
  expect(printable('a\u001b[2Jb\u0007c\u202ed\te\n')).toBe('a\\x1b[2Jb\\x07c\\x202ed\te\n');
});

test('addresses for a pick list come from tables and from aliases of the local domain', () => {
  const { snapshot } = openFixture(`
-- etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = example.com
alias_maps = texthash:/etc/aliases
virtual_alias_maps = texthash:/etc/postfix/virtual
-- etc/postfix/virtual --
ann@example.net bob
# eve@example.net bob
@example.org bob
-- etc/aliases --
root: bob
# no: one
`);
  expect(addressesIn(snapshot.systems.map((it) => it.system))).toEqual(['ann@example.net', 'root@example.com']);
});

test('a step that says why something is unknown says it once', () => {
  const { snapshot } = openFixture(`
-- etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.net
virtual_alias_maps = ldap:/etc/postfix/people
`);
  const [view] = snapshot.systems;
  const text = explainText(view!.explain('ann@example.net', '203.0.113.9'), () => 'main.cf');
  expect(text.split('\n').find((it) => it.includes('unknown  '))).toMatchInlineSnapshot(
    `"    unknown  virtual_alias_maps: A ldap table lives outside the files (ask: postmap -q ann@example.net ldap:/etc/postfix/people)"`,
  );
});
