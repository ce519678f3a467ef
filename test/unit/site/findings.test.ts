import { expect, test } from 'vitest';
import { mtas } from '../../../server/src/mta/index.ts';
import { type Level, noSettings } from '../../../server/src/workspace/settings.ts';
import { Workspace } from '../../../server/src/workspace/workspace.ts';
import { parseFixture } from '../fixture.ts';
import { memoryWorld } from '../workspace/memoryWorld.ts';

const host = (comment = '', root = '') => `
-- ${root}/etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_mailbox_domains = example.net
virtual_mailbox_maps = texthash:/etc/postfix/vmailbox
virtual_transport = lmtp:unix:/run/dovecot/lmtp
-- ${root}/etc/postfix/vmailbox --
ann@example.net x
${comment}bob@example.net x
-- ${root}/etc/aliases --
postmaster: root
-- ${root}/etc/dovecot/dovecot.conf --
passdb {
  driver = pam
}
userdb {
  driver = passwd-file
  args = /etc/dovecot/users
}
-- ${root}/etc/dovecot/users --
ann@example.net:x:1001:1001::/h
-- ${root}/etc/passwd --
root:x:0:0:root:/root:/bin/sh
`;

/** Rule and file of all that is found. */
function found(fixtures: readonly string[], rules: Readonly<Record<string, Level>> = {}): readonly string[] {
  const files = fixtures.flatMap((it) => [...parseFixture(it).files]);
  const settings = { ...noSettings, rules: new Map(Object.entries(rules)) };
  const fail = (message: string) => {
    throw new Error(message);
  };
  const workspace = new Workspace({ world: memoryWorld(files), mtas, settings, log: fail });
  workspace.setFolders(['/']);
  return workspace
    .snapshot()
    .findings()
    .map(({ rule, severity, at }) => `${severity} ${rule} ${at.file}`);
}

const bob = 'error site/unknown-to-mailbox-server /etc/postfix/vmailbox';

test('what two servers show together is found once, in the file of one of them', () => {
  expect(found([host()])).toEqual([bob]);
});

test('a comment and a level silence it like any other rule', () => {
  expect(found([host('# postmaster: allow site/unknown-to-mailbox-server\n')])).toEqual([]);
  expect(found([host()], { 'site/unknown-to-mailbox-server': 'off' })).toEqual([]);
  expect(found([host()], { 'site/unknown-to-mailbox-server': 'hint' })).toEqual([bob.replace('error', 'hint')]);
});

test('hosts stay apart, and one server alone is no host with several', () => {
  const [, ...parts] = host('', '/srv/a').split(/(?=^-- )/m);
  const isMailboxServer = (it: string) => it.startsWith('-- /srv/a/etc/dovecot/');
  const other = parts.filter(isMailboxServer).map((it) => it.replace('/srv/a/', '/srv/b/'));
  expect(found([parts.filter((it) => !isMailboxServer(it)).join('')])).toEqual([]);
  expect(found([parts.filter((it) => !isMailboxServer(it)).join(''), other.join('')])).toEqual([]);
  expect(found([parts.join('')])).toEqual([bob.replace(' /etc', ' /srv/a/etc')]);
});

/** An Exim that hands mail over LMTP to a Dovecot whose users are those of /etc/passwd. */
const eximHost = (router: string, format: string) => `
-- /etc/exim4/exim4.conf --
primary_hostname = mail.example.com
qualify_domain = example.com
domainlist local_domains = example.com
acl_smtp_rcpt = rcpt
begin acl
rcpt:
  require domains = +local_domains
          verify = recipient
  accept
begin routers
boxes:
  driver = accept
  domains = +local_domains
  ${router}
  transport = boxes
  cannot_route_message = Unknown user
begin transports
boxes:
  driver = lmtp
  socket = /run/dovecot/lmtp
-- /etc/exim4/boxes --
ann@example.com x
eve@example.com x
-- /etc/dovecot/dovecot.conf --
${format}
passdb {
  driver = pam
}
userdb {
  driver = passwd
}
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
mail:x:8:8:mail:/var/mail:/usr/sbin/nologin
ann:x:1001:1001::/home/ann:/bin/sh
`;

test('the same is found behind an Exim, whose mailboxes are its users or the rows of a table', () => {
  const lookup = 'condition = ${lookup{$local_part@$domain}lsearch{/etc/exim4/boxes}{yes}{no}}';
  const together = (router: string, format: string) => found([eximHost(router, format)]).filter((it) => it.includes(' site/'));
  const differ = 'error site/mailbox-names-differ /etc/dovecot/dovecot.conf';
  expect(together('check_local_user', '')).toEqual([differ]);
  expect(together('check_local_user', 'auth_username_format = %Ln')).toEqual([]);
  expect(together(lookup, '')).toEqual([differ]);
  expect(together(lookup, 'auth_username_format = %Ln')).toEqual(['error site/unknown-to-mailbox-server /etc/exim4/boxes']);
});
