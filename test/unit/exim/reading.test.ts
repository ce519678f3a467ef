import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Entry } from '../../../server/src/core/syntax.ts';
import { strangers } from '../../../server/src/mta/exim/strangers.ts';
import { eximConf } from '../../../server/src/mta/exim/syntax/eximConf.ts';
import { drawMarks, parseFixture } from '../fixture.ts';
import { configurations, mutants } from './mutants.ts';
import { configurationOf, readText } from './world.ts';

/** The marks of the fixture are exactly the lines with which Exim does not begin. Each was asked of Exim 4.96. */
function checkFatal(source: string): void {
  const { files, marks } = parseFixture(`-- /etc/exim4/exim4.conf --\n${source}`);
  const found = readText(files.get('/etc/exim4/exim4.conf')!).fatal.map((it) => ({ ...it.at, text: it.message }));
  expect(drawMarks(files, found)).toBe(drawMarks(files, marks));
}

describe('configurations that hold whatever such files hold', () => {
  test.each([...configurations])('%s is read without a complaint', (_, text) => {
    const configuration = readText(text);
    expect(configuration.fatal).toEqual([]);
    expect([...strangers(configuration)]).toEqual([]);
  });

  test.each([...configurations])('%s is kept to its last byte', (_, text) => {
    expect(leftOut(text)).toEqual([]);
  });

  test('and those with a mistake in them are read without a throw, and kept', () => {
    fc.assert(
      fc.property(mutants(), ({ text }) => {
        const { fatal } = readText(text);
        expect(fatal.filter(({ at }) => at.end < at.start || text.length < at.end)).toEqual([]);
        expect(leftOut(text)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});

/** Words of a text that are in no name, no value and no comment of its tree, but for those that make a statement what it is. */
function leftOut(text: string): readonly string[] {
  const { entries } = eximConf.parse('file', text);
  const spans = entries.flatMap(words).sort((a, b) => a.start - b.start);
  const gaps: string[] = [];
  let end = 0;
  for (const it of spans) {
    // Words stand one behind the other, and none in another.
    expect(end <= it.start && it.start <= it.end).toBe(true);
    gaps.push(text.slice(end, it.start));
    end = it.end;
  }
  gaps.push(text.slice(end));
  const structure = /^(?:[\s=:\\!.]|(?:begin|hide|(?:domain|host|address|localpart)list(?:_cache)?)\b)*$/i;
  return gaps.map((it) => it.replace(/^[ \t\r\v\f]*#.*$/gm, '')).filter((it) => !structure.test(it));
}

function words({ name, values, body }: Entry): readonly { readonly start: number; readonly end: number }[] {
  return [name.at, ...values.map((it) => it.at), ...body.flatMap(words)];
}

describe('Exim does not begin', () => {
  test('with a value that the option does not take', () => {
    checkFatal(
      `split_spool_directory = maybe
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ "maybe" is neither yes nor no, which split_spool_directory takes, so Exim does not run
no_smtp_banner
^^^^^^^^^^^^^^ smtp_banner is no switch that "no_" could turn off, so Exim does not run
no_drop_cr = yes
^^^^^^^^^^^^^^^^ nothing can stand behind no_drop_cr, so Exim does not run
smtp_banner
^^^^^^^^^^^ no value stands behind smtp_banner, so Exim does not run
recipients_max = many
^^^^^^^^^^^^^^^^^^^^^ "many" is no number, which recipients_max takes, so Exim does not run
smtp_accept_max = 3G
^^^^^^^^^^^^^^^^^^^^ 3G is too large a number, which smtp_accept_max takes, so Exim does not run
check_spool_space = 3G
auto_thaw = 1 day
^^^^^^^^^^^^^^^^^ "1 day" is no time such as 1d12h, which auto_thaw takes, so Exim does not run
delay_warning = 4h:1h
^^^^^^^^^^^^^^^^^^^^^ 1h is not after the time before it, which delay_warning takes, so Exim does not run
queue_only_load = 2,5
^^^^^^^^^^^^^^^^^^^^^ "2,5" is no decimal number, which queue_only_load takes, so Exim does not run
log_selector = +all subject
^^^^^^^^^^^^^^^^^^^^^^^^^^^ + or - is expected in log_selector and not "subject", so Exim does not run
begin transports
box:
  driver = appendfile
  mode = 0680
  ^^^^^^^^^^^ "0680" is no octal number, which mode takes, so Exim does not run
  headers_rewrite = a@b c@d E
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^ "E" is no flag of this rewriting rule, which headers_rewrite takes, so Exim does not run
`,
    );
  });

  test('with a driver that is not there, and with what stands before it', () => {
    checkFatal(`begin routers
one: # the first
^^^^^^^^^^^^^^^^ "# the first" stands behind the name one, so Exim does not run
  driver = acept
  ^^^^^^^^^^^^^^ there is no driver acept for routers, so Exim does not run
two:
  domains = example.com
  data = x
  ^^^^^^^^ data stands above the driver that it may be an option of, so Exim does not run
  driver = redirect
begin authenticators
three:
  driver = gsasl
`);
  });

  test('with an ACL that negates what is no condition, or ends where nothing passes', () => {
    checkFatal(`begin acl
rcpt:
  deny !message = no
  ^^^^^^^^^^^^^^^^^^ message is no condition that ! could negate, so Exim does not run
  deny domains = a
       endpass
       ^^^^^^^ endpass stands below deny and not below accept or discard, so Exim does not run
  accept
`);
  });

  test('with retry and rewriting rules that it cannot read', () => {
    checkFatal(`begin retry
* * F,2h,15m; G,16h,1h,1.5
*
^ no kind of error stands behind the pattern of this retry rule, so Exim does not run
* never F,2h,15m
^^^^^^^^^^^^^^^^ "never" is no kind of error of a retry rule, so Exim does not run
* rcpt_5xx F,2h,15m
^^^^^^^^^^^^^^^^^^^ "rcpt_5xx" is no kind of error of a retry rule, so Exim does not run
* rcpt_4x F,2h,15m
^^^^^^^^^^^^^^^^^^ behind rcpt_4 stand xx or two digits of a reply, not as in rcpt_4x, so Exim does not run
* timeout_dial F,2h,15m
^^^^^^^^^^^^^^^^^^^^^^^ only A, MX or connect can stand behind timeout_, not dial, so Exim does not run
* refused_B
^^^^^^^^^^^ only A or MX can stand behind refused_, not B, so Exim does not run
* * F,2h
^^^^^^^^ F of a retry rule takes two values, so Exim does not run
* * X,2h,1h
^^^^^^^^^^^ "X" is no letter of a retry rule, which are F, G and H, so Exim does not run
* * G,2h,1h,0.5
^^^^^^^^^^^^^^^ the factor 0.5 of a retry rule is not 1 or more, so Exim does not run
* * F,0s,1h
^^^^^^^^^^^ no time of a retry rule can be 0, so Exim does not run
* * F,2h,15
^^^^^^^^^^^ "15" is no time such as 1d12h, so Exim does not run
* * senders F,2h,1h
^^^^^^^^^^^^^^^^^^^ no = behind senders in this retry rule, so Exim does not run
begin rewrite
*@a
^^^ no replacement stands behind the pattern of this rewriting rule, so Exim does not run
*@a $1@b Fx
^^^^^^^^^^^ "x" is no flag of this rewriting rule, so Exim does not run
*@a $1@b S
^^^^^^^^^^ the flag S of this rewriting rule needs a regular expression for a pattern, so Exim does not run
`);
  });

  test('with a byte order mark, or with a macro that has too long a name', () => {
    expect(messages('\uFEFF# comment\n')).toEqual(['a byte order mark stands before the first line, so Exim does not run']);
    expect(messages(`${'A'.repeat(64)} = x\n`)).toEqual([`the name of the macro ${'A'.repeat(30)}… is too long, so Exim does not run`]);
    expect(messages(`${'A'.repeat(63)} = x\n`)).toEqual([]);
  });

  test('where it passes over the end of a condition', () => {
    expect(messages('.ifdef _HAVE_TLS\r\nqualify_domain = a.example\r\n.endif\r\n')).toEqual([
      'a carriage return stands behind .endif, which Exim passes over, so it does not run',
    ]);
    expect(messages('.ifdef _HAVE_TLS\n.endif\t\n')).toEqual(['a tab stands behind .endif, which Exim passes over, so it does not run']);
    expect(messages('.ifdef _HAVE_TLS\n.endif   \nqualify_domain = a.example\r\n')).toEqual([]);
  });
});

function messages(text: string): readonly string[] {
  return readText(text).fatal.map((it) => it.message);
}

describe('Exim begins', () => {
  test('with a line that ends at a zero byte', () => {
    const { main, fatal } = readText('qualify_domain = a.example\0 b = c\nsmtp_banner = x\n');
    expect(main.map((it) => it.value.text)).toEqual(['a.example', 'x']);
    expect(fatal).toEqual([]);
  });

  test('with a folder for an included file, and with no name for one', () => {
    const { configuration } = configurationOf(`-- /etc/exim4/exim4.conf --
.include
.include /etc/exim4/conf
qualify_domain = a.example
-- /etc/exim4/conf/x --
nonsense
`);
    expect(configuration.fatal).toEqual([]);
  });

  test('with a number that later releases expand', () => {
    expect(messages('recipients_max = ${if eq{a}{b}{1}{2}}\n')).toEqual([]);
  });
});

test('nothing is concluded behind a file that cannot be seen', () => {
  const text = `.include_if_exists /etc/exim4/local
smtp_accept_max = LIMIT
unheard = of
begin routers
one:
  driver = accept
  data = LATE
  more = perhaps
`;
  expect(readText(text, { kind: 'unreadable', file: '/etc/exim4/local', why: 'denied' }).fatal.map((it) => it.message)).toEqual([
    '"perhaps" is neither yes nor no, which more takes, so Exim does not run',
  ]);
});

test('a list over ten thousand lines is read to its end', () => {
  const domains = Array.from({ length: 10_000 }, (_, i) => `domain${i}.example`);
  const { fatal, lists } = readText(`domainlist many = ${domains.join(' : \\\n  ')}\n`);
  expect(fatal).toEqual([]);
  expect(lists[0]!.value.text).toBe(domains.join(' : '));
});

describe('macros that grow', () => {
  test('end at a bound, with a problem', () => {
    const letters = [...'ABCDEFGHIJ'];
    const growing = letters.map((it, i) => `M${it} = ${`M${letters[i + 1]} `.repeat(10)}\n`).join('');
    const { fatal } = readText(`${growing}smtp_banner = ${'MA'.repeat(10)}\n`);
    expect(fatal.map((it) => it.message)).toEqual(['the macros of this line grow beyond all bounds, so nothing is read behind it']);
  });

  test('and one that names itself ends where Exim ends it', () => {
    const { main, fatal } = readText('A = xAx\nsmtp_banner = A\nqualify_domain = a.example\n');
    expect(main.map((it) => it.value.text)).toEqual(['xAx', 'a.example']);
    expect(fatal).toEqual([]);
  });
});
