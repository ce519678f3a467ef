import { expect, test } from 'vitest';
import { type Call, incoming, outgoing, type Station, stationAt } from '../../../server/src/features/callHierarchy.ts';
import { openFixture } from './open.ts';
import { site } from './site.ts';

/** The station at the cursor with the stations before and behind it; a line is where it stands. */
function hierarchy(source: string): string {
  const { snapshot, fixture } = openFixture(source);
  const { file, offset } = fixture.cursor!;
  const station = stationAt(snapshot, `/ws/${file}`, offset);
  if (!station) return 'nothing';
  const word = ({ file, start, end }: Station['at']) => snapshot.textOf(file).slice(start, end);
  const place = ({ file, start }: Station['at']) => `${file.slice(4)}:${snapshot.textOf(file).slice(0, start).split('\n').length}`;
  const draw = ({ name, detail, at }: Station) => `${name} (${[detail, place(at)].filter((it) => it !== '').join(', ')})`;
  const calls = (arrow: string, all: readonly Call[]) =>
    all.map((it) => `  ${arrow} ${draw(it.station)} by ${it.from.map(word).join(', ')}`);
  return ['', draw(station), ...calls('<-', incoming(snapshot, station)), ...calls('->', outgoing(snapshot, station)), ''].join('\n');
}

test('an alias is reached by other aliases and by virtual ones, whichever name of the host they use', () => {
  expect(hierarchy(site.replace('staff: jane', 'sta<|>ff: jane'))).toBe(`
staff (→ 3 recipients · 1 bounces, etc/aliases:3)
  <- all@example.net (→ 4 recipients · 1 bounces, etc/postfix/virtual:2) by staff@localhost
  -> jane (delivered, etc/passwd:2) by jane
  -> nosuch (bounced 5.1.1, etc/aliases:3) by nosuch
  -> |/bin/report (etc/aliases:3) by |/bin/report
`);
});

test('a word on the right side is the entry that it names, or the user in whose mailbox mail ends', () => {
  expect(hierarchy(site.replace('postmaster: root', 'postmaster: ro<|>ot'))).toBe(`
root (→ jane@mail.example.com, etc/aliases:2)
  <- postmaster (→ jane@mail.example.com, etc/aliases:1) by root
  -> jane (delivered, etc/passwd:2) by jane
`);
  expect(hierarchy(site.replace('root: jane', 'root: ja<|>ne'))).toBe(`
jane (delivered, etc/passwd:2)
  <- root (→ jane@mail.example.com, etc/aliases:2) by jane
  <- staff (→ 3 recipients · 1 bounces, etc/aliases:3) by jane
  <- info@example.net (→ jane@mail.example.com, etc/postfix/virtual:1) by jane@mail.example.com
`);
});

test('the entry of a whole domain leads on, and no word leads to it', () => {
  expect(hierarchy(site.replace('@example.net postmaster', '@exam<|>ple.net postmaster'))).toBe(`
@example.net (every address without an entry of its own, etc/postfix/virtual:3)
  -> postmaster (→ jane@mail.example.com, etc/aliases:1) by postmaster
`);
});

test('what another host takes leads no further', () => {
  expect(hierarchy(site.replace('eve@example.org', 'e<|>ve@example.org'))).toBe(`
eve@example.org (forwarded, etc/postfix/virtual:2)
  <- all@example.net (→ 4 recipients · 1 bounces, etc/postfix/virtual:2) by eve@example.org
`);
});

test('in a comment and in other files there is nothing to follow', () => {
  expect(hierarchy(site.replace('root: jane', '# root: ja<|>ne'))).toBe('nothing');
  expect(hierarchy(site.replace('/home/jane', '/home/ja<|>ne'))).toBe('nothing');
});

test('the address with an extension and the one that only a whole domain takes lead to those entries', () => {
  const extended = site.replace('mynetworks', 'recipient_delimiter = +\nmynetworks').replace('nosuch, |', 'root+x, other@example.net, |');
  expect(hierarchy(extended.replace('staff: jane', 'sta<|>ff: jane'))).toBe(`
staff (→ 2 recipients, etc/aliases:3)
  <- all@example.net (→ 3 recipients, etc/postfix/virtual:2) by staff@localhost
  -> jane (delivered, etc/passwd:2) by jane
  -> root (→ jane@mail.example.com, etc/aliases:2) by root+x
  -> @example.net (every address without an entry of its own, etc/postfix/virtual:3) by other@example.net
  -> |/bin/report (etc/aliases:3) by |/bin/report
`);
});
