// Opens a VS Code with the extension on examples/, beside a mail server and a DNS server that answer what the examples ask.
// With --check it opens nothing: it starts all of it, sees that it answers, and ends.

import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startDemo } from '../demo/start.ts';
import { findDesktop } from './desktop.ts';
import { installVsCode } from './install.ts';
import { installVsix, type Server, startServer } from './server.ts';
import { type Settings, writeUserSettings } from './settings.ts';
import { checkout } from './tools.ts';

const examples = path.join(checkout, 'examples');
const isCheck = process.argv.includes('--check');
const root = mkdtempSync(path.join(os.tmpdir(), 'postmaster-start-'));
const ends: (() => Promise<void> | void)[] = [() => rmSync(root, { recursive: true, force: true })];
const interrupted = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
  // The script that started us may have been killed, which no signal tells.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && resolve(), 1_000).unref();
});

try {
  await open();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  for (const end of ends.toReversed()) await end();
}
process.exit();

async function open(): Promise<void> {
  const desktop = isCheck ? undefined : findDesktop();
  npmRun(desktop ? 'build' : 'package');
  const settings = await startDemoServers();
  if (desktop) return openDesktop(desktop.executable, settings);

  installVsCode();
  installVsix(path.join(checkout, 'postmaster.vsix'), { root });
  const server = await startServer({ root, settings, driver: false, trust: false });
  ends.push(server.stop);
  await seeThatItAnswers(server);
  if (isCheck) return;
  console.log(`\nVS Code with Postmaster on examples/: http://127.0.0.1:${server.port}/?folder=${encodeURIComponent(examples)}`);
  console.log('Ctrl-C ends it.');
  await Promise.race([interrupted, server.ended]);
}

/** The settings that lead the extension's look-ups and probes to servers of ours on loopback. */
async function startDemoServers(): Promise<Settings> {
  const demo = await startDemo();
  ends.push(demo.close);
  console.log(`DNS at ${demo.resolvers.map((it) => it.address).join(' and ')}, SMTP at ${demo.hosts.join(' and ')} port ${demo.port}`);
  return {
    'postmaster.resolvers': demo.resolvers,
    'postmaster.probe.port': demo.port,
    'postmaster.probe.allowPrivateAddresses': true,
  };
}

async function openDesktop(executable: string, settings: Settings): Promise<void> {
  const userData = path.join(root, 'data');
  writeUserSettings(userData, settings);
  const isRoot = process.getuid?.() === 0;
  const words = [
    examples,
    `--extensionDevelopmentPath=${checkout}`,
    `--user-data-dir=${userData}`,
    `--extensions-dir=${path.join(root, 'extensions')}`,
    ...['--new-window', '--disable-workspace-trust', ...(isRoot ? ['--no-sandbox'] : [])],
  ];
  const child = spawn(executable, words, { stdio: 'ignore' });
  ends.push(() => void child.kill('SIGTERM'));
  console.log('VS Code opens; closing it or Ctrl-C ends the demo servers.');
  await Promise.race([interrupted, once(child, 'exit')]);
}

async function seeThatItAnswers(server: Server): Promise<void> {
  const answer = await fetch(server.address({ folder: examples }));
  const page = await answer.text();
  const isWorkbench = answer.ok && page.includes('vscode-workbench-web-configuration');
  if (!isWorkbench) throw new Error(`VS Code answered ${answer.status} and no workbench`);
  console.log(`VS Code answers on port ${server.port}`);
}

function npmRun(script: string): void {
  execFileSync('npm', ['run', '--silent', script], { cwd: checkout, stdio: 'inherit' });
}
