// Installs code-server, the VS Code of the tests, from npm into `.tools/`. Done once; then it costs nothing.
//
// Its own install script compiles a module that wants Kerberos' headers, so no script runs here. The modules that matter bring
// Linux binaries in their npm packages; only the logger is compiled, because without it VS Code writes no log.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { codeServerVersion, findProgram, toolsFolder } from './tools.ts';

const stampName = 'installed.json';

/** VS Code as installed: the versions it was made for, and whether its logger was compiled. */
interface Stamp {
  readonly codeServer: string;
  readonly abi: string;
  readonly compiled: boolean;
}

/** Makes the tools folder if it is not there yet; two callers at once do not disturb each other. */
export function installVsCode(): void {
  const compiled = ['g++', 'make', 'python3'].every((program) => findProgram(program));
  const wanted: Stamp = { codeServer: codeServerVersion, abi: process.versions.modules, compiled };
  if (isInstalled(wanted)) return;
  const major = Number(process.versions.node.split('.')[0]);
  if (major !== 24) throw new Error(`code-server ${codeServerVersion} runs on Node 24, and this is ${process.version}`);

  const partial = `${toolsFolder}.partial-${process.pid}`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  try {
    fill(partial, wanted);
    rmSync(toolsFolder, { recursive: true, force: true });
    renameSync(partial, toolsFolder);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

function isInstalled(wanted: Stamp): boolean {
  const file = path.join(toolsFolder, stampName);
  if (!existsSync(file)) return false;
  const stamp = JSON.parse(readFileSync(file, 'utf8')) as Stamp;
  // A compiled one does where no compiler is left.
  return stamp.codeServer === wanted.codeServer && stamp.abi === wanted.abi && (stamp.compiled || !wanted.compiled);
}

function fill(folder: string, stamp: Stamp): void {
  console.log(`installing code-server ${stamp.codeServer}`);
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
  npm(folder, ['install', '--no-save', '--ignore-scripts', `code-server@${stamp.codeServer}`]);
  const vscode = path.join(folder, 'node_modules/code-server/lib/vscode');
  // Not `npm ci`: the lock file that code-server ships lacks a package.
  npm(vscode, ['install', '--omit=dev', '--no-save', '--ignore-scripts']);
  if (stamp.compiled) npm(vscode, ['rebuild', '@vscode/spdlog', '@vscode/native-watchdog']);
  trim(path.join(vscode, 'node_modules'));
  run(process.execPath, [path.join(folder, 'node_modules/code-server/out/node/entry.js'), '--version'], folder);
  writeFileSync(path.join(folder, stampName), `${JSON.stringify(stamp)}\n`);
}

/** Chat agents and the search programs of other systems are some 130 MB that no test touches. */
function trim(modules: string): void {
  const ripgrep = [
    'darwin-arm64',
    'darwin-x64',
    'win32-arm64',
    'win32-ia32',
    'win32-x64',
    'linux-arm',
    'linux-arm64',
    'linux-ia32',
    'linux-ppc64',
    'linux-riscv64',
    'linux-s390x',
  ];
  const unused = ['@github/copilot-sdk', '@microsoft/mxc-sdk', ...ripgrep.map((name) => `@vscode/ripgrep-universal/bin/${name}`)];
  for (const name of unused) rmSync(path.join(modules, name), { recursive: true, force: true });
}

function npm(folder: string, words: readonly string[]): void {
  run('npm', [...words, '--no-audit', '--no-fund', '--prefix', folder], folder);
}

/** Quiet when it ends well, else everything it said. */
function run(program: string, words: readonly string[], folder: string): void {
  const home = path.dirname(path.dirname(process.execPath));
  const done = spawnSync(program, words, {
    cwd: folder,
    encoding: 'utf8',
    // node-gyp finds the headers of this Node beside it instead of fetching them, where they are.
    env: {
      ...process.env,
      PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env['PATH']}`,
      ...(existsSync(path.join(home, 'include/node/node.h')) ? { npm_config_nodedir: home } : {}),
    },
  });
  if (done.status === 0) return;
  throw new Error(`${program} ${words.join(' ')} failed\n${done.stdout}\n${done.stderr}\n${done.error?.message ?? ''}`);
}

if (import.meta.main) installVsCode();
