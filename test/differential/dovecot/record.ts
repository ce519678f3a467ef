import process from 'node:process';
import { askDovecot } from './ask.ts';
import { allCases, record } from './cases.ts';

// node test/differential/dovecot/record.ts [NAME…]: asks the server on this machine and writes its answers into the cases.
const given = process.argv.slice(2);
for (const it of allCases().filter(({ name }) => given.length === 0 || given.includes(name))) {
  const answers = await askDovecot(it.site, Object.keys(it.answers));
  record(it, answers);
  console.log(it.name, answers.noService ?? '');
}
