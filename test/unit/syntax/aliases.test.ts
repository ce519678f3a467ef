import { expect, test } from 'vitest';
import { aliases, targetsIn } from '../../../server/src/formats/aliases.ts';
import { checkSyntax, drawTargets } from './draw.ts';

// What `postalias -s` of Postfix 3.7 lists of the same text.
test('keys lose their quotes and have one blank between their words', () => {
  checkSyntax(
    aliases,
    '# comment\npostmaster: root\nROOT : ann\n"quoted key": a\n"colon:key": b\ntwo   words: c\ntab\tkey: d\nhash#key: e\nplus+ext: f\n"a@b": g\n',
    `
mapping «postmaster» «root»
mapping «ROOT» «ann»
mapping «quoted key» «a»
mapping «colon:key» «b»
mapping «two words» «c»
mapping «tab key» «d»
mapping «hash#key» «e»
mapping «plus+ext» «f»
mapping «a@b» «g»
`,
  );
});

test('what postalias skips is kept apart, with the reason', () => {
  checkSyntax(
    aliases,
    ' indented: x\nann@a.test: alice\nno colon here\nempty:\n: nobody\nbob: x\n',
    `
mapping «bob» «x»
skipped starts-with-blank: « indented: x»
skipped address-as-key: «ann@a.test»
skipped no-colon: «no colon here»
skipped no-value: «empty»
skipped no-name: «: nobody»
`,
  );
});

test('of equal keys the first is found, whatever their case', () => {
  const { rows } = aliases.parse('aliases', 'Dup: a\ndup: b\n"DUP": c\n');
  expect([rows.find('dup'), rows.find('DUP'), rows.count]).toEqual([0, 0, 3]);
});

// Deliveries of local(8) in Postfix 3.7.
test.each([
  ['alice', 'address alice'],
  ['alice, bob,,carol ,', 'address alice | address bob | address carol'],
  ['alice bob', 'address alice | address bob'],
  ['alice; bob', 'address alice | address bob'],
  ['<alice>', 'address alice'],
  ['Alice Smith <alice@a.test>', 'address alice@a.test'],
  ['"Alice" <alice>, bob', 'address alice | address bob'],
  ['Alice<alice@a.test>', 'address alice@a.test'],
  ['bob, Alice Smith <alice>', 'address bob | address alice'],
  ['friends: alice, bob;', 'address alice | address bob'],
  ['friends:alice, bob;', 'address friends:alice | address bob'],
  ['a:b', 'address a:b'],
  ['alice (a comment)', 'address alice'],
  ['(comment (nested)) bob', 'address bob'],
  ['Alice (x) Smith', 'address Alice | address Smith'],
  ['alice (unclosed', 'address alice'],
  ['alice # comment', 'address alice | address # | address comment'],
  ['|/bin/true arg', 'command /bin/true | address arg'],
  ['"|/bin/true arg, more"', 'command /bin/true arg, more'],
  ['|"/bin/true arg"', 'command /bin/true arg'],
  ['|', 'command '],
  ['/var/mail/archive', 'file /var/mail/archive'],
  ['/dev/null', 'file /dev/null'],
  [':include:/etc/list', 'include /etc/list'],
  [':include: /etc/list, bob', 'include /etc/list | address bob'],
  ['":include:/etc/list"', 'include /etc/list'],
  ['"alice', 'address alice'],
  ['\\alice', 'address \\alice'],
  ['""', 'address '],
  ['alice,\n# not bob\n  carol', 'address alice | address carol'],
  ['', ''],
])('%j names %s', (value, drawn) => {
  expect(drawTargets(targetsIn(value, { file: 'aliases', start: 0, end: value.length }))).toBe(drawn);
});

test('a target stands where its word stands', () => {
  const text = 'list: alice, "|/bin/x y", :include: /etc/list, Bob <bob@a.test>\n';
  const value = aliases.parse('aliases', text).entries[0]!.values[0]!;
  const places = targetsIn(text, value.at).map((it) => text.slice(it.at.start, it.at.end));
  expect(places).toEqual(['alice', '"|/bin/x y"', ':include: /etc/list', '<bob@a.test>']);
});

test('a line with nothing before its first colon has no name', () => {
  checkSyntax(aliases, ':include: x\n', 'skipped no-name: «:include: x»\n');
});
