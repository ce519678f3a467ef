import { expect, test } from 'vitest';
import type { Postfix } from '../../../server/src/mta/postfix/system.ts';
import { openSite } from './site.ts';

function classOf(system: Postfix, domain: string): string {
  const found = system.classOf(domain);
  return found.kind === 'class' ? found.class : found.kind;
}

function classes(source: string, domains: readonly string[]): string {
  const system = openSite(`compatibility_level = 3.6\n${source}`);
  return domains.map((it) => `${it} ${classOf(system, it)}`).join(', ');
}

// All of this was asked of Postfix 3.7: which class an address at the domain has.
test('names match whatever their case, and not their subdomains', () => {
  expect(classes('mydestination = CST.test, b.test\n', ['cst.test', 'B.TEST', 'x.b.test', 'c.test'])).toBe(
    'cst.test local, B.TEST local, x.b.test elsewhere, c.test elsewhere',
  );
});

test('the first pattern that fits decides', () => {
  expect(classes('mydestination = !a.test, a.test, b.test, !b.test\n', ['a.test', 'b.test'])).toBe('a.test elsewhere, b.test local');
});

test('quotes and semicolons are part of a name', () => {
  expect(classes('mydestination = "a.test"\nrelay_domains = b.test; c.test\n', ['a.test', 'b.test', 'c.test'])).toBe(
    'a.test elsewhere, b.test elsewhere, c.test relay',
  );
});

test('a # ends the list, on the lines below too', () => {
  expect(classes('mydestination = a.test # comment\n  b.test\n', ['a.test', 'b.test'])).toBe('a.test local, b.test elsewhere');
});

test('the lists are asked in one order', () => {
  const source = 'mydestination = a\nvirtual_alias_domains = a, b\nvirtual_mailbox_domains = a, b, c\nrelay_domains = a, b, c, d\n';
  expect(classes(source, ['a', 'b', 'c', 'd', 'e'])).toBe('a local, b virtual-alias, c virtual-mailbox, d relay, e elsewhere');
});

test('virtual_alias_domains takes the domains of the alias tables unless it is set', () => {
  const tables = '-- virtual --\na.test anything\nu@b.test x\n';
  expect(classes(`virtual_alias_maps = hash:/etc/postfix/virtual\n${tables}`, ['a.test', 'b.test'])).toBe(
    'a.test virtual-alias, b.test elsewhere',
  );
  expect(classes(`virtual_alias_maps = hash:/etc/postfix/virtual\nvirtual_alias_domains =\n${tables}`, ['a.test'])).toBe(
    'a.test elsewhere',
  );
});

test('a file: several names a line, no continuation, its own comments, other files and tables', () => {
  const source = `
mydestination = /etc/postfix/domains
-- domains --
# not.test
a.test, b.test
  indented.test
!not1.test not1.test
UPPER.test
trail.test # x.test
/etc/postfix/nested
texthash:/etc/postfix/table
$mydomain
-- nested --
!n1.test
n2.test
-- table --
t.test x
`;
  const asked = [
    'a.test',
    'b.test',
    'indented.test',
    'not1.test',
    'upper.test',
    'trail.test',
    'x.test',
    'n1.test',
    'n2.test',
    't.test',
    'example.com',
  ];
  expect(classes(source, asked)).toBe(
    'a.test local, b.test local, indented.test local, not1.test elsewhere, upper.test local, trail.test local, x.test elsewhere, n1.test elsewhere, n2.test local, t.test local, example.com elsewhere',
  );
});

test('a file behind a variable is read', () => {
  expect(classes('doms = /etc/postfix/doms\nmydestination = $doms\n-- doms --\na.test\n', ['a.test', 'b.test'])).toBe(
    'a.test local, b.test elsewhere',
  );
});

test('a file that is not there fails everything behind it', () => {
  expect(classes('mydestination = a.test, /etc/postfix/missing, b.test\nrelay_domains = c.test\n', ['a.test', 'b.test', 'c.test'])).toBe(
    'a.test local, b.test unknown, c.test unknown',
  );
});

test('a table is asked for the bare domain in lower case', () => {
  const source = `
mydestination =
virtual_mailbox_domains = hash:/etc/postfix/d
-- d --
VH.test x
@at.test x
u@user.test x
.dot.test x
`;
  expect(classes(source, ['vh.test', 'VH.TEST', 'at.test', 'user.test', 'dot.test', 'x.dot.test', 'x.vh.test'])).toBe(
    'vh.test virtual-mailbox, VH.TEST virtual-mailbox, at.test elsewhere, user.test elsewhere, dot.test elsewhere, x.dot.test elsewhere, x.vh.test elsewhere',
  );
});

test('keys of texthash: and inline: tables are not folded for a list of domains', () => {
  const source = `
mydestination = texthash:/etc/postfix/d, inline:{ VI.test=x, vj.test=x }
-- d --
Vth.TEST x
vok.test x
`;
  expect(classes(source, ['vth.test', 'vok.test', 'vi.test', 'VJ.test'])).toBe(
    'vth.test elsewhere, vok.test local, vi.test elsewhere, VJ.test local',
  );
});

test('patterns are asked for the bare domain', () => {
  const source = `
mydestination = regexp:/etc/postfix/r
-- r --
/^re\\.test$/ x
/@ad\\.test$/ x
`;
  expect(classes(source, ['re.test', 'RE.test', 'x.re.test', 'ad.test'])).toBe(
    're.test local, RE.test local, x.re.test elsewhere, ad.test elsewhere',
  );
});

test('relay_domains holds subdomains too, in names and in tables', () => {
  const source = `
mydestination =
relay_domains = r.test, .dot.test, hash:/etc/postfix/r
-- r --
rel.test x
.dotrel.test x
@atrel.test x
`;
  expect(
    classes(source, [
      'r.test',
      'a.b.r.test',
      'xr.test',
      'dot.test',
      'a.dot.test',
      'rel.test',
      'a.b.rel.test',
      'dotrel.test',
      'a.dotrel.test',
      'atrel.test',
    ]),
  ).toBe(
    'r.test relay, a.b.r.test relay, xr.test elsewhere, dot.test elsewhere, a.dot.test elsewhere, rel.test relay, a.b.rel.test relay, dotrel.test elsewhere, a.dotrel.test elsewhere, atrel.test elsewhere',
  );
});

test('a leading dot means subdomains where parent_domain_matches_subdomains leaves relay_domains out', () => {
  const source = `
mydestination =
parent_domain_matches_subdomains = smtpd_access_maps
relay_domains = r.test, .dot.test, hash:/etc/postfix/r
-- r --
rel.test x
.dotrel.test x
`;
  expect(
    classes(source, ['r.test', 'a.r.test', 'dot.test', 'a.b.dot.test', 'rel.test', 'a.rel.test', 'dotrel.test', 'a.b.dotrel.test']),
  ).toBe(
    'r.test relay, a.r.test elsewhere, dot.test elsewhere, a.b.dot.test relay, rel.test relay, a.rel.test elsewhere, dotrel.test elsewhere, a.b.dotrel.test relay',
  );
});

test('what a template fills in leaves only the names behind it certain', () => {
  expect(classes('mydestination = {{ domains }}, b.test\n', ['b.test', 'c.test'])).toBe('b.test local, c.test unknown');
});
