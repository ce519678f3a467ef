// Asks Exim for every expression of the recorded tables and writes its answers: node test/differential/exim/record.ts
// A new expression is a new line without an answer.

import { expandAll } from './ask.ts';
import { expansionSite } from './expansionSite.ts';
import { answerOf, readTable, tables, writeTable } from './expansions.ts';

for (const name of tables) {
  const lines = readTable(name);
  const said = await expandAll(
    expansionSite,
    lines.map((it) => it.expression),
  );
  writeTable(
    name,
    lines.map(({ expression }, i) => ({ expression, answer: answerOf(said[i]!) })),
  );
  console.log(`${name}: ${lines.length}`);
}
