import process from 'node:process';
import { askRouting } from './ask.ts';
import { allCases, record } from './cases.ts';
import { disagreements, readSite } from './engine.ts';

// node test/differential/exim/routing/record.ts [NAME…]: asks Exim and writes its answers into the cases; prints where ours are others.
const given = process.argv.slice(2);
for (const it of allCases().filter(({ name }) => given.length === 0 || given.includes(name))) {
  const answers = await askRouting(it.site, it.addresses);
  record(it, answers);
  const { ours, theirs, asked, unknown } = disagreements(readSite(it.site), answers);
  console.log(`${it.name}: ${asked} asked, ${unknown} unknown, ${ours.length} others`);
  for (const [i, line] of ours.entries()) console.log(`   ours   ${line}\n   theirs ${theirs[i]}`);
}
