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
