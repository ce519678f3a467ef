import { Uri, window, workspace } from 'vscode';

/** Asks where a report is to lie, writes it there and opens it. */
export async function saveReport(name: string, markdown: string): Promise<void> {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const defaultUri = folder ? Uri.joinPath(folder, name) : Uri.file(name);
  const target = await window.showSaveDialog({ defaultUri, filters: { Markdown: ['md'] }, title: 'Save Report' });
  if (!target) return;
  await workspace.fs.writeFile(target, new TextEncoder().encode(markdown));
  await window.showTextDocument(target);
}
