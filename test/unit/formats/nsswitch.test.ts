import { expect, test } from 'vitest';
import { sourceBesideFiles } from '../../../server/src/formats/nsswitch.ts';
import { seenIn } from '../exim/world.ts';
import { traceOnExample } from '../postfix/site.ts';

function source(text: string, database: 'passwd' | 'group' = 'passwd', others: readonly [string, string][] = []): string | undefined {
  return sourceBesideFiles(database, seenIn(new Map([['/etc/nsswitch.conf', text], ...others])));
}

test('the files of the host, and what systemd makes up, are nowhere else', () => {
  expect(source('passwd: files systemd\ngroup: compat ldap\n')).toBeUndefined();
  expect(source('hosts: files dns\n')).toBeUndefined();
  expect(source('# passwd: ldap\npasswd: files # and later sss\n')).toBeUndefined();
});

test('the first source beside the files is told, whatever stands before it', () => {
  expect(source('passwd:\t\tnis files systemd\n')).toBe('nis');
  expect(source('passwd:files [NOTFOUND=continue SUCCESS=return] winbind\n')).toBe('winbind');
  expect(source('passwd: files systemd\ngroup: compat ldap\n', 'group')).toBe('ldap');
});

test('sssd that nobody has configured knows no others', () => {
  expect(source('passwd: sss files systemd\n', 'passwd', [['/etc/sssd/sssd.conf', '[sssd]\n']])).toBe('sss');
  expect(source('passwd: sss files systemd\n')).toBeUndefined();
});

test('a host without nsswitch.conf has its files', () => {
  expect(sourceBesideFiles('passwd', seenIn(new Map()))).toBeUndefined();
});

test('whom /etc/passwd lacks is unknown to the list of local recipients then', () => {
  expect(traceOnExample('\n-- /etc/nsswitch.conf --\npasswd: files ldap\n', 'nosuch@example.com')).toContain(
    'users of this system come from ldap too',
  );
  expect(traceOnExample('\n-- /etc/nsswitch.conf --\npasswd: files ldap\n', 'alice@example.com')).toContain('< 250 2.1.5 Ok');
  expect(traceOnExample('\n-- /etc/nsswitch.conf --\npasswd: files\n', 'nosuch@example.com')).toContain('< 550 5.1.1');
});
