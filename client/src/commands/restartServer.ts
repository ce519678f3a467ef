import { window } from 'vscode';
import type { Command } from './app.ts';

/** Restart Server: ends the language server and starts it anew; the files are read again. */
export const restartServer: Command = async ({ server }) => {
  const problem = await server.restart();
  if (problem === undefined) window.setStatusBarMessage('Postmaster: the server runs anew', 5000);
  else await window.showErrorMessage(`the language server did not start: ${problem}`);
};
