import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { mtas } from './mta/index.ts';
import { start } from './server.ts';
import { disk } from './workspace/disk.ts';

// The composition root of the language server. The transport is what the client asked for: IPC, or standard input and output.
start(createConnection(ProposedFeatures.all), disk, mtas);
