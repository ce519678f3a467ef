import { describe, expect, test } from 'vitest';
import manifest from '../../../package.json' with { type: 'json' };
import { siteRules } from '../../../server/src/site/rules/index.ts';
import { readerRules } from '../../../server/src/workspace/readerRules.ts';
import { toy } from '../workspace/toy.ts';
import { call } from './call.ts';

describe('postmaster', () => {
  test('prints its version', async () => {
    expect(await call('--version')).toEqual({ code: 0, out: `${manifest.version}\n`, err: '' });
  });

  test.each(['--help', 'help', '-h', 'check --help', 'explain -h a@b'])('prints its usage for "%s"', async (line) => {
    const { code, out, err } = await call(line);
    expect([code, err]).toEqual([0, '']);
    expect(out.split('\n').filter((it) => it.startsWith('postmaster '))).toHaveLength(6);
  });

  test.each(['explain --help', 'explain -h a@b', 'help explain'])('begins with the lines of the command for "%s"', async (line) => {
    const [first, does, exit] = (await call(line)).out.split('\n');
    expect(first).toMatch(/^postmaster explain \[--root DIR\]/);
    expect(does).toBe('  says what happens to mail for an address, and which line decides');
    expect(exit).toMatch(/^ {2}exit: 1 where an address is not accepted/);
  });

  test.each([
    ['\x1b[31m', 'there is no command \\x1b[31m; there are check, explain, mx, probe, diagnose, rules'],
    ['check --\x1b[2J', "Unknown option '--\\x1b[2J'"],
    ['check \u202egone', '\\u202egone cannot be read'],
    ['explain --client \x07 a@b', '--client takes an IP address, not \\x07'],
    ['probe --server 127.0.0.1:1 a\x1b@b', 'a\\x1b@b: the control character U+001B cannot stand in an address'],
  ])('escapes what a terminal would obey in %j', async (line, message) => {
    expect(await call(line)).toEqual({ code: 2, out: '', err: `postmaster: ${message}\n` });
  });

  test.each([
    ['', 'one of these is needed: check, explain, mx, probe, diagnose, rules; --help says more'],
    ['chekc .', 'there is no command chekc; there are check, explain, mx, probe, diagnose, rules'],
    ['mx', 'mx needs a domain, or - for domains on standard input'],
    ['mx --resolver dns.example.com example.com', '--resolver: dns.example.com is no IP address, and a resolver is asked by its address'],
    ['mx --resolver 127.0.0.1:1 a@b', 'a@b: a@b is an address; only what stands behind the @ is a domain'],
    ['mx --resolver', "Option '--resolver <value>' argument missing"],
    ['probe', 'probe needs an address, or - for addresses on standard input'],
    ['probe --server 127.0.0.1:1 --sender x a@example.com', '--sender: there is no @ in x'],
    ['probe --server [::1 a@example.com', '--server: [::1 is not of the form host:port; an IPv6 address stands in brackets'],
    ['probe --server 127.0.0.1:1 --helo=-x a@example.com', '--helo: a part of a domain cannot begin or end with a hyphen, as -x does'],
    ['probe --server 127.0.0.1:1 example.com', 'example.com: there is no @ in example.com'],
    ['rules a/b', 'there is no rule a/b; "postmaster rules" lists them'],
    ['rules a/b c/d', 'rules takes one RULE-ID, or none'],
  ])('refuses "%s" with one line', async (line, message) => {
    expect(await call(line)).toEqual({ code: 2, out: '', err: `postmaster: ${message}\n` });
  });
});

describe('rules', () => {
  const options = { mtas: [toy()] };

  test('lists them, in columns', async () => {
    const lines = (await call('rules', options)).out.split('\n').slice(0, -1);
    expect(lines.map((it) => it.split(' ')[0])).toEqual(['toy/bad', ...[...siteRules, ...readerRules].map((it) => it.id)]);
    expect(new Set(lines.map((it) => it.search(/ (error|warning|info|hint) /))).size).toBe(1);
    expect(lines.at(-1)).toMatch(/^files\/encoding +hint +A file is not UTF-8$/);
  });

  test('shows the manual of one', async () => {
    expect((await call('rules toy/bad', options)).out.split('\n')[0]).toBe('# toy/bad');
  });

  test('prints one JSON object a line', async () => {
    const { out } = await call('rules --json toy/bad', options);
    expect(JSON.parse(out)).toEqual({
      id: 'toy/bad',
      severity: 'warning',
      summary: 'A value is bad',
      source: 'toy.c',
      why: 'Bad values are bad.',
      examples: [{ title: 'Good', good: 'a = b\n' }],
    });
  });
});
