import { describe, expect, test } from 'vitest';
import { expansionSite } from '../../differential/exim/expansionSite.ts';
import { readTable, tables } from '../../differential/exim/expansions.ts';
import { ourAnswer, scopeOf } from '../../differential/exim/ourScope.ts';

const scope = scopeOf(expansionSite);

describe('an expansion gives what Exim said, or unknown: ', () => {
  for (const name of tables) {
    test(name, () => {
      const recorded = readTable(name);
      const ours = recorded.map(({ expression, answer }) => ({ expression, answer: ourAnswer(expression, scope) ?? answer }));
      expect(ours).toEqual(recorded);
    });
  }

  test('what Exim can tell and no file stays rare', () => {
    const all = tables.flatMap(readTable);
    const unknown = all.filter(({ expression }) => ourAnswer(expression, scope) === undefined).map((it) => it.expression);
    expect(unknown.length / all.length).toBeLessThan(0.04);
    expect(unknown).toContain('${run{/bin/true}{y}{n}}');
  });
});
