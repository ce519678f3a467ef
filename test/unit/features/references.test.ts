import { describe, expect, test } from 'vitest';
import { referencesAt } from '../../../server/src/features/references.ts';
import { at, placesAt } from './navigation.ts';
import { eximHost, host, postfixAndDovecot } from './navigationHosts.ts';
import { openFixture } from './open.ts';

const to = (words: string, source = host, withDefinitions = false) =>
  placesAt(at(source, words), (snapshot, file, offset) => referencesAt(snapshot, file, offset, withDefinitions));

describe('the uses', () => {
  test.each([
    ['a parameter', 'my|hostname = mail', ['etc/postfix/main.cf:3 myhostname', 'etc/postfix/master.cf:2 myhostname']],
    ['a class of restrictions', 'grey|list = check', ['etc/postfix/main.cf:10 greylist', 'etc/postfix/main.cf:12 greylist']],
    ['a service', 'lmtp|-x unix', ['etc/postfix/main.cf:13 lmtp-x', 'etc/postfix/transport:1 lmtp-x']],
    ['a table', 'texthash:/etc/postfix/vir|tual', ['etc/postfix/main.cf:8 texthash:/etc/postfix/virtual']],
    ['an alias', 'ro|ot: jane', ['etc/aliases:1 root']],
    ['a virtual alias', 'in|fo@example.net jane', ['etc/postfix/virtual:2 info@example.net']],
    ['a mailbox', 'ev|e@example.com example.com/', ['etc/postfix/virtual:2 eve@example.com']],
    ['a user', 'ja|ne:x', ['etc/aliases:2 jane', 'etc/aliases:3 jane', 'etc/postfix/virtual:1 jane@mail.example.com']],
    [
      'a domain',
      'virtual_mailbox_domains = example|.com',
      [
        'etc/postfix/main.cf:7 example.com',
        'etc/postfix/virtual:2 example.com',
        'etc/postfix/vmailbox:1 example.com',
        'etc/postfix/vmailbox:1 example.com',
      ],
    ],
  ])('of %s', (_, words, expected) => {
    expect(to(words)).toEqual(expected);
  });

  test('of a user of Dovecot are the entries of the server in front that lead there', () => {
    const uses = ['etc/postfix/virtual:1 ann@example.org'];
    expect(to('ann@exam|ple.org::1000', postfixAndDovecot)).toEqual(uses);
    expect(to('ann@exam|ple.org::1000', postfixAndDovecot, true)).toEqual(['etc/dovecot/users:1 ann@example.org', ...uses]);
  });

  test.each([
    [
      'a list',
      'domainlist local|_domains',
      ['etc/exim4/exim4.conf:13 local_domains', 'etc/exim4/exim4.conf:20 local_domains', 'etc/exim4/exim4.conf:8 local_domains'],
    ],
    ['a transport', 'local|_delivery:', ['etc/exim4/exim4.conf:16 local_delivery', 'etc/exim4/exim4.conf:21 local_delivery']],
  ])('of %s of Exim', (_, words, expected) => {
    expect(to(words, eximHost)).toEqual(expected);
  });

  test('of the entry of a whole domain are the addresses that have none of their own', () => {
    expect(to('@exam|ple.net post')).toEqual(to('virtual_alias_domains = exam|ple.net'));
    expect(to('@|example.net post', host.replace('staff@localhost', 'other@example.net'))).toEqual([
      'etc/postfix/virtual:2 other@example.net',
    ]);
  });

  test('come with the place that makes it where that is wanted', () => {
    expect(to('ro|ot: jane', host, true)).toEqual(['etc/aliases:2 root', 'etc/aliases:1 root']);
  });

  test('are none in a comment', () => {
    expect(to('# not ja|ne')).toEqual([]);
  });
});

test('of an entry of a large table are found without an index of all entries', () => {
  const rows = Array.from({ length: 50_000 }, (_, i) => `u${i}@example.net u${i + 1}@example.net\n`).join('');
  const { snapshot } = openFixture(`${host}${rows}`);
  const file = '/ws/etc/postfix/virtual';
  const text = snapshot.textOf(file);
  const offset = text.indexOf('u40000@') + 1;
  expect(referencesAt(snapshot, file, offset, false).map((it) => text.slice(it.start, it.end))).toEqual(['u40000@example.net']);
});
