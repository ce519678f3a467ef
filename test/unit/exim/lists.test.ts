import { describe, expect, test } from 'vitest';
import { written } from '../../../server/src/core/sourced.ts';
import type { Scope } from '../../../server/src/mta/exim/expand/scope.ts';
import { tainted, variablesOf } from '../../../server/src/mta/exim/expand/variables.ts';
import { type Match, matchAddress, matchDomain, matchHost, matchLocalPart } from '../../../server/src/mta/exim/lists/match.ts';
import { tablesOf } from '../../../server/src/mta/exim/lookup/tables.ts';
import { configurationOf, seenIn } from './world.ts';

const { configuration, files } = configurationOf(`-- /etc/exim4/exim4.conf --
EXTRA = extra.example
domainlist local = @ : example.com : EXTRA : lsearch;/etc/mail/domains
domainlist empty =
domainlist circle = a.example : +circle
hostlist inside = 127.0.0.1 : 192.0.2.0/24
-- /etc/mail/domains --
hosted.example: box1
-- /etc/mail/networks --
198.51.100.0/24: net
-- /etc/hosts --
127.0.0.1 localhost localhost.localdomain
::1 localhost
192.0.2.9 partner
`);

function scopeOf(host: string | undefined): Scope {
  return {
    variable: variablesOf({ domain: tainted('example.com'), ...(host !== undefined && { primary_hostname: host }) }),
    list: configuration.list,
    tables: tablesOf(seenIn(files)),
  };
}

const scope = scopeOf('mail.example.com');

function list(text: string) {
  return written(text, { file: 'list', start: 0, end: text.length });
}

function told(match: Match): string {
  switch (match.kind) {
    case 'yes':
      return ['yes', match.item?.text, match.data === undefined ? undefined : `data ${match.data}`]
        .filter((it) => it !== undefined)
        .join(', ');
    case 'no':
      return ['no', match.item?.text].filter((it) => it !== undefined).join(', ');
    default:
      return `${match.kind}: ${match.why}`;
  }
}

const domain = (text: string, of: string, how = scope) => told(matchDomain(list(text), of, how));
const host = (text: string, of: string) => told(matchHost(list(text), { address: of }, scope));

describe('a list of domains', () => {
  test('tells the item that decides, and what it gives for $domain_data', () => {
    expect(domain('+local', 'Example.COM')).toBe('yes, +local, data example.com');
    expect(domain('+local', 'hosted.example')).toBe('yes, +local, data box1');
    expect(domain('+local', 'extra.example')).toBe('yes, +local, data extra.example');
    expect(domain('x : !*.example.com : *', 'a.example.com')).toBe('no, !*.example.com');
    expect(domain('+empty', 'a')).toBe('no');
    expect(domain('! a : ! b', 'c')).toBe('yes');
  });

  test('is expanded first', () => {
    expect(domain('${if eq{$domain}{example.com}{a.example}}', 'a.example')).toMatch(/^yes/);
    expect(domain('${if eq{a}{b}{c}fail}', 'a')).toBe('no');
    expect(domain('${nosuch}', 'a')).toMatch(/^defer: /);
  });

  test('that cannot be asked ends the process or puts mail off', () => {
    expect(domain('lsearch;/etc/nosuch', 'a')).toBe('panic: there is no file /etc/nosuch');
    expect(domain('/etc/nosuch', 'a')).toBe('panic: there is no file /etc/nosuch');
    expect(domain('lsearch;/etc/mail/$domain', 'a')).toMatch(/^panic: /);
    expect(domain('+nosuch', 'a')).toBe('defer: there is no domainlist nosuch');
    expect(domain('+circle', 'b')).toBe('panic: a named list holds itself');
    expect(domain('+circle', 'a.example')).toMatch(/^yes/);
  });

  test('is unknown only where what cannot be told could decide', () => {
    const nameless = scopeOf(undefined);
    expect(domain('@ : a.example', 'a.example', nameless)).toMatch(/^yes/);
    expect(domain('@ : a.example', 'b.example', nameless)).toBe('unknown: the name of the host stands in no file');
    expect(domain('a.example : @mx_any', 'a.example')).toMatch(/^yes/);
    expect(domain('@mx_any : a.example', 'a.example')).toBe('unknown: @mx_any needs the MX records of a.example');
    expect(domain('mysql;select', 'a')).toBe('unknown: a mysql database lies outside the files');
  });
});

test('a list of local parts ignores letter case unless told not to', () => {
  expect(told(matchLocalPart(list('alice'), 'Alice', scope))).toMatch(/^yes/);
  expect(told(matchLocalPart(list('alice'), 'Alice', scope, { caseful: true }))).toBe('no');
  expect(told(matchLocalPart(list('bob : +caseful : alice'), 'Alice', scope))).toBe('no');
});

test('a list of addresses has the sender of bounces only for an empty item', () => {
  expect(told(matchAddress(list('*@example.com'), '', scope))).toBe('no');
  expect(told(matchAddress(list(':'), '', scope))).toMatch(/^yes/);
  expect(told(matchAddress(list('+caseful : A@example.com'), 'a@example.com', scope))).toBe('no');
});

test('a list of hosts knows addresses and networks, and names only where DNS tells them', () => {
  expect(host('+inside', '192.0.2.9')).toBe('yes, +inside');
  expect(host('+inside', '203.0.113.9')).toBe('no');
  expect(host('!192.0.2.9 : +inside', '192.0.2.9')).toBe('no, !192.0.2.9');
  expect(host('net24-lsearch;/etc/mail/networks', '198.51.100.7')).toMatch(/^yes/);
  // An address for documentation has no name, and is not that of a host that has one.
  expect(host('*.example.com : *', '203.0.113.9')).toBe('no, *.example.com');
  expect(host('*.example.com', '8.8.8.8')).toMatch(/^unknown: /);
  expect(host('mx.example.net', '203.0.113.9')).toBe('no');
  expect(host('mx.example.net : 203.0.113.9', '203.0.113.9')).toMatch(/^unknown: /);
  expect(host('+ignore_unknown : mx.example.net : 203.0.113.9', '203.0.113.9')).toMatch(/^yes/);
  expect(host('! mx.example.net', '203.0.113.9')).toMatch(/^unknown: /);
  expect(host('localhost', '::1')).toBe('yes, localhost');
  expect(host('localhost', '2001:db8::5')).toBe('no');
  expect(host('localhost.localdomain', '127.0.0.1')).toMatch(/^yes/);
  expect(host('localhost.localdomain', '::1')).toMatch(/^unknown: /);
  expect(host('mx.example.net', '127.0.0.1')).toMatch(/^unknown: /);
  expect(host('ip6-localhost', '::1')).toMatch(/^unknown: /);
  expect(host('MAIN_RELAY_NETS', '127.0.0.1')).toBe(host('MAIN_RELAY_NETS', '203.0.113.9'));
  expect(host('partner', '192.0.2.9')).toMatch(/^yes/);
  expect(host('@[]', '127.0.0.1')).toMatch(/^yes/);
  expect(host('@[]', '203.0.113.9')).toBe('no');
  expect(host('<; ::1 ; 2001:db8::/32', '2001:db8::5')).toMatch(/^yes/);
  expect(host('1.2.3 : *', '192.0.2.9')).toBe('no, 1.2.3');
  expect(host('+ignore_unknown : 1.2.3 : *', '192.0.2.9')).toMatch(/^yes/);
  expect(host(':', '')).toMatch(/^yes/);
});
