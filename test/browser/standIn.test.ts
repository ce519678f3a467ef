import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { installVsCode } from '../../scripts/vscode/install.ts';
import { checkout } from '../../scripts/vscode/tools.ts';

// The stand-in for the desktop's executable must never say "passed" for a suite that did not.

const root = mkdtempSync(path.join(os.tmpdir(), 'postmaster-stand-in-'));
const folder = path.join(root, 'folder');

beforeAll(() => {
  installVsCode();
  mkdirSync(folder);
  writeFileSync(
    path.join(root, 'package.json'),
    JSON.stringify({ name: 'nothing', publisher: 'postmaster', version: '0.0.1', engines: { vscode: '^1.91.0' }, contributes: {} }),
  );
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

test('a suite that comes to its end has passed, and what it prints is shown', () => {
  const told = runSuite(`exports.run = async () => console.log('folders:', require('vscode').workspace.workspaceFolders.length);`);
  expect(told).toEqual({ code: 0, printed: 'folders: 1\n', why: '' });
});

test('a suite that throws has failed', () => {
  const told = runSuite(`exports.run = async () => { throw new Error('1 of 2 tests failed'); };`);
  expect(told).toMatchObject({ code: 1, why: 'shim: the suite failed: 1 of 2 tests failed\n' });
});

test('a suite that ends the extension host has failed, although VS Code says 0', () => {
  const told = runSuite('exports.run = async () => process.exit(0);');
  expect(told).toMatchObject({ code: 1, why: 'shim: the suite failed: the extension host ended before the suite did\n' });
});

function runSuite(source: string): { readonly code: number | null; readonly printed: string; readonly why: string } {
  const suite = path.join(root, 'suite.cjs');
  writeFileSync(suite, source);
  const words = [folder, '--disable-workspace-trust', `--extensionDevelopmentPath=${root}`, `--extensionTestsPath=${suite}`];
  const done = spawnSync(process.execPath, [path.join(checkout, 'scripts/vscode/shim.ts'), ...words], {
    encoding: 'utf8',
    env: { ...process.env, VSCODE_SUITE_LOGS: '' },
  });
  return { code: done.status, printed: done.stdout, why: done.stderr };
}
