import { expect, test } from 'vitest';
import { drawTrace, openSite, replyTo } from './site.ts';

const unknown = '550 5.1.1 user unknown';
const broken = '451 4.3.0 temporary lookup failure';
const mistake = '451 4.3.5 Server configuration error';

/** The replies to addresses at example.com, a local domain whose users are in this table. */
function ask(table: string, locals: readonly string[], files = ''): Record<string, string> {
  const system = openSite(`compatibility_level = 3.6
myhostname = mail.example.com
mydestination = localhost, example.com
recipient_delimiter = +
local_recipient_maps = ${table}
${files}`);
  return Object.fromEntries(
    locals.map((local) => [
      local,
      replyTo(system, `${local}@example.com`)
        .replace(/^550 5\.1\.1 .*/, unknown)
        .replace(/^451 4\.3\.0 .*/, broken),
    ]),
  );
}

const locals = '-- locals --\nbare x\nFull@Example.com x\next x\ndup first\ndup second\n@catch.test x\n';

// Every reply here was given by Postfix 3.7 with the same table.
test.each(['hash', 'btree', 'lmdb', 'cdb', 'proxy:hash'])('%s: bare and full keys, in any case, without the extension', (type) => {
  expect(ask(`${type}:/etc/postfix/locals`, ['bare', 'BARE', 'full', 'FULL', 'ext+y', 'dup', 'no'], locals)).toEqual({
    bare: '250',
    BARE: '250',
    full: '250',
    FULL: '250',
    'ext+y': '250',
    dup: '250',
    no: unknown,
  });
});

test('unionmap: and pipemap: are asked for every form of the address too', () => {
  expect(ask('unionmap:{hash:/etc/postfix/locals}', ['bare', 'full', 'ext+y', 'no'], locals)).toEqual({
    bare: '250',
    full: '250',
    'ext+y': '250',
    no: unknown,
  });
  const files = `${locals}-- more --\nx y\n`;
  expect(ask('pipemap:{hash:/etc/postfix/locals, hash:/etc/postfix/more}', ['bare', 'ext+y', 'dup', 'no'], files)).toEqual({
    bare: '250',
    'ext+y': '250',
    dup: unknown,
    no: unknown,
  });
});

test('a texthash: table with a key twice is not opened at all', () => {
  expect(ask('texthash:/etc/postfix/t', ['a', 'b'], '-- t --\na x\nb y\nA z\n')).toEqual({ a: broken, b: broken });
  expect(ask('texthash:/etc/postfix/t', ['a', 'b', 'c', 'd', '"q q"'], '-- t --\na\nb x\n"q q" y\n "c" z\n"un d\nd: x\n')).toEqual({
    a: unknown,
    b: '250',
    c: unknown,
    d: unknown,
    '"q q"': '250',
  });
});

test('inline: pairs, with braces where there are blanks', () => {
  expect(ask('inline:{a=x, B=y, {c = one two}}', ['a', 'b', 'c', 'd'])).toEqual({ a: '250', b: '250', c: '250', d: unknown });
});

test.each([
  'inline:{a b}',
  'inline:{a = b}',
  'inline:{}',
  'inline:a=b',
  'randmap:a',
  'unionmap:{nonsense}',
  'nonsense:/etc/x',
  'fail:x',
  'hash:none',
])('%s cannot be opened, which puts everybody off', (table) => {
  expect(ask(table, ['a'])).toEqual({ a: broken });
});

test('a value that is empty is a mistake of the server, for its key only', () => {
  expect(ask('inline:{a=, b=c}', ['a', 'b'])).toEqual({ a: mistake, b: '250' });
  expect(ask('static:{}', ['a'])).toEqual({ a: mistake });
  expect(ask('regexp:/etc/postfix/r', ['a', 'b'], '-- r --\n/^a@/\n')).toEqual({ a: mistake, b: unknown });
});

test('static: and randmap: hold everybody', () => {
  expect(ask('static:x', ['a'])).toEqual({ a: '250' });
  expect(ask('static:{a b}', ['a'])).toEqual({ a: '250' });
  expect(ask('randmap:{a,b}', ['a'])).toEqual({ a: '250' });
});

test('patterns are asked for the whole address, in lower case', () => {
  const files = '-- r --\n/^fold@example\\.com$/i x\n/^Up@example\\.com$/i x\n/^bare$/ x\n/^ext@/ x\n';
  expect(ask('regexp:/etc/postfix/r', ['fold', 'FOLD', 'Up', 'up', 'bare', 'ext', 'ext+y'], files)).toEqual({
    fold: '250',
    FOLD: '250',
    Up: unknown,
    up: unknown,
    bare: unknown,
    ext: '250',
    'ext+y': unknown,
  });
});

test('patterns between braces, with the dollar sign doubled', () => {
  expect(ask('pcre:{ {/^in\\d@example\\.com$$/ x}, {/^b@/ y} }', ['in1', 'b', 'c'])).toEqual({ in1: '250', b: '250', c: unknown });
  expect(ask('pcre:{{/^a@/ x}{/^b@/ y}}', ['a'])).toEqual({ a: broken });
});

test('the first table that has a key answers', () => {
  expect(ask('hash:/etc/postfix/locals hash:/etc/postfix/more', ['bare', 'm', 'no'], `${locals}-- more --\nm x\n`)).toEqual({
    bare: '250',
    m: '250',
    no: unknown,
  });
  expect(ask('hash:/etc/postfix/locals hash:/etc/postfix/none', ['full', 'no'], locals)).toEqual({ full: '250', no: broken });
});

test('users are asked in lower case, so that one with a capital letter is found by no spelling', () => {
  expect(ask('unix:passwd.byname', ['ann', 'ANN', 'Dave', 'dave'], '-- /etc/passwd --\nann:x:1:1::/:/x\nDave:x:2:2::/:/x\n')).toEqual({
    ann: '250',
    ANN: '250',
    Dave: unknown,
    dave: unknown,
  });
});

test('what lives outside the files is not known, unless a key before it is', () => {
  expect(ask('hash:/etc/postfix/locals, ldap:/etc/postfix/l.cf', ['full', 'no'], `${locals}-- l.cf --\nserver_host = x\n`)).toEqual({
    full: '250',
    no: 'unknown',
  });
});

test('where one compiled table lies beside its text, one without is not built, and an old one is not known', () => {
  const files = `virtual_alias_maps = hash:/etc/postfix/other\n${locals}-- other --\nx@y.test z\n-- other.db --\n`;
  expect(ask('hash:/etc/postfix/locals', ['bare'], files)).toEqual({ bare: broken });
  expect(ask('hash:/etc/postfix/locals', ['bare'], `${locals}-- locals.db --\n`)).toEqual({ bare: '250' });
  expect(ask('hash:/etc/postfix/locals', ['bare'], `${locals}-- locals.db (age 1d) --\n`)).toEqual({ bare: 'unknown' });
  expect(ask('hash:/etc/postfix/only', ['bare'], '-- only.db --\n')).toEqual({ bare: 'unknown' });
});

test('an entry whose value is a matter of chance, or of the dialect, accepts but leads to nobody known', () => {
  const open = (table: string) =>
    openSite(`compatibility_level = 3.6
myhostname = mail.example.com
mydestination = localhost, example.com
virtual_alias_domains = v.test
virtual_alias_maps = ${table}
-- r --
/^(a|ab)(c|bcd)?@v\\.test$/ $1@example.com
`);
  for (const table of ['randmap:{alice@example.com, bob@example.com}', 'regexp:/etc/postfix/r']) {
    expect(drawTrace(open(table), 'abcd@v.test')).toMatch(/< 250 .*\n {2}-> abcd@v\.test cleanup: unknown\n$/);
  }
  expect(drawTrace(open('randmap:{alice@example.com, alice@example.com}'), 'x@v.test')).toMatch(
    /-> alice@example\.com local: 2\.0\.0 delivered\n$/,
  );
});
