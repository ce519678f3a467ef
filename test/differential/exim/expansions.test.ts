import { describe, expect, test } from 'vitest';
import { expandAll, whyNoExim } from './ask.ts';
import { expansionSite } from './expansionSite.ts';
import { answerOf, readTable, tables } from './expansions.ts';

test('Exim can be asked here', () => {
  expect(whyNoExim()).toBeUndefined();
});

describe('what was recorded is what Exim says of', () => {
  for (const name of tables) {
    test(name, async () => {
      const recorded = readTable(name);
      const said = await expandAll(
        expansionSite,
        recorded.map((it) => it.expression),
      );
      expect(recorded.map(({ expression }, i) => ({ expression, answer: answerOf(said[i]!) }))).toEqual(recorded);
    });
  }
});
