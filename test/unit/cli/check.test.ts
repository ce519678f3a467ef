import { describe, expect, test } from 'vitest';
import type { Rule } from '../../../server/src/core/rule.ts';
import { exim } from '../../../server/src/mta/exim/index.ts';
import { postfix } from '../../../server/src/mta/postfix/index.ts';
import { badRule, toy } from '../workspace/toy.ts';
import { call } from './call.ts';

const files = `
-- ws/etc/toy/toy.conf --
a = b
include = /etc/toy/us,ers
-- ws/etc/toy/us,ers --
x = one
  bad
-- ws/other/toy.conf --
y = bad
-- ws/README --
`;

/** Everything that a finding may carry. */
const rich: Rule = {
  ...badRule,
  *check(system) {
    for (const { at, message } of badRule.check(system))
      yield {
        at,
        message: `${message}: 100% sure`,
        severity: 'info',
        related: [{ at: { file: system.root, start: 0, end: 5 }, message: 'of this system' }],
        fixes: [{ title: 'Make it good', edits: [{ at, text: 'good' }], command: 'toy reload' }],
      };
  },
};

const check = (line: string, rules: readonly Rule[] = [badRule]) => call(`check ${line}`, { files, mtas: [toy({ rules })] });

describe('check', () => {
  test.each([
    [
      'of Exim',
      'domainlist here = example.com\nprimary_hostname = mail.example.com\nqualify_domian = example.com\n',
      'exim/unknown-option',
    ],
    [
      'of Postfix',
      'myhostname = mail.example.com\nmydestination = example.com, example.com\nrelay_domainz = x\n',
      'postfix/unknown-parameter',
    ],
  ])('knows a configuration %s by its words where its name tells nothing', async (_, text, rule) => {
    const { code, out } = await call('check 0001', { files: `-- ws/0001 --\n${text}`, mtas: [exim, postfix] });
    expect([code, out]).toEqual([1, expect.stringContaining(`(${rule})`)]);
  });

  test('takes no text for a configuration because some of its words are settings', async () => {
    const { code, err } = await call('check notes', {
      files: '-- ws/notes --\nhosts are named here\nuser accounts follow\nmyhostname\nsays Ann = 1\nand = 2\n',
      mtas: [exim, postfix],
    });
    expect([code, err]).toEqual([2, 'postmaster: there is no mail system in notes\n']);
  });

  test('prints file:line:column, and the related lines and fixes below', async () => {
    expect(await check('etc', [rich])).toEqual({
      code: 0,
      out: `etc/toy/us,ers:2:3 info x is bad: 100% sure (toy/bad)
  etc/toy/toy.conf:1:1 of this system
  fix: Make it good (toy reload)
`,
      err: '1 info\n',
    });
  });

  test('prints one JSON object a line', async () => {
    const { code, out } = await check('--format json etc', [rich]);
    expect(code).toBe(0);
    expect(
      out
        .split('\n')
        .slice(0, -1)
        .map((it) => JSON.parse(it)),
    ).toEqual([
      {
        rule: 'toy/bad',
        severity: 'info',
        file: 'etc/toy/us,ers',
        line: 2,
        column: 3,
        endLine: 2,
        endColumn: 6,
        message: 'x is bad: 100% sure',
        related: [{ file: 'etc/toy/toy.conf', line: 1, column: 1, endLine: 1, endColumn: 6, message: 'of this system' }],
        fixes: ['Make it good'],
      },
    ]);
  });

  test('prints annotations for GitHub, with what would end them escaped', async () => {
    const { out } = await check('--format github etc', [rich]);
    expect(out).toBe('::notice file=etc/toy/us%2Cers,line=2,endLine=2,col=3,endColumn=6,title=toy/bad::x is bad: 100%25 sure\n');
  });

  test('prints SARIF', async () => {
    const { out } = await check('--format sarif etc', [rich]);
    const log = JSON.parse(out);
    const [{ tool, results }] = log.runs;
    expect(log.version).toBe('2.1.0');
    expect(tool.driver.rules.map((it: { id: string; defaultConfiguration: object }) => [it.id, it.defaultConfiguration])).toEqual([
      ['toy/bad', { level: 'warning' }],
    ]);
    expect(results).toEqual([
      {
        ruleId: 'toy/bad',
        ruleIndex: 0,
        level: 'note',
        message: { text: 'x is bad: 100% sure' },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'etc/toy/us%2Cers' },
              region: { startLine: 2, startColumn: 3, endLine: 2, endColumn: 6 },
            },
          },
        ],
        relatedLocations: [
          {
            id: 0,
            message: { text: 'of this system' },
            physicalLocation: {
              artifactLocation: { uri: 'etc/toy/toy.conf' },
              region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 6 },
            },
          },
        ],
      },
    ]);
  });

  test.each([
    ['a folder: all systems below', '.', 1, 2],
    ['a root file: its system with all its files', 'etc/toy/toy.conf', 1, 1],
    ['another file: what is found in it', 'etc/toy/us,ers', 1, 1],
    ['two paths', 'etc other', 1, 2],
    ['a folder that is the root of a server', '--root .', 1, 1],
    ['warnings do not count', '--fail-on error .', 0, 2],
  ])('looks at %s', async (_, line, code, findings) => {
    const res = await check(line);
    expect([res.code, res.out.split('\n').length - 1]).toEqual([code, findings]);
  });

  test.each([
    ['/srv/etc/toy', '../users', 1],
    ['/srv/other', '../etc/users', 1],
    ['/srv/etc/toy/deep', '../../mail/lists/users', 1],
    ['/srv/etc/toy', '../nobody', 2],
  ])('finds the system near a file outside the current folder: from %s, %s', async (cwd, path, code) => {
    const near = `
-- srv/etc/toy/toy.conf --
include = /srv/etc/users
include = /srv/etc/mail/lists/users
-- srv/etc/toy/deep/x --
-- srv/etc/users --
x = bad
-- srv/etc/mail/lists/users --
x = bad
-- srv/etc/nobody --
-- srv/other/y --
`;
    const res = await call(`check ${path}`, { files: near, cwd, mtas: [toy()] });
    expect([res.code, res.out.split('\n').length - 1]).toEqual([code, code === 1 ? 1 : 0]);
  });

  test.each([
    ['', 'check needs a PATH, or --root DIR'],
    ['nowhere', 'nowhere cannot be read'],
    ['README', 'no mail system here reads README'],
    ['--root gone', 'gone is no folder'],
    ['--root other', 'there is no mail system in other'],
    ['--format xml .', '--format takes text, json, sarif, github, not xml'],
    ['--fail-on info .', '--fail-on takes error or warning, not info'],
    ['--wrong .', "Unknown option '--wrong'"],
  ])('refuses "%s" with one line', async (line, message) => {
    expect(await check(line)).toEqual({ code: 2, out: '', err: `postmaster: ${message}\n` });
  });

  test('refuses a root file that cannot be read with one line', async () => {
    const { code, err } = await call('check a', { files: '-- ws/a/toy.conf --\nx = \0\n', mtas: [toy()] });
    expect([code, err]).toEqual([2, 'postmaster: /ws/a/toy.conf cannot be read, so the Toy system that it begins is left out\n']);
  });

  test('says so when nothing is wrong', async () => {
    expect(await check('etc', [])).toEqual({ code: 0, out: '', err: 'nothing found\n' });
  });
});
