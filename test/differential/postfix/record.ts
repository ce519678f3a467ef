import process from 'node:process';
import { askPostfix } from './ask.ts';
import { caseFolders, casesFolder, loadCase, recordingOf, writeRecording } from './cases.ts';

// node test/differential/postfix/record.ts [FOLDER…]: asks the server on this machine and writes answers.json into each case.
const given = process.argv.slice(2);
const folders = given.length === 0 ? caseFolders(casesFolder) : given;
for (const folder of folders) {
  const it = loadCase(folder);
  const answers = await askPostfix(it.site, { addresses: it.addresses, clients: it.clients, final: true });
  writeRecording(it, recordingOf(answers));
  console.log(it.name, answers.service.kind, ...answers.notes);
}
