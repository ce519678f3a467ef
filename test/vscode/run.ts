// Runs the suite inside a real VS Code: the desktop's where there is one, else code-server's through its stand-in.
// `node test/vscode/run.ts [extension folder] [suite folder] [folder to open]`; without words the extension of this checkout on examples/.

import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { findDesktop } from '../../scripts/vscode/desktop.ts';
import { installVsCode } from '../../scripts/vscode/install.ts';
import { writeUserSettings } from '../../scripts/vscode/settings.ts';
import { checkout } from '../../scripts/vscode/tools.ts';

const [extension = checkout, suite = path.join(import.meta.dirname, 'suite'), opened = path.join(checkout, 'examples')] =
  process.argv.slice(2);
const root = mkdtempSync(path.join(os.tmpdir(), 'postmaster-suite-'));
try {
  process.exitCode = await runSuite();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  rmSync(root, { recursive: true, force: true });
}

async function runSuite(): Promise<number> {
  const bundled = path.join(checkout, 'out/test-vscode', path.basename(suite));
  await bundle(bundled);
  // A copy: the suite edits and saves.
  const folder = path.join(root, 'examples');
  cpSync(opened, folder, { recursive: true });
  const userData = path.join(root, 'data');
  writeUserSettings(userData, {});
  const extensions = path.join(root, 'extensions');
  mkdirSync(extensions);

  const desktop = findDesktop();
  if (!desktop) installVsCode();
  console.log(`the suite runs in ${desktop?.executable ?? 'code-server'}`);
  return runTests({
    vscodeExecutablePath: desktop?.executable ?? path.join(checkout, 'scripts/vscode/shim.ts'),
    extensionDevelopmentPath: path.resolve(extension),
    extensionTestsPath: path.join(bundled, 'index.cjs'),
    launchArgs: [folder, `--user-data-dir=${userData}`, `--extensions-dir=${extensions}`],
    extensionTestsEnv: {
      // The stand-in is a script for the Node that runs this.
      PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env['PATH']}`,
      VSCODE_SUITE_LOGS: process.env['VSCODE_SUITE_LOGS'] ?? path.join(checkout, 'out/test-vscode/logs'),
    },
  });
}

/** An extension host loads CommonJS, so the suite becomes that: one bundle a file, found again by its name. */
async function bundle(folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  const sources = readdirSync(suite).filter((name) => name === 'index.ts' || name.endsWith('.test.ts'));
  if (!existsSync(path.join(suite, 'index.ts'))) throw new Error(`${suite} has no index.ts`);
  await build({
    entryPoints: sources.map((name) => path.join(suite, name)),
    outdir: folder,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
}
