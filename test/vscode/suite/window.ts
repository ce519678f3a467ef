// What tests in the extension host do to the window: open a file of examples/, wait for what the language server says.

import vscode from 'vscode';

const patience = 20_000;

/** A file of the copy of examples/ that the window shows. */
export function fileOf(name: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder) throw new Error('the window shows no folder');
  return vscode.Uri.joinPath(folder.uri, name);
}

/** Opens it in an editor. */
export async function open(name: string): Promise<vscode.TextEditor> {
  return openUri(fileOf(name));
}

export async function openUri(uri: vscode.Uri): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
}

/** The diagnostics of a file, as soon as they are as wanted; throws with what there was instead. */
export async function diagnosticsOf(
  uri: vscode.Uri,
  areAsWanted: (diagnostics: readonly vscode.Diagnostic[]) => boolean = (it) => 0 < it.length,
): Promise<readonly vscode.Diagnostic[]> {
  const ask = () => vscode.languages.getDiagnostics(uri);
  await until(
    () => areAsWanted(ask()),
    () =>
      `${uri.path} has other diagnostics: ${ask()
        .map((it) => it.message)
        .join('; ')}`,
  );
  return ask();
}

/** Comes back when it holds. */
export async function until(holds: () => boolean | Promise<boolean>, describe: () => string): Promise<void> {
  const end = Date.now() + patience;
  while (!(await holds())) {
    if (end < Date.now()) throw new Error(describe());
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
