// `npm start`: from a fresh clone to a VS Code with the extension on examples/, with a mail server and a DNS server of its own.

import { installPackages, ourNode, runHere } from './fresh.mjs';

installPackages();
process.exitCode = await runHere(ourNode(), ['scripts/vscode/demo.ts', ...process.argv.slice(2)]);
