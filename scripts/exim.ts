// Unpacks Exim for the tests into .tools/exim, beside the Postfix of the machine: Debian lets only one of them be installed.
// What installing it would bring along is fetched with apt-get and unpacked; nothing is installed and nothing is started.

import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const checkout = path.resolve(import.meta.dirname, '..');

/** A root folder with usr/sbin/exim4, its libraries, and Debian's configuration; EXIM_DIR shares one between checkouts. */
export const eximRoot = path.resolve(checkout, process.env['EXIM_DIR'] || '.tools/exim');

const wanted = 'exim4-daemon-heavy';
const stamp = path.join(eximRoot, 'unpacked.json');

/** Unpacks Exim unless it is there. Returns why it cannot be; undefined when it is there. Two callers at once do not disturb each other. */
export function ensureExim(): string | undefined {
  if (existsSync(stamp)) return undefined;
  const tools = ['/usr/bin/apt-get', '/usr/bin/dpkg-deb'];
  if (!tools.every((it) => existsSync(it))) return 'Exim is unpacked from Debian packages, and this is no Debian';
  console.log('unpacking Exim');
  const partial = `${eximRoot}.partial-${process.pid}`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(path.join(partial, 'packages'), { recursive: true });
  try {
    // A machine that never asked for its lists of packages, or long ago, is given new ones.
    const why = fill(partial);
    if (why !== undefined && !(run('apt-get', ['update', '-q']) !== undefined && fill(partial) === undefined)) return why;
    rmSync(eximRoot, { recursive: true, force: true });
    renameSync(partial, eximRoot);
    return undefined;
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

function fill(folder: string): string | undefined {
  const plan = run('apt-get', ['install', '-s', '-q', '--no-install-recommends', wanted]) ?? '';
  const names = [...plan.matchAll(/^Inst (\S+)/gm)].map((it) => it[1]!);
  if (!names.includes(wanted)) return `apt-get has no package ${wanted}`;
  const packages = path.join(folder, 'packages');
  if (run('apt-get', ['download', '-q', ...names], packages) === undefined) return `the packages of ${wanted} could not be fetched`;
  for (const name of readdirSync(packages))
    if (run('dpkg-deb', ['-x', path.join(packages, name), folder]) === undefined) return `${name} could not be unpacked`;
  for (const it of ['packages', 'usr/share/doc', 'usr/share/man', 'usr/share/lintian', 'usr/share/locale'])
    rmSync(path.join(folder, it), { recursive: true, force: true });
  mergeLibraries(folder);
  writeFileSync(path.join(folder, 'unpacked.json'), `${JSON.stringify(names)}\n`);
  return undefined;
}

/** On Debian /lib is a link to /usr/lib; a folder of that name would stand in its way when this root is laid over another. */
function mergeLibraries(folder: string): void {
  const lib = path.join(folder, 'lib');
  if (!existsSync(lib)) return;
  cpSync(lib, path.join(folder, 'usr/lib'), { recursive: true, verbatimSymlinks: true });
  rmSync(lib, { recursive: true });
}

/** What it said; undefined, with its complaint shown, where it failed. */
function run(program: string, words: readonly string[], cwd = checkout): string | undefined {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' };
  const done = spawnSync(program, words, { cwd, encoding: 'utf8', env });
  if (done.status === 0) return done.stdout;
  console.log(`${program} ${words[0]}: ${(done.stderr ?? '').trim().split('\n').slice(-5).join('\n')}`);
  return undefined;
}

if (import.meta.main) {
  const why = ensureExim();
  console.log(why ?? `Exim is there: ${(JSON.parse(readFileSync(stamp, 'utf8')) as string[]).join(' ')}`);
  process.exitCode = why !== undefined && process.env['CI'] ? 1 : 0;
}
