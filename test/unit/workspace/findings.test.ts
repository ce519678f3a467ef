import { describe, expect, test } from 'vitest';
import type { Rule } from '../../../server/src/core/rule.ts';
import { mostFindings } from '../../../server/src/workspace/findings.ts';
import { type Level, noSettings } from '../../../server/src/workspace/settings.ts';
import { allowanceFor, allowancesIn } from '../../../server/src/workspace/suppression.ts';
import { Workspace } from '../../../server/src/workspace/workspace.ts';
import { drawMarks, parseFixture } from '../fixture.ts';
import { memoryWorld } from './memoryWorld.ts';
import { badRule, toy } from './toy.ts';

interface Options {
  readonly rules?: readonly Rule[];
  readonly levels?: Readonly<Record<string, Level>>;
  readonly log?: (message: string) => void;
}

/** The files with their findings drawn in. */
function checked(source: string, { rules = [badRule], levels = {}, log = () => undefined }: Options = {}): string {
  const { files } = parseFixture(source);
  const world = memoryWorld([...files].map(([name, text]) => [`/ws/${name}`, text]));
  const settings = { ...noSettings, rules: new Map(Object.entries(levels)) };
  const workspace = new Workspace({ world, mtas: [toy({ rules })], settings, log });
  workspace.setFolders(['/ws']);
  const marks = workspace
    .snapshot()
    .findings()
    .map(({ at, severity, message, rule }) => ({ ...at, file: at.file.slice(4), text: `${severity} ${message} (${rule})` }));
  return `\n${drawMarks(files, marks)}`;
}

describe('findings', () => {
  test('of rules and of readers stand side by side', () => {
    expect(
      checked(`
-- toy.conf --
x = bad
nonsense
`),
    ).toBe(`
-- toy.conf --
x = bad
    ^^^ warning x is bad (toy/bad)
nonsense
^^^^^^^^ warning no = in "nonsense", so it is skipped (files/syntax)
`);
  });

  test('of a reader are left out where a rule of the server speaks of the same place', () => {
    const lines: Rule = {
      ...badRule,
      id: 'toy/lines',
      check: (system) => system.files.flatMap((it) => it.problems.map(({ at }) => ({ at, message: 'the server stops here' }))),
    };
    expect(checked('-- toy.conf --\nnonsense\n', { rules: [lines] })).toBe(`
-- toy.conf --
nonsense
^^^^^^^^ warning the server stops here (toy/lines)
`);
  });

  test('are told once where two systems read one file', () => {
    expect(
      checked(`
-- etc/toy/toy.conf --
include = /etc/shared
-- etc/toy2/toy.conf --
include = /etc/shared
-- etc/shared --
x = bad
`),
    ).toBe(`
-- etc/toy/toy.conf --
include = /etc/shared
-- etc/toy2/toy.conf --
include = /etc/shared
-- etc/shared --
x = bad
    ^^^ warning x is bad (toy/bad)
`);
  });

  test('take the level of the settings, and stay mild where the files show that they are', () => {
    const mild: Rule = {
      ...badRule,
      id: 'toy/mild',
      *check(system) {
        for (const it of badRule.check(system)) yield { ...it, message: 'mild', severity: 'hint' };
      },
    };
    expect(
      checked('x = bad\ny\n'.replace(/^/, '-- toy.conf --\n'), {
        rules: [badRule, mild],
        levels: { 'toy/bad': 'error', 'toy/mild': 'error', 'files/syntax': 'off' },
      }),
    ).toBe(`
-- toy.conf --
x = bad
    ^^^ error x is bad (toy/bad)
    ^^^ hint mild (toy/mild)
y
`);
  });

  test('of a rule that fails half-way stay, and the other rules go on', () => {
    const failing: Rule = {
      ...badRule,
      id: 'toy/failing',
      *check(system) {
        for (const it of badRule.check(system)) yield { ...it, message: 'found before the fault' };
        throw new Error('a fault of ours');
      },
    };
    const logged: string[] = [];
    expect(
      checked('-- toy.conf --\nx = bad\n', { rules: [failing, badRule], log: (message) => logged.push(message.split('\n')[0]!) }),
    ).toBe(`
-- toy.conf --
x = bad
    ^^^ warning found before the fault (toy/failing)
    ^^^ warning x is bad (toy/bad)
`);
    expect(logged).toEqual(['the rule toy/failing failed: Error: a fault of ours']);
  });

  test(`beyond ${mostFindings} of a rule in a file are counted, and a line says so`, () => {
    const text = `-- toy.conf --\n${'x = bad\n'.repeat(mostFindings + 234)}`;
    const lines = checked(text).split('\n');
    expect(lines.filter((it) => it.includes('^^^')).length).toBe(mostFindings + 1);
    expect(lines.findLast((it) => it.includes('^^^'))).toBe(
      '    ^^^ warning 234 more findings of this rule in this file are not listed, this is the first of them (toy/bad)',
    );
  });
});

describe('a comment "postmaster: allow"', () => {
  test('silences its rule in the statement below, continued lines included, and no further', () => {
    expect(
      checked(`
-- toy.conf --
# postmaster: allow toy/bad
x = good
  bad
y = bad
`),
    ).toBe(`
-- toy.conf --
# postmaster: allow toy/bad
x = good
  bad
y = bad
    ^^^ warning y is bad (toy/bad)
`);
  });

  test('may name several rules and give a reason, and other rules still speak', () => {
    expect(
      checked(`
-- toy.conf --
# postmaster: allow files/syntax, toy/other because we know
x = bad
# postmaster: allow toy/bad files/syntax
y = bad
`),
    ).toBe(`
-- toy.conf --
# postmaster: allow files/syntax, toy/other because we know
x = bad
    ^^^ warning x is bad (toy/bad)
# postmaster: allow toy/bad files/syntax
y = bad
`);
  });

  test.each([
    ['a blank line and another comment may stand between', '# postmaster: allow a/b\n\n# more\nx = 1\n', 'x', true],
    ['inside a continued statement it speaks of the next line only', 'x =\n  # postmaster: allow a/b\n  1\n  2\n', '2', false],
    ['inside a continued statement it speaks of the next line', 'x =\n  # postmaster: allow a/b\n  1\n  2\n', '1', true],
    ['comments and blank lines end no statement', '# postmaster: allow a/b\nx = 1\n\n# c\n  2\ny = 3\n', '2', true],
    ['the next statement is not meant', '# postmaster: allow a/b\nx = 1\n\n# c\n  2\ny = 3\n', '3', false],
    ['another rule is not meant', '# postmaster: allow a/c\nx = 1\n', '1', false],
    ['line breaks may be CRLF', '# postmaster: allow a/b\r\nx = 1\r\n', '1', true],
    ['the statement may end the file without a line break', '# postmaster: allow a/b\nx = 1', '1', true],
    ['it must begin its line', 'y = 2 # postmaster: allow a/b\nx = 1\n', '1', false],
  ])('%s', (_, text, word, expected) => {
    expect(allowancesIn(text)('a/b', text.lastIndexOf(word))).toBe(expected);
  });

  test('is offered with the indentation and the line break of the line', () => {
    expect(allowanceFor('x = 1\r\n  2\r\n', 9, 'a/b')).toEqual({ at: 7, text: '  # postmaster: allow a/b\r\n' });
    expect(allowanceFor('x = 1\n', 4, 'a/b')).toEqual({ at: 0, text: '# postmaster: allow a/b\n' });
  });
});
