import { expect, test } from 'vitest';
import {
  changedDefaults,
  legacyNames,
  legacyRestrictions,
  newerNames,
  vocabulary,
} from '../../../server/src/mta/postfix/vocabulary/index.ts';

test('no newer parameter is one of Postfix 3.7', () => {
  expect([...newerNames.keys()].filter((name) => vocabulary.has(name))).toEqual([]);
  expect(newerNames.get('requiretls_enable')).toEqual({ name: 'requiretls_enable', since: '3.11', default: 'yes' });
});

test('a legacy name is no parameter, a deprecated one is', () => {
  const odd = [...legacyNames.values()].filter((it) => vocabulary.has(it.name) !== (it.state === 'deprecated'));
  expect(odd.map((it) => it.name)).toEqual([]);
});

test('what replaces a legacy name is a parameter', () => {
  const replaced = [...legacyNames.values()].flatMap((it) => it.now ?? []);
  expect(replaced.filter((name) => !vocabulary.has(name))).toEqual([]);
  expect(legacyNames.get('virtual_maps')).toEqual({ name: 'virtual_maps', now: 'virtual_alias_maps', since: '2.0', state: 'read' });
});

test('a legacy name that is still read stands in the default of its successor', () => {
  const read = [...legacyNames.values()].filter((it) => it.state === 'read');
  const lost = read.filter((it) => !vocabulary.get(it.now ?? '')?.default?.includes(it.name));
  expect(lost.map((it) => it.name)).toEqual([]);
});

test('restrictions that are gone name what says the same', () => {
  expect(legacyRestrictions.get('check_relay_domains')?.now).toContain('reject_unauth_destination');
});

test('a default that changed after 3.7 is another one there', () => {
  for (const it of changedDefaults) expect(vocabulary.get(it.name)?.default, it.name).not.toBe(it.default);
});

test('the release that brought a parameter is known from the manual', () => {
  expect(vocabulary.get('virtual_alias_maps')?.since).toBe('2.0');
  expect(vocabulary.get('known_tcp_ports')?.since).toBe('3.6');
  expect(vocabulary.get('mydestination')?.since).toBeUndefined();
});
