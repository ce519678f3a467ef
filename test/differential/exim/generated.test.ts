import process from 'node:process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expandAll } from './ask.ts';
import { expansionSite } from './expansionSite.ts';
import { answerOf } from './expansions.ts';
import { ourAnswer, scopeOf } from './ourScope.ts';
import { randomExpansion } from './randomExpansion.ts';

/** SEED asks about other strings. */
const seed = Number(process.env['SEED'] ?? 1);
const count = 1000;

test(`of ${count} made-up strings, ours is what Exim makes of it, or unknown`, async () => {
  const strings = fc.sample(randomExpansion(), { numRuns: count, seed });
  const said = await expandAll(expansionSite, strings);
  const scope = scopeOf(expansionSite);
  const answers = strings.map((text, i) => ({ text, exim: answerOf(said[i]!), ours: ourAnswer(text, scope) }));
  expect(answers.filter(({ exim, ours }) => ours !== undefined && ours !== exim)).toEqual([]);
  const unknown = answers.filter((it) => it.ours === undefined).length;
  console.log(`seed ${seed}: ${count} strings, ${unknown} of them unknown`);
  expect(unknown / count).toBeLessThan(0.05);
});
