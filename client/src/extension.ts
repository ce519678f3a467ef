import { type ExtensionContext, commands as palette, window } from 'vscode';
import type { App } from './commands/app.ts';
import { commands } from './commands/index.ts';
import { startLanguageServer } from './languageClient.ts';
import type { Question } from './panel/messages.ts';
import { Panel, viewType } from './panel/panel.ts';

/** The composition root of the extension: makes each part once and hands it on. */
export function activate(context: ExtensionContext): void {
  const panel = new Panel(context.extensionUri, askAgain);
  context.subscriptions.push(
    panel,
    window.registerWebviewPanelSerializer(viewType, {
      deserializeWebviewPanel: async (webview, state) => panel.restore(webview, state),
    }),
  );
  const server = startLanguageServer(context);
  const app: App = { panel, server, memory: context.globalState };
  context.subscriptions.push(
    server,
    ...Object.entries(commands).map(([id, run]) => palette.registerCommand(id, (argument: unknown) => run(app, argument))),
  );
}

function askAgain(question: Question): void {
  const [id, argument] = commandOf(question);
  palette.executeCommand(id, argument);
}

/** The command that asks a question, and its argument. */
function commandOf(question: Question): readonly [string, string] {
  switch (question.kind) {
    case 'mx':
      return ['postmaster.lookUpMx', question.domain];
    case 'probe':
      return ['postmaster.probeRecipient', question.addresses.join(' ')];
    case 'rule':
      return ['postmaster.showRule', question.id];
    case 'explain':
      return ['postmaster.explainRecipient', question.address];
    case 'diagnose':
      return ['postmaster.diagnoseRecipient', question.address];
    default:
      return question satisfies never;
  }
}
