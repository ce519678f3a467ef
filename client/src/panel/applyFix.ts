import { type CodeAction, commands, Selection, Uri, ViewColumn, window, workspace } from 'vscode';
import type { OfferedFix } from '../diagnose/diagnosis.ts';

/** Opens the line and does what the editor offers there under this title. Says so where it is not offered any more. */
export async function applyFix({ title, place }: OfferedFix): Promise<void> {
  const uri = Uri.parse(place.file);
  const at = new Selection(place.line - 1, 0, place.line - 1, Number.MAX_SAFE_INTEGER);
  await window.showTextDocument(uri, { selection: new Selection(at.start, at.start), viewColumn: ViewColumn.One });
  const offered = await commands.executeCommand<readonly CodeAction[]>('vscode.executeCodeActionProvider', uri, at, 'quickfix');
  const action = offered.find((it) => it.title === title);
  if (!action) {
    window.showInformationMessage(`${place.label} has changed since: the fix is not offered there any more`);
    return;
  }
  if (action.edit) await workspace.applyEdit(action.edit);
  if (action.command) await commands.executeCommand(action.command.command, ...(action.command.arguments ?? []));
}
