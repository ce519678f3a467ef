import assert from 'node:assert/strict';
import vscode from 'vscode';
import { diagnosticsNow, fileOf, findingsWith, open, until } from './window.ts';

const extension = (): vscode.Extension<unknown> => {
  const found = vscode.extensions.getExtension('postmaster.postmaster');
  assert.ok(found, 'VS Code does not know the extension');
  return found;
};

describe('the extension', () => {
  it('wakes up by itself where a folder has a main.cf', async () => {
    await until(
      () => extension().isActive,
      () => 'it sleeps on',
    );
  });

  it('knows every command that it offers', async () => {
    const { commands } = (extension().packageJSON as { contributes: { commands: readonly { command: string }[] } }).contributes;
    const known = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      commands.filter(({ command }) => !known.has(command)),
      [],
    );
  });

  it('starts its server anew and finds the same again', async () => {
    const file = fileOf('moved-domain/etc/aliases');
    await open(file);
    const before = await findingsWith(file, 'aliases/alias-loop');
    const seen: number[] = [];
    const watching = vscode.languages.onDidChangeDiagnostics(() => seen.push(diagnosticsNow(file).length));
    await vscode.commands.executeCommand('postmaster.restartServer');
    await until(
      () => seen.includes(0) && 0 < (seen.at(-1) ?? 0),
      () => `the findings did not go and come back, but: ${seen.join()}`,
    );
    watching.dispose();
    assert.deepEqual(await findingsWith(file, 'aliases/alias-loop'), before);
  });
});
