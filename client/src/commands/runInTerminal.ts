import { window } from 'vscode';
import type { RunInTerminal } from '../../../server/src/protocol.ts';
import type { Command } from './app.ts';

const name = 'Postmaster';

/** Types a command into a terminal and leaves it there: whether it runs is the person's decision. Quick fixes call this, not the palette. */
export const runInTerminal: Command = async (_, argument) => {
  const line = lineOf(argument);
  if (line === undefined) return;
  const terminal = window.terminals.find((it) => it.name === name && it.exitStatus === undefined) ?? window.createTerminal(name);
  terminal.show();
  terminal.sendText(line, false);
};

/** A control character would be a key that is pressed: a line break runs the command. */
function lineOf(argument: unknown): string | undefined {
  const { line } = (typeof argument === 'object' && argument !== null ? argument : {}) as Partial<RunInTerminal>;
  return typeof line === 'string' && !/[\x00-\x1f\x7f]/.test(line) ? line : undefined;
}
