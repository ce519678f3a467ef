// `npm test`: from a fresh clone to every check there is. It stops at the first step that fails and says which.

import { installPackages, ourNode, runHere } from './fresh.mjs';
import { describeMissing, ensureSystemPackages } from './system.mjs';

const system = { missing: [], notRun: [] };

/** A step `beside` others goes on while the next ones run; one that is `after` it waits for its end. */
const steps = [
  { name: 'packages', run: async () => installPackages() },
  { name: 'system', run: prepareSystem },
  { name: 'exim', run: () => succeed(ourNode(), ['scripts/exim.ts']) },
  script('verify'),
  script('build'),
  // Most of it is waiting for a registry.
  { name: 'vscode', run: () => succeed(ourNode(), ['scripts/vscode/install.ts']), beside: true },
  script('test:live'),
  { ...script('test:vscode'), after: 'vscode' },
  script('package'),
  // Not the script: it packs before, which the step before has done.
  { name: 'test:browser', run: () => succeed('npm', ['exec', '--', 'vitest', 'run', '--config', 'test/browser/vitest.config.ts']) },
];

const counts = { passed: 0, failed: 0 };
const goingOn = new Map();
for (const { name, run, beside, after } of steps) {
  if (system.notRun.includes(name)) {
    console.log(`\n--- ${name}: not run, for the lack of ${system.missing.join(' ')}`);
    continue;
  }
  await goingOn.get(after);
  if (0 < counts.failed) break;
  console.log(`\n--- ${name}`);
  const done = report(name, run());
  goingOn.set(name, done);
  if (!beside) await done;
}
await Promise.all(goingOn.values());
console.log(`\n${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed === 0 ? 0 : 1;

/** Never fails: it says how the step ended, and counts it. */
async function report(name, running) {
  const began = performance.now();
  const failure = await running.then(
    () => undefined,
    (error) => error,
  );
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  if (failure) console.log(`--- ${name} failed after ${seconds} s: ${failure.message}`);
  else console.log(`--- ${name} passed in ${seconds} s`);
  counts[failure ? 'failed' : 'passed']++;
}

async function prepareSystem() {
  const { missing, notRun } = await ensureSystemPackages();
  if (missing.length === 0) return;
  if (process.env.CI) throw new Error(describeMissing({ missing, notRun }));
  console.log(describeMissing({ missing, notRun }));
  system.missing.push(...missing);
  system.notRun.push(...notRun);
}

function script(name) {
  return { name, run: () => succeed('npm', ['run', '--silent', name]) };
}

async function succeed(program, words) {
  const code = await runHere(program, words);
  if (code !== 0) throw new Error(`${program} ${words.join(' ')} ended with ${code}`);
}
