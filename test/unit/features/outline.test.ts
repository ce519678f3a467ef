import { describe, expect, test } from 'vitest';
import { linksIn } from '../../../server/src/features/documentLinks.ts';
import { foldsIn } from '../../../server/src/features/folding.ts';
import { type OutlineEntry, symbolsIn } from '../../../server/src/features/symbols.ts';
import { eximHost, host, postfixAndDovecot } from './navigationHosts.ts';
import { openFixture } from './open.ts';

describe('the outline', () => {
  test('of main.cf has its parameters, that of master.cf its services with what they set', () => {
    expect(outline(host, 'etc/postfix/main.cf').slice(0, 2)).toEqual(['compatibility_level = 3.6', 'myhostname = mail.example.com']);
    expect(outline(host, 'etc/postfix/master.cf')).toEqual([
      'smtp = inet n - y - - smtpd -o myhostname=mx.example.com',
      '  myhostname = mx.example.com',
      'lmtp-x = unix - - y - - lmtp',
    ]);
  });

  test('of a table has its entries, of a large one the first', () => {
    expect(outline(host, 'etc/aliases')).toEqual([
      'postmaster = root',
      'root = jane',
      'staff = jane, ann@elsewhere.example, :include:/etc/postfix/friends',
    ]);
    const rows = Array.from({ length: 6000 }, (_, i) => `u${i}@example.net jane\n`).join('');
    expect(outline(`${host}${rows}`, 'etc/postfix/virtual')).toHaveLength(5000);
  });

  test('of a file with blocks has them with what they hold', () => {
    expect(outline(postfixAndDovecot, 'etc/dovecot/dovecot.conf')).toEqual([
      'protocols = lmtp',
      'mail_plugins = $mail_plugins quota',
      '!include = conf.d/auth.conf',
      'service = lmtp',
      '  unix_listener = /var/spool/postfix/private/lmtp',
      '    mode = 0600',
    ]);
    expect(outline(eximHost, 'etc/exim4/exim4.conf').slice(-5)).toEqual([
      'transports = ',
      '  local_delivery = ',
      '    driver = appendfile',
      '    file = /var/mail/$local_part_data',
      '    delivery_date_add = ',
    ]);
  });

  function outline(source: string, name: string): readonly string[] {
    return symbolsIn(openFixture(source).snapshot, `/ws/${name}`).flatMap((it) => [...draw(it, '')]);
  }
  function* draw({ name, detail, body }: OutlineEntry, indent: string): Generator<string> {
    yield `${indent}${name} = ${detail}`;
    for (const it of body) yield* draw(it, `${indent}  `);
  }
});

describe('folding', () => {
  test('takes comments, values that go on, and blocks without the brace at their end', () => {
    expect(folds(postfixAndDovecot, 'etc/dovecot/dovecot.conf')).toEqual(['comment 1-2', 'region 6-9', 'region 7-8']);
    expect(folds(postfixAndDovecot, 'etc/postfix/main.cf')).toEqual(['region 3-5']);
    expect(folds(eximHost, 'etc/exim4/exim4.conf').slice(0, 2)).toEqual(['region 6-9', 'region 7-9']);
  });

  function folds(source: string, name: string): readonly string[] {
    const { snapshot } = openFixture(source);
    const file = `/ws/${name}`;
    const lineOf = (offset: number) => snapshot.textOf(file).slice(0, offset).split('\n').length;
    return foldsIn(snapshot, file).map(({ at, kind }) => `${kind} ${lineOf(at.start)}-${lineOf(at.end)}`);
  }
});

describe('links', () => {
  test('lead from paths to the files that lie there', () => {
    expect(links(host, 'etc/postfix/main.cf')).toEqual([
      '/etc/aliases -> etc/aliases',
      '/etc/postfix/virtual -> etc/postfix/virtual',
      '/etc/postfix/vmailbox -> etc/postfix/vmailbox',
      '/etc/postfix/transport -> etc/postfix/transport',
    ]);
    expect(links(host, 'etc/aliases')).toEqual(['/etc/postfix/friends -> etc/postfix/friends']);
    expect(links(postfixAndDovecot, 'etc/dovecot/dovecot.conf')).toEqual(['conf.d/auth.conf -> etc/dovecot/conf.d/auth.conf']);
    expect(links(postfixAndDovecot, 'etc/dovecot/conf.d/auth.conf')).toEqual(['/etc/dovecot/users -> etc/dovecot/users']);
  });

  function links(source: string, name: string): readonly string[] {
    const { snapshot } = openFixture(source);
    return linksIn(snapshot, `/ws/${name}`).map(
      ({ at, target }) => `${snapshot.textOf(at.file).slice(at.start, at.end)} -> ${target.slice(4)}`,
    );
  }
});
