import { describe, expect, test } from 'vitest';
import { allRules, type RuleText, ruleManual, rulesManual } from '../../../server/src/features/ruleManual.ts';
import { mtas } from '../../../server/src/mta/index.ts';

const rule: RuleText = {
  id: 'toy/bad',
  severity: 'error',
  summary: 'A value is bad',
  source: 'toy.c, check()',
  why: '\nBad values are bad.\n',
  examples: [
    { title: 'A bad value', bad: '\n-- toy.conf --\nx = bad\n    ^^^ x is bad\n', fixed: '\nx = good\n' },
    { title: 'A good value', good: '\n-- toy.conf --\nx = good\n' },
  ],
};

describe('the manual of a rule', () => {
  test('says what is wrong, why, who says so, and shows the marks in the examples', () => {
    expect(`\n${ruleManual(rule)}`).toBe(`
# toy/bad

A value is bad.

Bad values are bad.

- Severity: error
- Source: toy.c, check()
- Allow it with: \`# postmaster: allow toy/bad\`

## A bad value

\`\`\`text
-- toy.conf --
x = bad
    ^^^ x is bad
\`\`\`

After the first fix:

\`\`\`text
x = good
\`\`\`

## A good value

Nothing is wrong here:

\`\`\`text
-- toy.conf --
x = good
\`\`\`
`);
  });

  test('keeps an example that holds a fence whole', () => {
    const text = ruleManual({ ...rule, examples: [{ title: 'Odd', good: 'x = ```\n' }] });
    expect(text).toContain('````text\nx = ```\n````');
  });
});

describe('the rules', () => {
  test('stand in RULES.md as they are', async () => {
    await expect(rulesManual(mtas)).toMatchFileSnapshot('../../../RULES.md');
  });

  test('have ids of their own', () => {
    const ids = allRules(mtas).map((it) => it.id);
    expect(ids).toEqual([...new Set(ids)]);
  });
});
