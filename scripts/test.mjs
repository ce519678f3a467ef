// `npm test`: from a fresh clone to every check there is. It stops at the first step that fails and says which.

import { installPackages, ourNode, runHere } from './fresh.mjs';
import { describeMissing, ensureSystemPackages } from './system.mjs';

const system = { missing: [], notRun: [] };

const steps = [
  { name: 'packages', run: async () => installPackages() },
  { name: 'system', run: prepareSystem },
  { name: 'exim', run: () => succeed(ourNode(), ['scripts/exim.ts']) },
  { name: 'vscode', run: () => succeed(ourNode(), ['scripts/vscode/install.ts']) },
  ...['verify', 'build', 'test:live', 'test:mutation', 'test:vscode', 'package', 'test:browser'].map((name) => ({
    name,
    run: () => succeed('npm', ['run', '--silent', name]),
  })),
];

const counts = { passed: 0, failed: 0 };
for (const { name, run } of steps) {
  if (system.notRun.includes(name)) {
    console.log(`\n--- ${name}: not run, for the lack of ${system.missing.join(' ')}`);
    continue;
  }
  console.log(`\n--- ${name}`);
  const began = performance.now();
  const failure = await run().then(
    () => undefined,
    (error) => error,
  );
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  if (failure) {
    console.log(`--- ${name} failed after ${seconds} s: ${failure.message}`);
    counts.failed++;
    break;
  }
  console.log(`--- ${name} passed in ${seconds} s`);
  counts.passed++;
}
console.log(`\n${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed === 0 ? 0 : 1;

async function prepareSystem() {
  const { missing, notRun } = await ensureSystemPackages();
  if (missing.length === 0) return;
  if (process.env.CI) throw new Error(describeMissing({ missing, notRun }));
  console.log(describeMissing({ missing, notRun }));
  system.missing.push(...missing);
  system.notRun.push(...notRun);
}

async function succeed(program, words) {
  const code = await runHere(program, words);
  if (code !== 0) throw new Error(`${program} ${words.join(' ')} ended with ${code}`);
}
