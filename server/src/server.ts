import {
  type CallHierarchyPrepareParams,
  type CancellationToken,
  type CodeActionParams,
  CodeLensRefreshRequest,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  type HoverParams,
  type InitializeParams,
  type InitializeResult,
  type TextDocumentIdentifier,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Mta } from './core/mta.ts';
import { STRANGER } from './core/trace.ts';
import { addressesIn } from './features/addresses.ts';
import { incoming, outgoing, stationAt } from './features/callHierarchy.ts';
import { lensesIn } from './features/codeLens.ts';
import { entrances } from './features/entrances.ts';
import { fixAll } from './features/fixAll.ts';
import { hoverAt } from './features/hover.ts';
import { allRules, ruleManual } from './features/ruleManual.ts';
import { incomingOf, itemOf, outgoingOf, stationOf } from './lsp/callHierarchy.ts';
import { codeActions, fixAllAction, fixAllKind, isWanted } from './lsp/codeActions.ts';
import { lensOf, resolvedLens } from './lsp/codeLens.ts';
import { triggerCharacters } from './lsp/completion.ts';
import { converter } from './lsp/convert.ts';
import { debounce } from './lsp/debounce.ts';
import { explained } from './lsp/explained.ts';
import { guardWith } from './lsp/guard.ts';
import { type Asked, completions, definitions, documentLinks, documentSymbols, foldingRanges, references } from './lsp/navigation.ts';
import { publisher } from './lsp/publish.ts';
import { readSettings } from './lsp/settings.ts';
import { fileOf, hrefOf } from './lsp/uri.ts';
import { addressesRequest, type ExplainParams, explainRequest, type RuleParams, ruleRequest } from './protocol.ts';
import { noSettings } from './workspace/settings.ts';
import { Workspace } from './workspace/workspace.ts';
import type { World } from './workspace/world.ts';

/** Milliseconds of quiet after the last change before the findings are told. */
const quiet = 150;

/** The language server over any connection, any world and any servers. Returns at once; the connection keeps it alive. */
export function start(connection: Connection, world: World, mtas: readonly Mta[]): void {
  const log = (message: string) => connection.console.warn(message);
  const guard = guardWith(log);
  const documents = new TextDocuments(TextDocument);
  const workspace = new Workspace({ world, mtas, settings: noSettings, log });
  const open = new Map<string, TextDocument>();
  const publish = publisher(connection, (file) => open.get(file)?.version);
  const publishing = debounce(() => guard('checking', notCancelled, undefined, publishAll), quiet);
  let client: InitializeParams['capabilities'] = {};
  let folders: readonly string[] = [];

  connection.onInitialize((params): InitializeResult => {
    client = params.capabilities;
    setFolders((params.workspaceFolders ?? []).map((it) => it.uri));
    workspace.configure(readSettings(params.initializationOptions, folders));
    return {
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        hoverProvider: true,
        codeActionProvider: { codeActionKinds: ['quickfix', fixAllKind] },
        codeLensProvider: { resolveProvider: true },
        callHierarchyProvider: true,
        definitionProvider: true,
        referencesProvider: true,
        documentLinkProvider: {},
        documentSymbolProvider: true,
        foldingRangeProvider: true,
        completionProvider: { triggerCharacters },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
      serverInfo: { name: 'postmaster' },
    };
  });

  connection.onInitialized(async () => {
    if (client.workspace?.workspaceFolders)
      connection.workspace.onDidChangeWorkspaceFolders(async ({ added, removed }) => {
        const gone = new Set(removed.map((it) => fileOf(it.uri)));
        setFolders([...folders.filter((it) => !gone.has(it)), ...added.map((it) => it.uri)]);
        publishing.soon();
      });
    if (client.workspace?.didChangeConfiguration?.dynamicRegistration)
      await connection.client.register(DidChangeConfigurationNotification.type, { section: 'postmaster' });
    if (client.workspace?.didChangeWatchedFiles?.dynamicRegistration)
      await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: '**/*' }] });
    await configure();
  });

  connection.onDidChangeConfiguration(async ({ settings }) => configure(settings));
  connection.onDidChangeWatchedFiles(({ changes }) => {
    const written = changes.filter((it) => it.type === FileChangeType.Changed).map((it) => fileOf(it.uri));
    const others = changes.filter((it) => it.type !== FileChangeType.Changed).map((it) => fileOf(it.uri));
    if (0 < others.length) workspace.appeared(others);
    if (workspace.written(written) || 0 < others.length) publishing.soon();
  });
  documents.onDidChangeContent(({ document }) => {
    const file = fileOf(document.uri);
    open.set(file, document);
    workspace.edit(file, { text: document.getText(), version: document.version });
    publishing.soon();
  });
  documents.onDidClose(({ document }) => {
    const file = fileOf(document.uri);
    open.delete(file);
    workspace.close(file);
    publishing.soon();
  });

  connection.onHover(
    answering('hover', null, ({ snapshot, convert, file }, { position }: HoverParams) => {
      const hover = hoverAt(snapshot, file, convert.offset(file, position), { hrefOf, textOf: snapshot.textOf });
      return hover ? { contents: { kind: 'markdown' as const, value: hover.markdown }, range: convert.range(hover.at) } : null;
    }),
  );
  connection.onCodeAction(
    answering('code actions', [], ({ snapshot, convert, file }, { range, context: { only } }: CodeActionParams) => {
      const edits = isWanted(fixAllKind, only) ? fixAll(file, snapshot, (text) => workspace.preview(file, text)) : [];
      const quick = isWanted('quickfix', only) ? codeActions(snapshot.findings(), file, range, convert, snapshot.textOf) : [];
      return [...quick, ...fixAllAction(edits, convert)];
    }),
  );
  connection.onCodeLens(
    answering('code lenses', [], ({ snapshot, convert, file }) => lensesIn(snapshot, file).map((it) => lensOf(it, convert))),
  );
  connection.onCodeLensResolve((lens, token) => guard('a code lens', token, lens, () => resolvedLens(lens, workspace.snapshot())));
  connection.languages.callHierarchy.onPrepare(
    answering('the call hierarchy', null, ({ snapshot, convert, file }, { position }: CallHierarchyPrepareParams) => {
      const station = stationAt(snapshot, file, convert.offset(file, position));
      return station ? [itemOf(station, convert)] : null;
    }),
  );
  connection.languages.callHierarchy.onIncomingCalls(({ item }, token) =>
    guard('incoming calls', token, [], () => {
      const snapshot = workspace.snapshot();
      const convert = converter(snapshot.textOf);
      return incoming(snapshot, stationOf(item, convert)).map((it) => incomingOf(it, convert));
    }),
  );
  connection.languages.callHierarchy.onOutgoingCalls(({ item }, token) =>
    guard('outgoing calls', token, [], () => {
      const snapshot = workspace.snapshot();
      const convert = converter(snapshot.textOf);
      return outgoing(snapshot, stationOf(item, convert)).map((it) => outgoingOf(it, convert));
    }),
  );
  connection.onDefinition(answering('definitions', [], definitions));
  connection.onReferences(answering('references', [], references));
  connection.onDocumentLinks(answering('links', [], documentLinks));
  connection.onDocumentSymbol(answering('the outline', [], documentSymbols));
  connection.onFoldingRanges(answering('folding', [], foldingRanges));
  connection.onCompletion(answering('completion', null, completions));
  connection.onRequest(explainRequest, ({ address, client: from = STRANGER, file }: ExplainParams, token) =>
    guard('explaining', token, [], () => {
      const snapshot = workspace.snapshot();
      const own = file === undefined ? [] : snapshot.systemsOf(fileOf(file));
      const views = 0 < own.length ? own : entrances(snapshot.systems);
      return views.map((it) => explained(it, it.explain(address, from), snapshot));
    }),
  );
  connection.onRequest(ruleRequest, ({ id }: RuleParams, token) =>
    guard('the manual', token, null, () => {
      const rule = allRules(mtas).find((it) => it.id === id);
      return rule ? { markdown: ruleManual(rule) } : null;
    }),
  );
  connection.onRequest(addressesRequest, (token) =>
    guard('addresses', token, [], () => addressesIn(workspace.snapshot().systems.map((it) => it.system))),
  );
  connection.onShutdown(() => publishing.cancel());

  documents.listen(connection);
  connection.listen();

  /** What is asked about a document, in the words of the protocol. */
  function answering<Params, Result>(what: string, otherwise: Result, answer: (asked: Asked, params: Params) => Result) {
    return (params: Params & { readonly textDocument: TextDocumentIdentifier }, token: CancellationToken) =>
      guard(what, token, otherwise, () => {
        const snapshot = workspace.snapshot();
        return answer({ snapshot, convert: converter(snapshot.textOf), file: fileOf(params.textDocument.uri) }, params);
      });
  }

  /** Asks for the settings where the client answers such questions; otherwise takes what it sent. */
  async function configure(sent?: { readonly postmaster?: unknown }): Promise<void> {
    const asks = client.workspace?.configuration === true;
    const value = asks ? await connection.workspace.getConfiguration('postmaster') : sent?.postmaster;
    if (asks || sent) workspace.configure(readSettings(value, folders));
    publishing.soon();
  }

  /** What a lens says may depend on any file. */
  function publishAll(): void {
    publish(workspace.snapshot());
    if (client.workspace?.codeLens?.refreshSupport) connection.sendRequest(CodeLensRefreshRequest.type).catch(wordless);
  }

  function setFolders(uris: readonly string[]): void {
    folders = uris.map(fileOf);
    workspace.setFolders(folders);
  }
}

/** An editor that is closing answers nothing any more. */
const wordless = (): void => undefined;

const notCancelled = { isCancellationRequested: false, onCancellationRequested: () => ({ dispose: () => undefined }) };
