import { expect, test } from 'vitest';
import { buildCommand, tableTypes } from '../../../server/src/mta/postfix/vocabulary/index.ts';

// `postconf -m` of Debian's Postfix 3.7 with all its table packages.
const supported =
  'btree cdb cidr environ fail hash inline internal ldap lmdb memcache mysql nis pcre pgsql pipemap proxy randmap regexp socketmap sqlite static tcp texthash unionmap unix';

test('every type that postconf -m prints is known', () => {
  expect(supported.split(' ').filter((it) => !tableTypes.has(it))).toEqual([]);
});

test('only what is compiled has a suffix and a command', () => {
  for (const type of tableTypes.values()) {
    expect(0 < type.suffixes.length, type.name).toBe(type.kind === 'indexed');
    expect(buildCommand(type.name, '/etc/postfix/virtual') !== undefined, type.name).toBe(type.kind === 'indexed');
  }
});

test('postmap compiles tables, postalias compiles aliases', () => {
  expect(buildCommand('lmdb', '/etc/postfix/virtual')).toBe('postmap lmdb:/etc/postfix/virtual');
  expect(buildCommand('hash', '/etc/aliases', 'aliases')).toBe('postalias hash:/etc/aliases');
});
