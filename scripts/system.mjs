// Which system packages do the tests need, and which of them are missing? As root on Debian it installs those.
// Plain JavaScript without packages: it runs on a fresh clone, on whatever Node the machine has.

import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

/** `program` tells on a system without dpkg whether it is there; `steps` cannot run without it. */
const packages = [
  { name: 'chromium', program: 'chromium', steps: ['test:vscode', 'test:browser'] },
  { name: 'fonts-dejavu-core', steps: ['test:browser'] },
  { name: 'g++', program: 'g++', steps: ['test:vscode', 'test:browser'] },
  { name: 'make', program: 'make', steps: ['test:vscode', 'test:browser'] },
  { name: 'python3', program: 'python3', steps: ['test:vscode', 'test:browser'] },
  { name: 'postfix', program: 'postfix', steps: ['test:live'] },
  { name: 'postfix-pcre', steps: ['test:live'] },
  { name: 'postfix-lmdb', steps: ['test:live'] },
  { name: 'postfix-cdb', steps: ['test:live'] },
  { name: 'postfix-sqlite', steps: ['test:live'] },
  { name: 'bind9', program: 'named', steps: ['test:live'] },
  { name: 'bind9-dnsutils', program: 'dig', steps: ['test:live'] },
  { name: 'dovecot-core', program: 'dovecot', steps: ['test:live'] },
  { name: 'dovecot-lmtpd', steps: ['test:live'] },
];

const policyFile = '/usr/sbin/policy-rc.d';

/**
 * Installs what is missing where it may, and says what is still missing.
 * @returns {Promise<{ missing: string[], notRun: string[] }>} package names, and the steps of `npm test` that need them
 */
export async function ensureSystemPackages() {
  const wanted = missingPackages();
  if (0 < wanted.length && mayInstall()) await install(wanted.map((it) => it.name));
  const missing = missingPackages();
  return { missing: missing.map((it) => it.name), notRun: [...new Set(missing.flatMap((it) => it.steps))] };
}

/** One sentence for the reader of a log. */
export function describeMissing({ missing, notRun }) {
  return `missing system packages: ${missing.join(' ')}, so these steps cannot run: ${notRun.join(' ')}`;
}

function missingPackages() {
  if (!existsSync('/usr/bin/dpkg-query')) return packages.filter((it) => it.program && !isOnPath(it.program));
  const asked = spawnSync('dpkg-query', ['-W', '-f', '${Package}\t${db:Status-Status}\n', ...packages.map((it) => it.name)], {
    encoding: 'utf8',
  });
  const installed = new Set(
    asked.stdout
      .split('\n')
      .map((line) => line.split('\t'))
      .filter(([, status]) => status === 'installed')
      .map(([name]) => name),
  );
  return packages.filter((it) => !installed.has(it.name));
}

function isOnPath(program) {
  return [...(process.env.PATH ?? '').split(':'), '/usr/sbin'].some((folder) => {
    try {
      accessSync(`${folder}/${program}`, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function mayInstall() {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get');
}

async function install(names) {
  console.log(`installing ${names.join(' ')}`);
  const restore = forbidDaemons();
  const interrupted = () => {
    restore();
    process.exit(130);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, interrupted);
  try {
    // Postfix would ask for a site and write a main.cf; the tests bring their own configuration folders.
    if (names.includes('postfix')) await run('debconf-set-selections', [], 'postfix postfix/main_mailer_type select No configuration\n');
    // apt waits for dpkg's lock, not for the lock of its lists, so another apt-get at work is met with patience here.
    for (let attempt = 1; attempt <= 6; attempt++) {
      const updated = await apt(['update', '-q']);
      if ((await apt(['install', '-q', '-y', '--no-install-recommends', ...names])) && updated) return;
      if (missingPackages().length === 0) return;
      await sleep(attempt * 5_000);
    }
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeListener(signal, interrupted);
    restore();
  }
}

/** While packages are installed no daemon is started: invoke-rc.d asks this file, and 101 is its word for "forbidden". */
function forbidDaemons() {
  const kept = `${policyFile}.kept-${process.pid}`;
  const hadOne = existsSync(policyFile);
  if (hadOne) renameSync(policyFile, kept);
  writeFileSync(policyFile, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  return () => {
    if (hadOne) renameSync(kept, policyFile);
    else rmSync(policyFile, { force: true });
  };
}

function apt(words) {
  return run('apt-get', ['-o', 'DPkg::Lock::Timeout=300', ...words]);
}

/** Whether it ended well; what it said is shown only when it did not. */
function run(program, words, input = '') {
  return new Promise((resolve) => {
    const child = spawn(program, words, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
    child.on('error', (error) => (said += error.message));
    child.on('close', (code) => {
      if (code !== 0) console.log(said.split('\n').slice(-30).join('\n'));
      resolve(code === 0);
    });
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const state = await ensureSystemPackages();
  if (state.missing.length === 0) console.log('all system packages are there');
  else console.log(describeMissing(state));
  process.exitCode = 0 < state.missing.length && process.env.CI ? 1 : 0;
}
