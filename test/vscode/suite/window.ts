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
export async function open(uri: vscode.Uri): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
}

/** One line for each finding of a file: severity, rule, and the words it stands on; in the order of the file. */
export async function findingsOf(uri: vscode.Uri): Promise<readonly string[]> {
  const document = await vscode.workspace.openTextDocument(uri);
  return diagnosticsNow(uri).map(({ severity, code, range }) => {
    return `${vscode.DiagnosticSeverity[severity]} ${String(code)} "${document.getText(range)}"`;
  });
}

/** The findings of a file as soon as there is one of this rule. */
export async function findingsWith(uri: vscode.Uri, rule: string): Promise<readonly string[]> {
  await until(
    () => diagnosticsNow(uri).some(({ code }) => code === rule),
    () => `${uri.path} has no ${rule}, but: ${messagesOf(uri)}`,
  );
  return findingsOf(uri);
}

/** Comes back when no finding of this rule is left. */
export async function goneFrom(uri: vscode.Uri, rule: string): Promise<void> {
  await until(
    () => !diagnosticsNow(uri).some(({ code }) => code === rule),
    () => `${uri.path} still has: ${messagesOf(uri)}`,
  );
}

/** The hover at the first letter of these words, as Markdown; an empty text where there is none. */
export async function hoverAt(uri: vscode.Uri, words: string): Promise<string> {
  const { range } = await wordsIn(uri, words);
  const hovers = await vscode.commands.executeCommand<readonly vscode.Hover[]>('vscode.executeHoverProvider', uri, range.start);
  return hovers.flatMap(({ contents }) => contents.map((it) => (typeof it === 'string' ? it : it.value))).join('\n');
}

/** The quick fixes that are offered at these words. */
export async function fixesAt(uri: vscode.Uri, words: string): Promise<readonly vscode.CodeAction[]> {
  const { range } = await wordsIn(uri, words);
  return vscode.commands.executeCommand<readonly vscode.CodeAction[]>('vscode.executeCodeActionProvider', uri, range, 'quickfix');
}

/** Puts one text in the place of another, in the editor. */
export async function replace(uri: vscode.Uri, words: string, text: string): Promise<void> {
  const { range } = await wordsIn(uri, words);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(uri, range, text);
  if (!(await vscode.workspace.applyEdit(edit))) throw new Error(`VS Code did not replace ${words} in ${uri.path}`);
}

/** Comes back when it holds. */
export async function until(holds: () => boolean | Promise<boolean>, describe: () => string): Promise<void> {
  const end = Date.now() + patience;
  while (!(await holds())) {
    if (end < Date.now()) throw new Error(describe());
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export function diagnosticsNow(uri: vscode.Uri): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).toSorted((a, b) => a.range.start.compareTo(b.range.start));
}

function messagesOf(uri: vscode.Uri): string {
  return diagnosticsNow(uri)
    .map(({ message, code }) => `${message} (${String(code)})`)
    .join('; ');
}

/** Where the bar stands in these words. */
export async function positionOf(uri: vscode.Uri, words: string): Promise<vscode.Position> {
  const before = words.slice(0, words.indexOf('|'));
  const { range } = await wordsIn(uri, words.replace('|', ''));
  return range.start.translate(0, before.length);
}

async function wordsIn(uri: vscode.Uri, words: string): Promise<{ readonly range: vscode.Range }> {
  const document = await vscode.workspace.openTextDocument(uri);
  const start = document.getText().indexOf(words);
  if (start < 0) throw new Error(`"${words}" is not in ${uri.path}`);
  return { range: new vscode.Range(document.positionAt(start), document.positionAt(start + words.length)) };
}
