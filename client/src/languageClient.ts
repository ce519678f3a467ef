import path from 'node:path';
import { type ExtensionContext, languages, type TextDocument, workspace } from 'vscode';
import { LanguageClient, type LanguageClientOptions, type ServerOptions, State, TransportKind } from 'vscode-languageclient/node';
import {
  addressesRequest,
  type Explained,
  type ExplainParams,
  explainRequest,
  type Languages,
  languagesNotification,
  type RuleManual,
  ruleRequest,
} from '../../server/src/protocol.ts';

/** The language server as the commands see it. A server that does not run answers nothing; it never makes a command fail. */
export interface LanguageServer {
  rule(id: string): Promise<RuleManual | undefined>;
  /** What each configuration of the workspace makes of an address. */
  explain(params: ExplainParams): Promise<readonly Explained[]>;
  /** The addresses that the open configurations know. */
  addresses(): Promise<readonly string[]>;
  /** Returns what went wrong. */
  restart(): Promise<string | undefined>;
  dispose(): Promise<void>;
}

/** Starts the server in a process of its own, over IPC. What is asked before it runs waits for it. */
export function startLanguageServer(context: ExtensionContext): LanguageServer {
  const module = context.asAbsolutePath(path.join('dist', 'server.cjs'));
  const run = { module, transport: TransportKind.ipc } as const;
  const server: ServerOptions = { run, debug: { ...run, options: { execArgv: ['--nolazy', '--inspect=6009'] } } };
  const offered = languagesOf(context);
  const documentSelector = offered.map((language) => ({ language }));
  const options: LanguageClientOptions = { documentSelector, outputChannelName: 'Postmaster' };
  const client = new LanguageClient('postmaster', 'Postmaster', server, options);
  context.subscriptions.push(recognizeTables(client, offered));
  const start = () => client.start().then(() => undefined, wordsOf);
  const started = start();
  const ask = async <Result>(method: string, params: object | undefined, without: Result): Promise<Result> => {
    await started;
    if (client.state !== State.Running) return without;
    // An undefined that is passed on travels as null, and a request without parameters has no place for it.
    const answer = params === undefined ? client.sendRequest<Result>(method) : client.sendRequest<Result>(method, params);
    return answer.catch(() => without);
  };
  return {
    // The protocol has null where there is none.
    rule: (id) => ask<RuleManual | undefined>(ruleRequest, { id }, undefined).then((it) => it ?? undefined),
    explain: (params) => ask<readonly Explained[]>(explainRequest, params, []),
    addresses: () => ask<readonly string[]>(addressesRequest, undefined, []),
    restart: () => (client.state === State.Running ? client.restart().then(() => undefined, wordsOf) : start()),
    dispose: () => (client.state === State.Running ? client.stop() : Promise.resolve()),
  };
}

/**
 * A table may have any name: it is one because a main.cf mentions it, which the server says. A language that a person or another
 * extension chose stays; only what VS Code takes for plain text is changed.
 */
function recognizeTables(client: LanguageClient, offered: readonly string[]): { dispose(): void } {
  const known = new Map<string, string>();
  const apply = (document: TextDocument): void => {
    const language = known.get(document.uri.toString());
    if (language === undefined || document.languageId !== 'plaintext') return;
    languages.setTextDocumentLanguage(document, language).then(undefined, (error) => client.warn(wordsOf(error)));
  };
  client.onNotification(languagesNotification, (found: Languages) => {
    // The users of the machine, say, have no language here.
    for (const [uri, language] of Object.entries(found)) if (offered.includes(language)) known.set(uri, language);
    workspace.textDocuments.forEach(apply);
  });
  return workspace.onDidOpenTextDocument(apply);
}

/** The languages of the manifest: a second list would fall behind. */
function languagesOf({ extension }: ExtensionContext): readonly string[] {
  const { contributes } = extension.packageJSON as { readonly contributes: { readonly languages: readonly { readonly id: string }[] } };
  return contributes.languages.map(({ id }) => id);
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
