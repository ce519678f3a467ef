import process from 'node:process';
import { askPostfix } from './ask.ts';
import { disagreements } from './disagreements.ts';
import { readSite } from './engine.ts';
import { randomSite } from './randomSite.ts';

// node test/differential/postfix/explore.ts FIRST COUNT: asks about random sites and prints where we and the server differ.
const [first = '1', count = '20'] = process.argv.slice(2);
for (let seed = Number(first); seed < Number(first) + Number(count); seed++) {
  const { site, addresses } = randomSite(seed);
  const answers = await askPostfix(site, { addresses, final: true });
  const { ours, theirs } = disagreements(readSite(site, answers.compiled), answers.addresses);
  for (const [i, line] of ours.entries()) console.log(`${seed}\n  ours   ${line}\n  theirs ${theirs[i]}`);
  console.log(`${seed}: ${ours.length} differences, ${answers.service.kind} ${answers.notes.join('; ')}`);
}
