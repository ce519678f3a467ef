#!/usr/bin/env node
// Stands in for the desktop's executable under @vscode/test-electron: takes its flags, runs the suite in code-server's
// extension host, and ends with its exit code: 0 when the suite passed, 1 when it did not, 3 when there was no answer.

import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { startBrowser } from './browser.ts';
import { type Server, startServer } from './server.ts';
import type { Verdict } from './verdict.ts';

/** Milliseconds the whole run may take; the variable is for trying out a suite that hangs. */
const limit = Number(process.env['VSCODE_SUITE_LIMIT'] ?? 300_000);

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  strict: false,
  options: { extensionDevelopmentPath: { type: 'string', multiple: true } },
});
const suite = text('extensionTestsPath');
if (!suite) {
  console.error('shim: --extensionTestsPath names the suite, and there is none');
  process.exit(2);
}

const root = mkdtempSync(path.join(os.tmpdir(), 'vscode-suite-'));
const verdictFile = path.join(root, 'verdict.json');
const printedFile = path.join(root, 'printed.txt');
const running: { server?: Server; browser?: Browser; page?: Page; printed: number } = { printed: 0 };
writeFileSync(printedFile, '');
const printing = setInterval(print, 200);

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => void cleanUp().finally(() => process.exit(130)));
}

const code = await run().catch((error: unknown) => {
  print();
  console.error(`shim: ${error instanceof Error ? error.message : String(error)}`);
  return 3;
});
if (code !== 0) await keepLogs().catch((error: unknown) => console.error('shim: the logs are lost', error));
await cleanUp();
process.exit(code);

async function run(): Promise<0 | 1> {
  const userDataFolder = text('user-data-dir');
  const extensionsFolder = text('extensions-dir');
  running.server = await startServer({
    root,
    ...(userDataFolder ? { userDataFolder } : {}),
    ...(extensionsFolder ? { extensionsFolder } : {}),
    settings: {},
    driver: true,
    trust: flags['disable-workspace-trust'] !== true,
  });
  running.browser = await startBrowser();
  const page = await running.browser.newPage({ viewport: { width: 1280, height: 800 } });
  running.page = page;
  const exit = await new Promise<number>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no verdict in ${limit} ms`)), limit);
    page.on('crash', () => reject(new Error('the page of the workbench crashed')));
    page.on('close', () => reject(new Error('the page of the workbench was closed')));
    page.on('console', (message) => appendFileSync(path.join(root, 'window.log'), `${message.type()} ${message.text()}\n`));
    // VS Code calls this when an extension host with a suite ends.
    const opened = page.exposeFunction('codeAutomationExit', (status: number) => {
      clearTimeout(timer);
      resolve(status);
    });
    const window = { ...(positionals[0] ? { folder: path.resolve(positionals[0]) } : {}), development: developed(), suite: wrapped() };
    opened.then(() => page.goto(running.server!.address(window))).catch(reject);
  });
  print();
  return judge(exit);
}

/** VS Code says 0 also when the extension host died under the suite; so the suite has to have left its own word. */
function judge(exit: number): 0 | 1 {
  const verdict: Verdict = existsSync(verdictFile)
    ? (JSON.parse(readFileSync(verdictFile, 'utf8')) as Verdict)
    : { kind: 'failed', why: 'the extension host ended before the suite did' };
  if (exit === 0 && verdict.kind === 'passed') return 0;
  console.error(`shim: the suite failed: ${verdict.kind === 'failed' ? verdict.why : `VS Code ended with ${exit}`}`);
  return 1;
}

/** A module that loads the suite, for the extension host; it is CommonJS there, so it stays a small one that imports ours. */
function wrapped(): string {
  const file = path.join(root, 'suite.cjs');
  const witness = path.join(import.meta.dirname, 'verdict.ts');
  const words = { suite: path.resolve(suite!), verdictFile, printedFile };
  writeFileSync(file, `exports.run = async () => (await import(${JSON.stringify(witness)})).runSuite(${JSON.stringify(words)});\n`);
  return file;
}

function developed(): readonly string[] {
  return [flags['extensionDevelopmentPath'] ?? []].flat().map((it) => path.resolve(String(it)));
}

function text(flag: string): string | undefined {
  const value = flags[flag];
  return typeof value === 'string' ? value : undefined;
}

/** What the suite wrote since the last time. */
function print(): void {
  if (!existsSync(printedFile)) return;
  const all = readFileSync(printedFile);
  process.stdout.write(all.subarray(running.printed));
  running.printed = all.length;
}

async function keepLogs(): Promise<void> {
  const kept = process.env['VSCODE_SUITE_LOGS'];
  if (!kept || !running.server) return;
  rmSync(kept, { recursive: true, force: true });
  mkdirSync(kept, { recursive: true });
  await running.page?.screenshot({ path: path.join(kept, 'window.png'), timeout: 5_000 });
  cpSync(running.server.logFile, path.join(kept, 'server.log'));
  for (const [from, to] of [
    [path.join(root, 'window.log'), 'window.log'],
    [path.join(running.server.userDataFolder, 'logs'), 'logs'],
  ] as const) {
    if (existsSync(from)) cpSync(from, path.join(kept, to), { recursive: true });
  }
  console.error(`shim: picture and logs are in ${kept}`);
}

async function cleanUp(): Promise<void> {
  clearInterval(printing);
  await running.browser?.close().catch(() => {});
  await running.server?.stop();
  rmSync(root, { recursive: true, force: true });
}
