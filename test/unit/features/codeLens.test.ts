import { expect, test } from 'vitest';
import { lensesIn, lensTitle } from '../../../server/src/features/codeLens.ts';
import { openFixture } from './open.ts';
import { site } from './site.ts';

function lenses(source: string, name: string): readonly string[] {
  const { snapshot } = openFixture(source);
  const file = `/ws/${name}`;
  const text = snapshot.textOf(file);
  return lensesIn(snapshot, file).map(
    ({ at, address }) => `${text.slice(at.start, at.end)} (${address}): ${lensTitle(snapshot, file, address)}`,
  );
}

test('over an alias stands whom it reaches', () => {
  expect(lenses(site, 'etc/aliases')).toEqual([
    'postmaster (postmaster@mail.example.com): → jane@mail.example.com',
    'root (root@mail.example.com): → jane@mail.example.com',
    'staff (staff@mail.example.com): → 3 recipients · 1 bounces',
    'gone (gone@mail.example.com): reaches nobody: 5.1.1',
  ]);
});

test('over a virtual alias too, but not over the entry of a whole domain', () => {
  expect(lenses(site, 'etc/postfix/virtual')).toEqual([
    'info@example.net (info@example.net): → jane@mail.example.com',
    'all@example.net (all@example.net): → 4 recipients · 1 bounces',
  ]);
});

test('an address that is refused says so', () => {
  const refused = site.replace('virtual_alias_domains = example.net', 'local_recipient_maps = texthash:/etc/passwd');
  expect(lenses(refused, 'etc/aliases')[2]).toBe('staff (staff@mail.example.com): refused: 550 5.1.1');
});

test('a file that no system reads has none, and of a large one only the first entries have', () => {
  expect(lenses(`${site}-- etc/other --\nroot: jane\n`, 'etc/other')).toEqual([]);
  const { snapshot } = openFixture(`${site}${Array.from({ length: 600 }, (_, i) => `u${i}@example.net jane\n`).join('')}`);
  expect(lensesIn(snapshot, '/ws/etc/postfix/virtual')).toHaveLength(500);
});

test('a virtual alias of a local domain is asked for that domain, not for the name of the host', () => {
  const local = site.replace('mydestination = ', 'mydestination = example.net, ').replace('virtual_alias_domains = example.net\n', '');
  expect(lenses(local, 'etc/postfix/virtual')[0]).toBe('info@example.net (info@example.net): → jane@mail.example.com');
});

test('mail that waits or is thrown away as a whole says so in one word', () => {
  const more = site.replace('staff: jane, nosuch', 'staff: nobody').replace('postmaster: root', 'other: root');
  expect(
    lenses(`${more}a@example.net b@example.net\nb@example.net a@example.net\nc@example.net postmaster\n`, 'etc/postfix/virtual').slice(2),
  ).toEqual([
    'a@example.net (a@example.net): waits: 4.6.0',
    'b@example.net (b@example.net): waits: 4.6.0',
    'c@example.net (c@example.net): is thrown away',
  ]);
});
