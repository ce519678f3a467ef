import { expect, test } from 'vitest';
import { builtInDefault, dependsOnLevel, fromMachine, setByBuild, vocabulary } from '../../../server/src/mta/postfix/vocabulary/index.ts';

test('the vocabulary holds every parameter that postconf -d prints next to the stock master.cf', () => {
  expect(vocabulary.size).toBe(1043);
  expect([...vocabulary.keys()].filter((name) => builtInDefault(name) === undefined)).toEqual([...fromMachine.keys()].sort());
});

test.each([
  ['mydestination', '$myhostname, localhost.$mydomain, localhost'],
  ['virtual_alias_maps', '$virtual_maps'],
  ['local_recipient_maps', 'proxy:unix:passwd.byname $alias_maps'],
  ['unknown_local_recipient_reject_code', '550'],
  ['relay_destination_recipient_limit', '$default_destination_recipient_limit'],
  ['local_destination_recipient_limit', '1'],
  ['recipient_delimiter', ''],
])('%s has the default that postconf -d prints', (name, value) => {
  expect(builtInDefault(name)).toBe(value);
});

test('what the machine decides has no built-in value, but the name is known', () => {
  expect(builtInDefault('myhostname')).toBeUndefined();
  expect(vocabulary.has('myhostname')).toBe(true);
  expect(fromMachine.get('mydomain')).toContain('$myhostname');
});

test('a name that nobody knows has no default', () => {
  expect(builtInDefault('mydestinations')).toBeUndefined();
});

test.each([
  ['relay_domains', '0', '$mydestination'],
  ['relay_domains', '1', '$mydestination'],
  ['relay_domains', '2', ''],
  ['append_dot_mydomain', '0', 'yes'],
  ['append_dot_mydomain', '1', 'no'],
  ['mynetworks_style', '1', 'subnet'],
  ['mynetworks_style', '3.6', 'host'],
  ['smtputf8_enable', '0', 'no'],
  ['smtpd_relay_restrictions', '0', ''],
  ['smtpd_relay_restrictions', '1', 'permit_mynetworks, permit_sasl_authenticated, defer_unauth_destination'],
  ['smtpd_relay_before_recipient_restrictions', '3.5', 'no'],
  ['smtpd_relay_before_recipient_restrictions', '3.6', 'yes'],
  ['smtpd_tls_fingerprint_digest', '3.5.9', 'md5'],
  ['smtpd_tls_fingerprint_digest', '9999', 'sha256'],
  ['mydestination', '0', '$myhostname, localhost.$mydomain, localhost'],
])('%s at compatibility level %s', (name, level, value) => {
  expect(builtInDefault(name, level)).toBe(value);
});

test('without a level, or with one that Postfix could not read, the condition stays', () => {
  const raw = `\${{$compatibility_level} <level {2} ? {$mydestination} : {}}`;
  expect(builtInDefault('relay_domains')).toBe(raw);
  expect(builtInDefault('relay_domains', 'two')).toBe(raw);
});

test('every default that mentions the level is understood', () => {
  const mention = [...vocabulary.values()].filter((it) => it.default?.includes('$compatibility_level')).map((it) => it.name);
  expect(mention.filter((name) => !dependsOnLevel(name))).toEqual([]);
  expect(mention.length).toBe(10);
});

test('what a build may choose is a constant all the same', () => {
  expect([...setByBuild].filter((name) => builtInDefault(name) === undefined)).toEqual([]);
});
