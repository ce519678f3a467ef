import { PassThrough } from 'node:stream';
import {
  createConnection,
  createProtocolConnection,
  type InitializeParams,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import type { Mta } from '../../../server/src/core/mta.ts';
import { start } from '../../../server/src/server.ts';
import { type MemoryWorld, memoryWorld } from '../workspace/memoryWorld.ts';

export interface Session {
  readonly client: ProtocolConnection;
  readonly world: MemoryWorld;
  /** What the server has said in its log. */
  readonly logged: readonly string[];
  /** The next diagnostics of a file, drawn: line:column severity message (rule). */
  diagnosed(uri: string): Promise<readonly string[]>;
}

const severities = ['', 'error', 'warning', 'info', 'hint'];

/** A language server and a client over two streams, over a world without a disk. */
export async function connect(
  files: Readonly<Record<string, string>>,
  mtas: readonly Mta[],
  params: Partial<InitializeParams> = {},
): Promise<Session> {
  const [up, down] = [new PassThrough(), new PassThrough()];
  const world = memoryWorld(Object.entries(files));
  start(createConnection(new StreamMessageReader(up), new StreamMessageWriter(down)), world, mtas);
  const client = createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
  const logged: string[] = [];
  const waiting: { readonly uri: string; readonly told: (lines: readonly string[]) => void }[] = [];
  client.onNotification('window/logMessage', ({ message }: { readonly message: string }) => void logged.push(message.split('\n')[0]!));
  client.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }: Published) => {
    const lines = diagnostics.map(({ range: { start: at }, severity = 0, message, code }) => {
      return `${at.line}:${at.character} ${severities[severity]} ${message} (${code})`;
    });
    for (const it of waiting.filter((one) => one.uri === uri)) {
      waiting.splice(waiting.indexOf(it), 1);
      it.told(lines);
    }
  });
  client.listen();
  const workspaceFolders = [{ uri: 'file:///ws', name: 'ws' }];
  await client.sendRequest('initialize', { processId: null, rootUri: null, capabilities: {}, workspaceFolders, ...params });
  await client.sendNotification('initialized', {});
  return { client, world, logged, diagnosed: (uri) => new Promise((told) => waiting.push({ uri, told })) };
}

interface Published {
  readonly uri: string;
  readonly diagnostics: readonly {
    readonly range: { readonly start: { readonly line: number; readonly character: number } };
    readonly severity?: number;
    readonly message: string;
    readonly code?: string;
  }[];
}
