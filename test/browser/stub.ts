// A small extension that does a little of everything the harness looks at, packed as a person would get it.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createVSIX } from '@vscode/vsce';

const manifest = {
  name: 'stub',
  displayName: 'Stub',
  publisher: 'postmaster',
  version: '0.0.1',
  license: 'MIT',
  repository: 'https://example.com/stub',
  engines: { vscode: '^1.91.0' },
  main: './extension.cjs',
  activationEvents: ['onLanguage:plaintext'],
  contributes: {
    commands: [
      { command: 'stub.panel', title: 'Open Panel', category: 'Stub' },
      { command: 'stub.ask', title: 'Ask', category: 'Stub' },
    ],
  },
};

const source = `
const vscode = require('vscode');
exports.activate = ({ subscriptions }) => {
  const found = vscode.languages.createDiagnosticCollection('stub');
  const check = (document) => {
    if (document.languageId !== 'plaintext') return;
    const hits = [...document.getText().matchAll(/wrong/g)];
    found.set(document.uri, hits.map((hit) => new vscode.Diagnostic(
      new vscode.Range(document.positionAt(hit.index), document.positionAt(hit.index + 5)), 'this word is wrong', vscode.DiagnosticSeverity.Error)));
  };
  vscode.workspace.textDocuments.forEach(check);
  subscriptions.push(found, vscode.workspace.onDidOpenTextDocument(check),
    vscode.workspace.onDidChangeTextDocument((change) => check(change.document)),
    vscode.languages.registerHoverProvider('plaintext', { provideHover: () => new vscode.Hover('a word about it') }),
    vscode.languages.registerCodeActionsProvider('plaintext', { provideCodeActions: (document, _range, context) => context.diagnostics.map((diagnostic) => {
      const fix = new vscode.CodeAction('Change it to right', vscode.CodeActionKind.QuickFix);
      fix.edit = new vscode.WorkspaceEdit();
      fix.edit.replace(document.uri, diagnostic.range, 'right');
      fix.diagnostics = [diagnostic];
      return fix;
    }) }),
    vscode.commands.registerCommand('stub.ask', async () => {
      const name = await vscode.window.showInputBox({ prompt: 'Who' });
      await vscode.window.showWarningMessage('Greet ' + name + '?', { modal: true, detail: 'It will be said aloud' }, 'Greet');
      const answer = await vscode.window.showInformationMessage('Hello ' + name, 'Yes', 'No');
      vscode.window.setStatusBarMessage('answered ' + answer);
    }),
    vscode.commands.registerCommand('stub.panel', () => {
      const panel = vscode.window.createWebviewPanel('stub', 'Stub Panel', vscode.ViewColumn.Beside, { enableScripts: true });
      panel.webview.onDidReceiveMessage((count) => panel.webview.postMessage(count + 1));
      panel.webview.html = '<button onclick="host.postMessage(Number(this.textContent))">0</button>' +
        '<script>const host = acquireVsCodeApi(); onmessage = (event) => { document.querySelector("button").textContent = event.data; };</script>';
    }));
};
`;

/** Packs it into this folder and says where. */
export async function packStub(folder: string): Promise<string> {
  const sources = mkdtempSync(path.join(os.tmpdir(), 'postmaster-stub-'));
  mkdirSync(folder, { recursive: true });
  const files = {
    'package.json': JSON.stringify(manifest),
    'extension.cjs': source,
    'README.md': 'A stub.\n',
    LICENSE: 'MIT\n',
    '.vscodeignore': '',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(sources, name), text);
  const vsix = path.join(folder, 'stub.vsix');
  await createVSIX({ cwd: sources, packagePath: vsix, dependencies: false });
  rmSync(sources, { recursive: true });
  return vsix;
}
