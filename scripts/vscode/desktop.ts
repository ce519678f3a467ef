// Finds the desktop VS Code of this machine, where there is one that could open a window.

import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { findProgram } from './tools.ts';

export interface Desktop {
  /** The program itself: it stays in the foreground and ends with a suite's exit code. */
  readonly executable: string;
}

/** VSCODE_EXECUTABLE names the program; else it is found from `code`, a script that only starts it. */
export function findDesktop(): Desktop | undefined {
  const named = process.env['VSCODE_EXECUTABLE'];
  if (named) return { executable: named };
  const hasScreen = process.platform !== 'linux' || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'];
  const script = findProgram('code');
  if (!hasScreen || !script) return undefined;
  // On Linux the script is bin/code beside the program; on macOS it is deep inside the application.
  const bin = path.dirname(realpathSync(script));
  const candidates = [path.join(bin, '../code'), path.join(bin, '../../../MacOS/Electron'), path.join(bin, '../../../MacOS/Code')];
  const executable = candidates.find((it) => existsSync(it));
  return executable ? { executable: path.resolve(executable) } : undefined;
}
