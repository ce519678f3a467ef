import { expect, test } from 'vitest';
import type { Explanation } from '../../../server/src/core/trace.ts';
import { originText } from '../../../server/src/features/explain.ts';
import { hoverAt } from '../../../server/src/features/hover.ts';
import { exim } from '../../../server/src/mta/exim/index.ts';
import { noSettings } from '../../../server/src/workspace/settings.ts';
import type { Snapshot } from '../../../server/src/workspace/snapshot.ts';
import { Workspace } from '../../../server/src/workspace/workspace.ts';
import { parseFixture } from '../fixture.ts';
import { memoryWorld } from '../workspace/memoryWorld.ts';

// What the server answers was recorded from Exim 4.96 with Debian's own files, see test/differential/exim/routing/cases.

const conf = '/etc/exim4/update-exim4.conf.conf';
const host = `-- /etc/hostname --
mail.example.com
-- /etc/mailname --
mail.example.com
-- /etc/passwd --
root:x:0:0:root:/root:/bin/bash
alice:x:1001:1001::/home/alice:/bin/bash
-- /etc/aliases --
root: alice
sales: alice
-- ${conf} --
dc_eximconfig_configtype='internet'
dc_other_hostnames='example.com'
dc_use_split_config='true'
dc_localdelivery='mail_spool'
`;

const fail = (message: string) => {
  throw new Error(message);
};

/** A copy of the files of a host, and of some more; an empty root is the host itself. */
function open(files: string, root = '/copy', usual = host): Snapshot {
  const all = [...parseFixture(`${usual}${files}`).files].map(([path, text]) => [root + path, text] as const);
  const settings = { ...noSettings, serverRoot: root === '' ? '/' : root };
  const workspace = new Workspace({ world: memoryWorld(all), mtas: [exim], settings, log: fail });
  workspace.setFolders([root === '' ? '/' : root]);
  return workspace.snapshot();
}

function explain(snapshot: Snapshot, address: string): Explanation {
  return snapshot.systems[0]!.explain(address, '203.0.113.9');
}

function reply(snapshot: Snapshot, address: string): string {
  const { verdict, code, text } = explain(snapshot, address).rcpt;
  return verdict === 'accepted' ? verdict : `${verdict} ${code} ${text}`;
}

test('what the package ships stands in for what a copy lacks, and nothing is found in it', () => {
  const snapshot = open('');
  expect(reply(snapshot, 'alice@example.com')).toBe('accepted');
  expect(reply(snapshot, 'sales@example.com')).toBe('accepted');
  expect(reply(snapshot, 'nosuch@example.com')).toBe('rejected 550 Unrouteable address');
  expect(reply(snapshot, 'x@elsewhere.example')).toBe('rejected 550 relay not permitted');
  expect(snapshot.findings()).toEqual([]);
  expect(snapshot.systems[0]!.system.files.map((it) => it.file)).not.toContainEqual(expect.stringContaining('exim4-config'));
});

test('it is told by the name of the package, and the answers by their lines', () => {
  const snapshot = open('');
  const { steps } = explain(snapshot, 'alice@example.com');
  const told = new Set(steps.map((it) => originText(it.because, ({ file }) => file)));
  expect([...told]).toEqual(['as exim4-config 4.96 ships it']);
  const file = `/copy${conf}`;
  const start = snapshot.textOf(file).indexOf('example.com');
  const at = { file, start, end: start + 'example.com'.length };
  expect(snapshot.systems[0]!.system.claims).toContainEqual(expect.objectContaining({ origin: { kind: 'written', at }, at }));
  const links = { hrefOf: (file: string) => file, textOf: snapshot.textOf };
  expect(hoverAt(snapshot, file, start, links)?.markdown).toContain('is a local domain here');
});

test('a macro that only the package uses is used', () => {
  const file = '/copy/etc/exim4/conf.d/main/000_local';
  const snapshot = open('-- /etc/exim4/conf.d/main/000_local --\nCHECK_RCPT_POSTMASTER = sales\nMINE = sales\n');
  const links = { hrefOf: (name: string) => name, textOf: snapshot.textOf };
  const said = (name: string) => hoverAt(snapshot, file, snapshot.textOf(file).indexOf(name), links)?.markdown;
  expect(said('CHECK')).not.toContain('Nothing names it');
  expect(said('MINE')).toContain('Nothing names it');
});

test('on the machine itself nothing stands in', () => {
  expect(reply(open('', ''), 'alice@example.com')).toMatch(/^rejected 550/);
});

const own = `local:
  driver = redirect
  domains = +local_domains
  data = \${lookup{$local_part}lsearch{/etc/exim4/people}}
-- /etc/exim4/people --
info: alice
`;

test('a part that is added or changed lies among those of the package', () => {
  const added = open(`-- /etc/exim4/conf.d/router/350_local --\n${own}`);
  expect(['info', 'sales', 'alice', 'nosuch'].map((it) => reply(added, `${it}@example.com`).split(' ')[0])).toEqual([
    'accepted',
    'accepted',
    'accepted',
    'rejected',
  ]);
  const changed = open(`-- /etc/exim4/conf.d/router/400_exim4-config_system_aliases.rul --\n${own}`);
  expect(['info', 'sales', 'alice'].map((it) => reply(changed, `${it}@example.com`).split(' ')[0])).toEqual([
    'accepted',
    'rejected',
    'accepted',
  ]);
});

test('a folder with its header is a copy of the whole folder', () => {
  const snapshot = open(`-- /etc/exim4/conf.d/router/00_exim4-config_header --
begin routers
-- /etc/exim4/conf.d/router/350_local --
${own}`);
  expect(['info', 'alice'].map((it) => reply(snapshot, `${it}@example.com`).split(' ')[0])).toEqual(['rejected', 'rejected']);
});

/** What is found, and where. */
function told(snapshot: Snapshot): readonly (readonly string[])[] {
  return snapshot.findings().map(({ at, message }) => [at.file, snapshot.textOf(at.file).slice(at.start, at.end), message]);
}

test('what is wrong with a part of the package stands where a file makes it so, or at the answers', () => {
  const snapshot = open('-- /etc/exim4/conf.d/main/000_local --\nhost_lookup =\n');
  expect(reply(snapshot, 'alice@example.com')).toMatch(/^no-service/);
  const local = '/copy/etc/exim4/conf.d/main/000_local';
  expect(told(snapshot)).toEqual([[local, 'host_lookup =', 'host_lookup is set a second time, so Exim does not run']]);
  const second = open('-- /etc/exim4/conf.d/router/250_local --\nlocal_user:\n  driver = accept\n  transport = mail_spool\n');
  expect(told(second)).toContainEqual([
    `/copy${conf}`,
    "dc_eximconfig_configtype='internet",
    'there are two routers called local_user, so Exim does not run',
  ]);
});

test('what update-exim4.conf has made on the host is better than what the package ships', () => {
  const snapshot = open(`-- /var/lib/exim4/config.autogenerated --
acl_smtp_rcpt = all
begin acl
all:
  accept
`);
  expect(reply(snapshot, 'nosuch@elsewhere.example')).toBe('accepted');
});

test('where there is an exim4.conf, Exim reads that', () => {
  const snapshot = open('-- /etc/exim4/exim4.conf --\nacl_smtp_rcpt = all\nbegin acl\nall:\n  deny message = closed\n');
  expect(snapshot.systems.map(({ explain: ask }) => ask('alice@example.com', '203.0.113.9').rcpt.text)).toEqual(['closed', 'closed']);
});

test('bare names are of the first of the domains where the copy left out /etc/mailname', () => {
  const usual = host.replace(/-- \/etc\/mailname --\n.*\n/, '').replace('dc_localdelivery', "dc_mailname_in_oh='true'\ndc_localdelivery");
  expect(explain(open('', '/copy', usual), 'sales@example.com').deliveries.map((it) => it.recipient)).toEqual(['alice@example.com']);
});

test('a last line of macros that does not end goes on in the template', () => {
  const usual = host.replace(/dc_use_split.*\n/, '');
  const macros = '-- /etc/exim4/exim4.conf.localmacros --\nMAIN_LOCAL_DOMAINS = own.example';
  expect(reply(open(`${macros}\n`, '/copy', usual), 'alice@own.example')).toBe('accepted');
  expect(reply(open(macros, '/copy', usual), 'alice@own.example')).toBe('rejected 550 relay not permitted');
});

test('a host name without a dot is that of its line in /etc/hosts', () => {
  const usual = host.replace('mail.example.com', 'mail');
  const hosts = '-- /etc/hosts --\n127.0.0.1 localhost\n127.0.1.1 mail.corp.example mail # this host\n';
  expect(reply(open(hosts, '/copy', usual), 'alice@mail.corp.example')).toBe('accepted');
  expect(reply(open('', '/copy', usual), 'alice@mail')).toBe('accepted');
});
