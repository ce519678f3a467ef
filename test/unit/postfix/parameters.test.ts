import { expect, test } from 'vitest';
import { openSite } from './site.ts';

function value(source: string, name: string): string | undefined {
  const found = openSite(source).setting(name);
  return found?.origin.kind === 'unknown' ? `? ${found.origin.why}` : found?.value;
}

// `postconf -d NAME` of Postfix 3.7 with each level.
test.each([
  ['0', 'relay_domains', 'h.test, localhost.test, localhost'],
  ['1', 'relay_domains', 'h.test, localhost.test, localhost'],
  ['2', 'relay_domains', ''],
  ['0', 'append_dot_mydomain', 'yes'],
  ['1', 'append_dot_mydomain', 'no'],
  ['3.5', 'smtpd_relay_before_recipient_restrictions', 'no'],
  ['3.6', 'smtpd_relay_before_recipient_restrictions', 'yes'],
  ['0', 'smtpd_relay_restrictions', ''],
])('compatibility_level %s: %s is %j', (level, name, expected) => {
  expect(value(`compatibility_level = ${level}\nmyhostname = h.test\n`, name)).toBe(expected);
});

test('without a compatibility_level the level is 0', () => {
  expect(value('myhostname = h.test\n', 'append_dot_mydomain')).toBe('yes');
});

test.each([
  ['mail.example.com', 'example.com'],
  ['example.com', 'com'],
  ['single', 'localdomain'],
])('myhostname = %s makes mydomain %s', (hostname, mydomain) => {
  expect(value(`myhostname = ${hostname}\n`, 'mydomain')).toBe(mydomain);
});

test('the name of the host comes from its own file where main.cf does not say it', () => {
  expect(value('mydestination = $myhostname\n', 'mydestination')).toBe('mail.example.com');
  expect(value('-- main.cf --\nmyorigin = $mydomain\n', 'myorigin')).toBe('example.com');
});

test('of equal parameters the last one wins', () => {
  const system = openSite('mydomain = a.test\nmydomain = b.test\n');
  expect(system.setting('mydomain')).toMatchObject({ value: 'b.test', origin: { kind: 'written', at: { start: 29, end: 35 } } });
});

test('a parameter of the user is a value, one that nobody defined is none', () => {
  const source = 'own = a\nvirtual_mailbox_domains = $own, $undefined, b\n';
  expect(value(source, 'virtual_mailbox_domains')).toBe('a, , b');
  expect(value(source, 'own')).toBe('a');
  expect(openSite(source).setting('undefined')).toBeUndefined();
});

test('a circle of variables is fatal for those in it, and for nobody else', () => {
  const source = 'mydomain = $myorigin\nmyorigin = x.$mydomain\nmyhostname = h.test\n';
  expect(value(source, 'mydomain')).toBe('? mydomain refers to itself');
  expect(value(source, 'myorigin')).toBe('? mydomain refers to itself');
  expect(value(source, 'myhostname')).toBe('h.test');
});

test('a chain of a hundred variables is the longest', () => {
  const chain = (length: number) => [...Array(length).keys()].map((i) => `a${i} = $a${i + 1}\n`).join('');
  expect(value(`${chain(99)}a99 = x\nmydomain = $a0\n`, 'mydomain')).toBe('x');
  expect(value(`${chain(100)}a100 = x\nmydomain = $a0\n`, 'mydomain')).toEqual(
    expect.stringMatching(/^\? the variables of \w+ are nested too deep$/),
  );
});

test('a value that doubles forty times is given up', () => {
  const doubling = [...Array(40).keys()].map((i) => `a${i} = $a${i + 1}$a${i + 1}\n`).join('');
  expect(value(`${doubling}a40 = xx\nmydomain = $a0\n`, 'mydomain')).toMatch(/^\? a\d+ grows beyond all bounds$/);
});

test('ten thousand braces inside each other are given up', () => {
  const n = 10_000;
  expect(value(`mydomain = ${'${myhostname?{'.repeat(n)}x${'}}'.repeat(n)}\nmyhostname = h\n`, 'mydomain')).toBe(
    '? the braces are nested too deep',
  );
});

test('one service sees what its line overrides, and everything that depends on it', () => {
  const { parameters, smtpd } = openSite(`
smtpd_own = main
relay_domains = $smtpd_own
-- master.cf --
smtp inet n - y - - smtpd
  -o smtpd_own=service
  -o { virtual_mailbox_domains = $smtpd_own.test }
`);
  expect([parameters.text('relay_domains'), smtpd.text('relay_domains')]).toEqual(['main', 'service']);
  expect([parameters.text('virtual_mailbox_domains'), smtpd.text('virtual_mailbox_domains')]).toEqual(['', 'service.test']);
});

test('of two lines for the same service the later one counts', () => {
  const { smtpd } = openSite(`
-- main.cf --
-- master.cf --
smtp inet n - y - - smtpd -o mydomain=first
smtp inet n - y - - smtpd -o mydomain=second
smtp unix - - y - - smtp -o mydomain=client
`);
  expect(smtpd.text('mydomain')).toBe('second');
});

test('the time limits of services and other names that nobody lists are known', () => {
  const source = '-- main.cf --\n-- master.cf --\nvmail unix - n n - - pipe argv=/bin/x\n';
  expect(value(source, 'vmail_time_limit')).toBe('1000s');
});
