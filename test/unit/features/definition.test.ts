import { describe, expect, test } from 'vitest';
import { definitionsAt } from '../../../server/src/features/definition.ts';
import { at, placesAt } from './navigation.ts';
import { host } from './navigationHosts.ts';

const from = (words: string, source = host) => placesAt(at(source, words), definitionsAt);

describe('the definition', () => {
  test.each([
    ['a parameter, from $name', '$my|hostname, localhost', ['etc/postfix/main.cf:2 myhostname']],
    ['a parameter, from an override of a service', '-o my|hostname', ['etc/postfix/main.cf:2 myhostname']],
    ['a class of restrictions', 'permit_mynetworks, grey|list', ['etc/postfix/main.cf:11 greylist']],
    ['a service, from a parameter', 'virtual_transport = lmtp|-x', ['etc/postfix/master.cf:3 lmtp-x']],
    ['a service, from a table', 'example.org lmtp|-x:', ['etc/postfix/master.cf:3 lmtp-x']],
    ['a table, from a parameter', 'hash:/etc/al|iases', ['etc/aliases:1']],
    ['an alias, from the target of another one', 'postmaster: ro|ot', ['etc/aliases:2 root']],
    ['a user, from the target of an alias', 'root: ja|ne', ['etc/passwd:2 jane']],
    ['a virtual alias, from the target of another one', 'info@example.net, st', ['etc/postfix/virtual:1 info@example.net']],
    ['an alias, from the target of a virtual one', 'sta|ff@localhost', ['etc/aliases:3 staff']],
    ['a mailbox, from the target of a virtual alias', 'eve@exa|mple.com\n', ['etc/postfix/vmailbox:1 eve@example.com']],
    ['a list of addresses, from the entry that includes it', ':include:/etc/post|fix/friends', ['etc/postfix/friends:1']],
    ['a domain, from the entry of a user in it', 'info@exam|ple.net jane', ['etc/postfix/main.cf:6 example.net']],
    ['a domain, from a transport table', 'exam|ple.org lmtp', ['etc/postfix/main.cf:7 example.org']],
  ])('of %s', (_, words, expected) => {
    expect(from(words.includes('|') ? words : words.replace('@', '|@'))).toEqual(expected);
  });

  test.each([
    ['in a comment', '# not ja|ne'],
    ['of a domain of others', 'ann@else|where.example'],
    ['of a parameter that nobody set', 'luser_relay = $my|origin'],
  ])('is nowhere: %s', (_, words) => {
    expect(from(words)).toEqual([]);
  });
});
