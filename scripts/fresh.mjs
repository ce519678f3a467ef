// What a fresh clone needs before a script with packages can run: the packages, and the Node that is one of them.
// Plain JavaScript with node: imports only, for whatever Node the machine has.

import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The top of this checkout. */
export const checkout = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Installs what the lock file says unless every package is there in its version. Throws when that fails. */
export function installPackages() {
  if (isInstalled()) return;
  console.log('installing packages');
  // The second is for a registry that lacks the packages of other platforms: npm ci then finds the lock file out of step.
  if (npm('ci') || npm('install', '--no-save')) return;
  throw new Error('the packages could not be installed');
}

/** Node 24 from npm where the platform has it there, else the one that runs this. */
export function ourNode() {
  const fromNpm = path.join(checkout, 'node_modules/.bin/node');
  return existsSync(fromNpm) ? fromNpm : process.execPath;
}

/**
 * Runs a program with our input and output, and ends it with everything below it when we are to end.
 * @returns {Promise<number>} its exit code; 1 where a signal ended it or it could not start
 */
export function runHere(program, words) {
  return new Promise((resolve) => {
    // A group of its own, since npm's shell dies of a signal and leaves what it started alone.
    const child = spawn(program, words, { cwd: checkout, stdio: 'inherit', detached: true });
    const passOn = (signal) => signalGroup(child.pid, signal);
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, passOn);
    // For the same reason no signal may reach us: only our parent is gone.
    const parent = process.ppid;
    const watch = setInterval(() => process.ppid !== parent && passOn('SIGTERM'), 1000);
    const end = (code) => {
      clearInterval(watch);
      for (const signal of signals) process.removeListener(signal, passOn);
      resolve(code ?? 1);
    };
    child.on('error', (error) => {
      console.error(error.message);
      end(1);
    });
    child.on('exit', end);
  });
}

function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    // It is gone, or never was.
  }
}

/** Whether it ended well; what it said is shown only when it did not. */
function npm(...words) {
  const done = spawnSync('npm', [...words, '--no-audit', '--no-fund'], { cwd: checkout, encoding: 'utf8' });
  const errors = (done.stderr ?? '').split('\n').filter((line) => line.startsWith('npm error'));
  if (done.status !== 0) console.log(`npm ${words[0]} did not work:\n${errors.slice(0, 12).join('\n')}`);
  return done.status === 0;
}

/** npm leaves a list of what it installed; packages for other platforms are optional ones and not in it. */
function isInstalled() {
  const found = packagesOf('node_modules/.package-lock.json');
  return Object.entries(packagesOf('package-lock.json')).every(([name, wanted]) => {
    if (name === '' || (wanted.optional && !found[name])) return true;
    return found[name]?.version === wanted.version;
  });
}

function packagesOf(name) {
  const file = path.join(checkout, name);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : {};
}
