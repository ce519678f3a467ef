// The suite as VS Code calls it: every *.test.cjs beside this file, one after the other.

import { readdirSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';

const limit = 60_000;
/** A test that takes longer is shown with its milliseconds. */
const slow = 1_000;

/** Throws unless there were tests and all of them passed; a skipped test is no passed one. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', color: false, timeout: limit, slow, forbidOnly: true, forbidPending: true });
  const files = readdirSync(__dirname).filter((name) => name.endsWith('.test.cjs'));
  for (const name of files.toSorted()) mocha.addFile(path.join(__dirname, name));
  await mocha.loadFilesAsync();
  if (mocha.suite.total() === 0) throw new Error('there are no tests in this suite');
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (0 < failures) throw new Error(`${failures} of ${mocha.suite.total()} tests failed`);
}
