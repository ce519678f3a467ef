// Where the VS Code of the tests lies, and which programs it is made of.

import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/** The top of this checkout. */
export const checkout = path.resolve(import.meta.dirname, '../..');

/** Holds code-server's node_modules; VSCODE_TOOLS_DIR shares one between checkouts. */
export const toolsFolder = path.resolve(checkout, process.env['VSCODE_TOOLS_DIR'] || '.tools/vscode');

/** code-server with the real VS Code in it: 4.139.1 holds 1.139.1. It wants Node 24, which npm scripts have first on their path. */
export const codeServerVersion = '4.139.1';

export const codeServerFolder = path.join(toolsFolder, 'node_modules/code-server');

export const codeServerEntry = path.join(codeServerFolder, 'out/node/entry.js');

/** The path of a program, as a shell would find it; undefined where there is none. */
export function findProgram(...names: readonly string[]): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(isExecutable);
}

/** The browser of the tests; the variable CHROMIUM names another one. */
export function findChromium(): string {
  const found = process.env['CHROMIUM'] ?? findProgram('chromium', 'chromium-browser', 'google-chrome');
  if (!found) throw new Error('there is no chromium on the path; `node scripts/system.mjs` installs it on Debian');
  return found;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
