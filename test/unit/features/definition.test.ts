import { describe, expect, test } from 'vitest';
import { definitionsAt } from '../../../server/src/features/definition.ts';
import { at, placesAt } from './navigation.ts';
import { eximHost, host, postfixAndDovecot } from './navigationHosts.ts';

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

describe('the definition in an Exim configuration', () => {
  test.each([
    ['a list', 'domains = +local|_domains', ['etc/exim4/exim4.conf:3 local_domains']],
    ['an ACL', '= acl_check|_rcpt', ['etc/exim4/exim4.conf:7 acl_check_rcpt']],
    ['a transport', '  transport = local|_delivery', ['etc/exim4/exim4.conf:23 local_delivery']],
    ['a macro', 'spool_directory = SP|OOL', ['etc/exim4/exim4.conf:1 SPOOL']],
  ])('of %s', (_, words, expected) => {
    expect(from(words, eximHost)).toEqual(expected);
  });
});

describe('the definition beside a Dovecot', () => {
  test.each([
    [
      'a user, from the target of an alias of the server in front',
      'info@example.org ann@exam|ple.org',
      ['etc/dovecot/users:1 ann@example.org'],
    ],
    ['an included file', '!include conf.d/au|th.conf', ['etc/dovecot/conf.d/auth.conf:1']],
    ['a file of users', 'args = /etc/dovecot/us|ers', ['etc/dovecot/users:1']],
    ['a setting', 'mail_plugins = $mail|_plugins', ['etc/dovecot/dovecot.conf:4 mail_plugins']],
  ])('of %s', (_, words, expected) => {
    expect(from(words, postfixAndDovecot)).toEqual(expected);
  });
});
