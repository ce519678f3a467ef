import { expect, test } from 'vitest';
import { exim } from '../../../server/src/mta/exim/index.ts';
import type { Exim } from '../../../server/src/mta/exim/system.ts';
import { configuration, type Parts } from '../../differential/exim/routing/configuration.ts';
import { openFixture } from '../check.ts';
import { parseFixture } from '../fixture.ts';
import { drawTrace } from '../postfix/site.ts';

// What the server says in each of these was recorded from Exim 4.96, see test/differential/exim/routing/cases; here stands how it is explained.

const people = '-- /etc/passwd --\nalice:x:1001:1001::/home/alice:/bin/sh\nbob:x:1002:1002::/home/bob:/bin/sh\n';

/** What happens to mail on a small host with some parts of its configuration and some files. */
function on(parts: Parts, files: string, address: string, client?: string): string {
  const conf = `-- /etc/exim4/exim4.conf --\n${configuration(parts)}`;
  const [system] = openFixture(parseFixture(`${conf}${people}${files.replace(/^\n/, '')}`));
  return drawTrace(system!, address, client);
}

const aliases = `aliases:
  driver = redirect
  domains = +local_domains
  data = \${lookup{$local_part}lsearch{/etc/aliases}}
  allow_fail
users:
  driver = accept
  domains = +local_domains
  check_local_user
  transport = local
  cannot_route_message = Unknown user
`;

test('nobody of that name', () => {
  expect(on({}, '', 'nosuch@example.com')).toBe(`
nosuch@example.com
  passed    remote: Skipped: example.com is not in its domains (exim4.conf:23)
  passed    users: Skipped: there is no user nosuch (exim4.conf:28)
  rejected  acl_rcpt: The statement require decides: Unknown user (exim4.conf:30)
  < 550 Unknown user
`);
});

test('a domain that is not ours', () => {
  expect(on({}, '', 'x@far.test')).toBe(`
x@far.test
  rejected  acl_rcpt: The statement deny decides: relay not permitted (exim4.conf:14)
  < 550 relay not permitted
`);
});

test('a dead alias is refused, because verification follows one target', () => {
  expect(on({ routers: aliases }, '-- /etc/aliases --\ndead: nosuch\n', 'dead@example.com')).toBe(`
dead@example.com
  rewrote   aliases: dead@example.com becomes nosuch@example.com (aliases:1)
  passed    users: Skipped: there is no user nosuch (exim4.conf:29)
  rejected  acl_rcpt: The statement require decides: Unknown user (exim4.conf:31)
  < 550 Unknown user
`);
});

test('a dead member of a list bounces later, because verification stops at several', () => {
  expect(on({ routers: aliases }, '-- /etc/aliases --\nteam: alice, nosuch\n', 'team@example.com')).toBe(`
team@example.com
  rewrote   aliases: team@example.com becomes alice@example.com, nosuch@example.com (aliases:1)
  passed    verify = recipient: It leads to several, and none of them is looked at (aliases:1)
  accepted  acl_rcpt: The statement accept decides (exim4.conf:18)
  rewrote   aliases: team@example.com becomes alice@example.com, nosuch@example.com (aliases:1)
  routed    local: by the transport local (exim4.conf:30)
  passed    users: Skipped: there is no user nosuch (exim4.conf:29)
  rejected  routers: Unknown user (exim4.conf:31)
  < 250 Accepted
  -> alice@example.com local: delivered
  -> nosuch@example.com : bounced
`);
});

test('an entry that refuses in its own words', () => {
  expect(on({ routers: aliases }, '-- /etc/aliases --\nleft: :fail: 550 5.1.6 moved away\n', 'left@example.com')).toBe(`
left@example.com
  rejected  acl_rcpt: The statement require decides: 550 5.1.6 moved away (aliases:1)
  < 550 5.1.6 moved away
`);
});

test('a command with a word of the sender in it bounces; of any other nobody knows how it ends', () => {
  const parts = {
    routers: 'boxes:\n  driver = accept\n  domains = +local_domains\n  transport = lda\n',
    transports: 'lda:\n  driver = pipe\n  command = /bin/deliver -d $local_part\n',
  };
  expect(on(parts, '', 'alice@example.com')).toContain('-> alice@example.com lda: bounced');
  const found = { ...parts, transports: parts.transports.replace('$local_part', '$domain_data') };
  expect(on(found, '', 'alice@example.com')).toContain('-> alice@example.com lda: unknown');
});

test('a missing table', () => {
  expect(on({ routers: aliases }, '', 'alice@example.com')).toBe(`
alice@example.com
  deferred  acl_rcpt: The statement require decides: there is no file /etc/aliases (exim4.conf:24)
  < 451 Temporary local problem - please try later
`);
});

test('an option with which Exim does not run', () => {
  expect(on({ main: 'primary_hostnam = x\n' }, '', 'alice@example.com')).toBe(`
alice@example.com
  rejected  configuration: No server answers: Exim has no main option primary_hostnam (exim4.conf:11)
  < Exim has no main option primary_hostnam
`);
});

test('an entry for an address that is refused before its table is asked', () => {
  const lookup = 'data = ${lookup{$local_part@$domain}lsearch{/etc/exim4/addresses}}';
  const parts = { routers: `addresses:\n  driver = redirect\n  domains = +local_domains\n  ${lookup}\n  allow_fail\n` };
  const rows = '-- /etc/exim4/addresses --\ninfo@new.example: alice\nleft@example.com: :fail: moved\n';
  const [system] = openFixture(parseFixture(`-- /etc/exim4/exim4.conf --\n${configuration(parts)}${rows}`));
  const explained = (address: string) => exim.explain(system as Exim, address, '203.0.113.9');
  expect(explained('info@new.example').unasked?.map(({ stage, says }) => `${stage}: ${says}`)).toEqual([
    'addresses: info@new.example has an entry here, but acl_rcpt refuses it before addresses is asked',
  ]);
  expect(explained('left@example.com').unasked).toBeUndefined();
});

test('of very many addresses the rest is told to be left out, once', () => {
  const users = Array.from({ length: 1002 }, (_, i) => `user${i}`);
  const rows = [`all: ${users.join(', ')}`, ...users.map((it) => `${it}: alice`)].map((it) => `${it}\n`).join('');
  const conf = `-- /etc/exim4/exim4.conf --\n${configuration({ routers: aliases })}`;
  const [system] = openFixture(parseFixture(`${conf}${people}-- /etc/aliases --\n${rows}`));
  const { deliveries } = exim.explain(system as Exim, 'all@example.com', '203.0.113.9');
  expect(deliveries.map(({ recipient, outcome, why }) => `${recipient} ${outcome}: ${why}`)).toEqual([
    'alice@example.com delivered: by the transport local',
    'all@example.com unknown: a message for all@example.com leads to more than 1000 addresses, and the rest is not followed here',
  ]);
});
