import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Setting } from '../../../server/src/mta/exim/syntax/statement.ts';
import { drawMarks, parseFixture } from '../fixture.ts';
import { texts } from '../syntax/texts.ts';
import { configurationOf } from './world.ts';

function setting({ name, value, hasValue, negated }: Setting): string {
  return `${negated ? 'no ' : ''}${name.text}${hasValue ? ` = ${value.text}` : ''}`;
}

/** The marks of the fixture are exactly the lines with which Exim does not run. */
function checkFatal(source: string): void {
  const { files, marks } = parseFixture(`-- /etc/exim4/exim4.conf --\n${source}`);
  const { configuration } = configurationOf(`-- /etc/exim4/exim4.conf --\n${source.replace(/^ *\^+.*\n/gm, '')}`);
  const found = configuration.fatal.map((it) => ({ ...it.at, text: it.message }));
  expect(drawMarks(files, found)).toBe(drawMarks(files, marks));
}

describe('a configuration', () => {
  test('has options, lists, and the blocks of its sections', () => {
    const { configuration: it } = configurationOf(`
# all of it
primary_hostname = mail.example.com
no_local_from_check
hide mysql_servers = localhost/db/user/"pass"
domainlist local_domains = @ : example.com
hostlist_cache relay = 192.0.2.0/24
begin acl
check_rcpt:
  accept hosts = :
  deny message = no such user
       !verify = recipient
  warn set acl_m_seen = yes
  accept
begin routers
aliases:
  driver = redirect
  data = \${lookup{$local_part}lsearch{/etc/aliases}}
  no_more
users:
  driver = accept
  check_local_user
  transport = box
begin transports
box:
  driver = appendfile
  file = "/var/mail/$local_part_data"
begin retry
*  *  F,2h,15m; G,16h,1h,1.5
begin rewrite
*@old.example  $1@example.com  Tt
`);
    expect(it.fatal).toEqual([]);
    expect(it.main.map(setting)).toEqual([
      'primary_hostname = mail.example.com',
      'no local_from_check',
      'mysql_servers = localhost/db/user/"pass"',
    ]);
    expect(it.main[2]!.hidden).toBe(true);
    expect(it.lists.map((list) => [list.kind, list.name.text, list.value.text, list.cached])).toEqual([
      ['domain', 'local_domains', '@ : example.com', false],
      ['host', 'relay', '192.0.2.0/24', true],
    ]);
    const statements = it
      .acl('check_rcpt')!
      .statements.map(({ verb, conditions }) =>
        [
          verb.text,
          ...conditions.map((c) => `${c.negated ? '!' : ''}${c.name.text}${c.variable ? ` ${c.variable}` : ''} = ${c.value.text}`),
        ].join(' | '),
      );
    expect(statements).toEqual([
      'accept | hosts = :',
      'deny | message = no such user | !verify = recipient',
      'warn | set acl_m_seen = yes',
      'accept',
    ]);
    expect(it.routers.map(({ name, driver, settings }) => [name.text, driver, ...settings.slice(1).map(setting)])).toEqual([
      ['aliases', 'redirect', 'data = ${lookup{$local_part}lsearch{/etc/aliases}}', 'no more'],
      ['users', 'accept', 'check_local_user', 'transport = box'],
    ]);
    expect(it.transports[0]!.settings.map(setting)).toEqual(['driver = appendfile', 'file = /var/mail/$local_part_data']);
    expect(it.retry.map((rule) => [rule.pattern.text, rule.error.text, rule.rules.text])).toEqual([['*', '*', 'F,2h,15m; G,16h,1h,1.5']]);
    expect(it.rewrite.map((rule) => [rule.pattern.text, rule.replacement.text, rule.flags])).toEqual([
      ['*@old.example', '$1@example.com', 'Tt'],
    ]);
  });

  test('keeps its text, whatever stands there', () => {
    const text = 'begin \n: = \\\n.endif\n  "x\n\0é {{ x }}\n';
    const { configuration } = configurationOf(text);
    expect(configuration.sources[0]!.file.text).toBe(text);
  });
});

test('any text is understood without a throw, and what was understood lies in it', () => {
  const [, sample] = texts.find(([format]) => format.id === 'exim')!;
  const line = fc.constantFrom(
    ...sample.split(/(?<=\n)/),
    'A = B\n',
    'B == A\n',
    '.include /etc/exim4/exim4.conf\n',
    '\\\n',
    'begin x\n',
    '"',
    '!',
    'é',
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 20 }), fc.nat(30), (lines, cut) => {
      const text = lines.join('').slice(cut);
      const { configuration: it, files } = configurationOf(`-- /etc/exim4/exim4.conf --\n${text}`);
      const length = [...files.values()][0]!.length;
      const places = [
        ...[...it.main, ...it.lists, ...it.acls, ...it.routers, ...it.retry, ...it.rewrite, ...it.fatal].map(({ at }) => at),
        ...it.acls.flatMap((acl) => acl.statements.map(({ at }) => at)),
        ...it.skipped,
      ];
      expect(places.filter(({ start, end }) => end < start || length < end)).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

describe('a macro', () => {
  test('is replaced in every later line, in the order of definition, and knows both places', () => {
    const { configuration, files } = configurationOf(`DOMAIN = example.com
HOST = mail.DOMAIN
domainlist d = x : HOST : y
`);
    const { value } = configuration.list('domain', 'd')!;
    expect(value.text).toBe('x : mail.example.com : y');
    const [conf] = [...files.keys()];
    const marks = value.parts.flatMap(({ leaf, via, top }) =>
      leaf.kind === 'written' ? [{ ...leaf.at, text: `${via.join(' ')} ${top?.at.start}-${top?.at.end}` }] : [],
    );
    expect(drawMarks(files, marks)).toBe(`-- ${conf} --
DOMAIN = example.com
         ^^^^^^^^^^^ HOST DOMAIN 59-63
HOST = mail.DOMAIN
       ^^^^^ HOST 59-63
domainlist d = x : HOST : y
               ^^^^  55-59
                       ^^^^  63-67
`);
  });

  test('is found within a word, and a redefinition keeps its place in the order', () => {
    const { configuration } = configurationOf('A = 1\nB = A\nA == 2\ndomainlist d = xAy : B\n');
    expect(configuration.list('domain', 'd')!.value.text).toBe('x2y : 1');
  });

  test('switches lines on and off, also in branches within branches', () => {
    const { configuration } = configurationOf(`YES = 1
.ifdef YES
domainlist a = a
.ifdef NO
domainlist b = b
.elifdef YES
domainlist c = c
.else
domainlist d = d
.endif
.else
.ifdef YES
domainlist e = e
.endif
.endif
.ifdef _HAVE_TLS
domainlist f = f
.endif
`);
    expect(configuration.lists.map((it) => it.name.text)).toEqual(['a', 'c', 'f']);
    expect(configuration.skipped).toHaveLength(3);
  });
});

describe('an included file', () => {
  test('is read in its place, relative to the one that names it, with the macros so far', () => {
    const { configuration } = configurationOf(`-- /etc/exim4/exim4.conf --
A = one
domainlist x = A
.include conf/more
domainlist z = A
.include_if_exists /etc/exim4/nosuch
-- /etc/exim4/conf/more --
A == two
domainlist y = A
`);
    expect(configuration.lists.map((it) => `${it.name.text} ${it.value.text}`)).toEqual(['x one', 'y two', 'z two']);
    expect(configuration.fatal).toEqual([]);
  });

  test('that includes itself ends somewhere', () => {
    const { configuration } = configurationOf('.include /etc/exim4/exim4.conf\n');
    expect(configuration.fatal.map((it) => it.message)).toEqual([
      '/etc/exim4/exim4.conf includes itself without end, so Exim does not run',
    ]);
  });
});

describe('Exim does not run', () => {
  test('with statements that it cannot read', () => {
    checkFatal(`domainlist a = x
domainlist a = y
^^^^^^^^^^^^^^^^ domainlist a stands here a second time, so Exim does not run
A = 1
A = 2
^^^^^ the macro A is defined already and == would define it anew, so Exim does not run
B == 2
^^^^^^ the macro B is not defined yet, so == cannot define it anew and Exim does not run
BA = 2
^^^^^^ the name of the macro BA holds that of the macro A above it, so Exim does not run
qualify_domain example.com
^^^^^^^^^^^^^^^^^^^^^^^^^^ no = behind qualify_domain, so Exim does not run
smtp_banner = "open
^^^^^^^^^^^^^^^^^^^ the quotes of smtp_banner do not end, so Exim does not run
.endif
^^^^^^ .endif without an .ifdef above it, so Exim does not run
.include /etc/nosuch
^^^^^^^^^^^^^^^^^^^^ there is no file /etc/nosuch, so Exim does not run
begin acl
x:
  reject
  ^^^^^^ "reject" is neither a verb nor a condition of an ACL, so Exim does not run
  deny set x = 1
  ^^^^^^^^^^^^^^ "x" is no variable that an ACL can set, so Exim does not run
begin nonsense
^^^^^^^^^^^^^^ "nonsense" is no section that Exim knows, so it does not run
begin routers
one:
  driver = accept
one:
^^^^ there are two routers called one, so Exim does not run
begin acl
^^^^^^^^^ the section acl stands here a second time, so Exim does not run
.ifdef A
^^^^^^^^ no .endif for this line, so Exim does not run
`);
  });
});
