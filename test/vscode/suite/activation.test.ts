import assert from 'node:assert/strict';
import vscode from 'vscode';
import { openUri, until } from './window.ts';

describe('the extension', () => {
  it('wakes up when a main.cf is opened', async () => {
    const extension = vscode.extensions.getExtension('postmaster.postmaster');
    assert.ok(extension, 'VS Code does not know the extension');
    const [first] = await vscode.workspace.findFiles('**/main.cf');
    assert.ok(first, 'there is no main.cf among the examples');
    await openUri(first);
    await until(
      () => extension.isActive,
      () => 'it sleeps on',
    );
  });

  it('shows what is wrong in the examples', async () => {
    for (const file of await vscode.workspace.findFiles('**/main.cf')) await openUri(file);
    const found = () => vscode.languages.getDiagnostics().flatMap(([, diagnostics]) => diagnostics);
    await until(
      () => 0 < found().length,
      () => 'no diagnostics in any example',
    );
    assert.deepEqual([...new Set(found().map((it) => it.source))], ['postmaster']);
  });
});
