import { expect, test } from 'vitest';
import { unknownUser } from '../../../server/src/mta/exim/rules/unknown-user.ts';
import { checkFindings } from '../check.ts';
import { drawTrace } from '../postfix/site.ts';

// That Exim 4.96 does not run without these accounts is asked in test/differential/exim/rules.test.ts; here stands which lists of accounts tell it.

const system = 'root:x:0:0::/root:/bin/sh\ndaemon:x:1:1::/:/bin/sh\nnobody:x:65534:65534::/:/bin/sh\n';
const alice = 'alice:x:1001:1001::/home/alice:/bin/sh\n';

/** A host whose transport works as vmail, with these accounts; the mark is what is found of it. */
function host(option: string, mark: string, accounts: string): string {
  return `-- /etc/exim4/exim4.conf --
qualify_domain = example.com
domainlist local_domains = example.com
acl_smtp_rcpt = rcpt
begin acl
rcpt:
  require domains = +local_domains
          verify = recipient
  accept
begin routers
users:
  driver = accept
  check_local_user
  transport = local
  cannot_route_message = Unknown user
begin transports
local:
  driver = appendfile
  file = /var/mail/$local_part_data
  ${option}
${mark}${accounts}`;
}

function replyOn(source: string, address: string): string | undefined {
  const { systems } = checkFindings(unknownUser, source);
  return drawTrace(systems[0]!, address)
    .split('\n')
    .find((it) => it.startsWith('  <'));
}

test('a list of users that is whole tells who is not there', () => {
  const mark = '         ^^^^^ there is no user vmail on this host, so Exim does not run\n';
  expect(replyOn(host('user = vmail', mark, `-- /etc/passwd --\n${system}${alice}`), 'alice@example.com')).toBe(
    '  < there is no user vmail',
  );
});

test('a list of people does not', () => {
  const people = `-- /etc/passwd --\nroot:x:0:0::/root:/bin/sh\n${alice}`;
  expect(replyOn(host('user = vmail', '', people), 'alice@example.com')).toBe('  < 250 Accepted');
});

test('a group that is missing keeps Exim from running too', () => {
  const groups = '-- /etc/group --\nroot:x:0:\nbin:x:2:\ndaemon:x:1:\n';
  const mark = '          ^^^^ there is no group post on this host, so Exim does not run\n';
  expect(replyOn(host('group = post', mark, `-- /etc/passwd --\n${alice}${groups}`), 'alice@example.com')).toBe(
    '  < there is no group post',
  );
  expect(replyOn(host('group = post', '', `-- /etc/passwd --\n${alice}-- /etc/group --\nroot:x:0:\n`), 'alice@example.com')).toBe(
    '  < 250 Accepted',
  );
});

test('users and groups may also be where nsswitch.conf says', () => {
  const accounts = `-- /etc/passwd --\n${system}${alice}-- /etc/group --\nroot:x:0:\nbin:x:2:\ndaemon:x:1:\n`;
  const ldap = `${accounts}-- /etc/nsswitch.conf --\n# made by hand\npasswd: files [NOTFOUND=continue] ldap # the company\ngroup:\tfiles winbind\n`;
  expect(replyOn(host('user = vmail', '', ldap), 'alice@example.com')).toBe('  < 250 Accepted');
  expect(replyOn(host('user = vmail', '', ldap), 'nosuch@example.com')).toBe('  < whether there is a user nosuch is not in the files');
  expect(replyOn(host('group = post', '', ldap), 'alice@example.com')).toBe('  < 250 Accepted');
  const local = `${accounts}-- /etc/nsswitch.conf --\npasswd: files systemd\n`;
  expect(replyOn(host('', '', local), 'nosuch@example.com')).toBe('  < 550 Unknown user');
});
