import { describe, expect, test } from 'vitest';
import type { Mention, Seen } from '../../../server/src/core/system.ts';
import { tableNameOf, written } from '../../../server/src/mta/exim/lookup/tableName.ts';
import { tablesOf } from '../../../server/src/mta/exim/lookup/tables.ts';
import { parseFixture } from '../fixture.ts';
import { seenIn } from './world.ts';

/** What a lookup `type;path` says of a key in a world of these files. */
function ask(type: string, path: string, key: string, mention: (it: Mention) => Seen): string {
  const named = tableNameOf(type);
  if ('why' in named) return named.why;
  const answer = tablesOf(mention).find({ ...named.table, path }, key);
  switch (answer.kind) {
    case 'hit':
      return `${answer.value}${answer.groups ? ` (${answer.groups.join(', ')})` : ''}`;
    case 'miss':
      return 'miss';
    default:
      return `${answer.kind}: ${answer.why}`;
  }
}

const { files } = parseFixture(`-- /etc/mail/aliases --
# a comment
Root: alice,
  bob
"two words" : quoted
Mixed: case
-- /etc/mail/boxes/alice --
`);
const world = seenIn(files);

describe('a table', () => {
  test('of aliases joins the lines that go on, and ignores letter case', () => {
    expect(ask('lsearch', '/etc/mail/aliases', 'ROOT', world)).toBe('alice, bob');
    expect(ask('lsearch', '/etc/mail/aliases', 'two words', world)).toBe('quoted');
    expect(ask('lsearch*', '/etc/mail/aliases', 'x', world)).toBe('miss');
  });

  test('that is compiled is asked by its text, where that is all there is', () => {
    expect(ask('dbm', '/etc/mail/aliases.db', 'root', world)).toBe('alice, bob');
    expect(ask('dbm', '/etc/mail/aliases.db', 'mixed', world)).toBe('case');
    expect(ask('dbm', '/etc/mail/aliases.db', 'Mixed', world)).toBe('miss');
    expect(ask('cdb', '/etc/mail/aliases.cdb', 'Mixed', world)).toBe('case');
    expect(ask('cdb', '/etc/mail/other.cdb', 'x', world)).toBe('broken: there is no file /etc/mail/other.cdb');
    const newer = (it: Mention): Seen =>
      it.path.endsWith('.db')
        ? { kind: 'present', file: it.path, modified: 1, size: 9 }
        : { ...world(it), ...(it.format && { modified: 2 }) };
    expect(ask('dbm', '/etc/mail/aliases.db', 'root', newer)).toBe('unreadable: a dbm file cannot be read here');
  });

  test('that is not there breaks, one outside the workspace is unreadable, and one not read yet too', () => {
    expect(ask('lsearch', '/etc/mail/nosuch', 'x', world)).toBe('broken: there is no file /etc/mail/nosuch');
    expect(ask('lsearch', '/etc/mail/boxes', 'x', world)).toBe('broken: /etc/mail/boxes is a folder');
    expect(ask('lsearch', '/srv/x', 'x', () => ({ kind: 'absent' }))).toBe('unreadable: /srv/x is not in this workspace');
    expect(ask('lsearch', '/srv/x', 'x', () => ({ kind: 'pending' }))).toBe('unreadable: /srv/x has not been read yet');
    expect(ask('dsearch', '/etc/mail/nosuch', 'x', world)).toBe('broken: there is no folder /etc/mail/nosuch');
    expect(ask('dsearch', '/etc/mail/boxes', 'alice', world)).toBe('alice');
    expect(ask('nis', '/x', 'y', () => ({ kind: 'absent' }))).toBe('unreadable: a nis file cannot be read here');
  });

  test('has a name with partial matching, defaults and options', () => {
    for (const text of ['lsearch', 'partial-lsearch', 'partial3-lsearch*', 'partial(.)lsearch*@', 'lsearch,ret=full', 'partial1()dbm'])
      expect(tableNameOf(text)).toMatchObject({ style: 'single-key' });
    const named = tableNameOf('partial3(.)-x');
    expect(named).toEqual({ why: 'Exim knows no type of lookup "-x"' });
    expect(tableNameOf('mysql')).toMatchObject({ style: 'query' });
    expect(tableNameOf('partial-mysql')).toHaveProperty('why');
    const full = tableNameOf('partial3(.)lsearch*@,ret=full');
    expect('why' in full ? full.why : written({ ...full.table, path: '/x' })).toBe('partial3(.)lsearch*@,ret=full;/x');
  });
});
