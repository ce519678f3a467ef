// Packs the extension into postmaster.vsix and fails where a part has become too large to load quickly.

import { statSync } from 'node:fs';
import path from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { checkout } from './fresh.mjs';

const kilobyte = 1024;
const vsix = path.join(checkout, 'postmaster.vsix');

await createVSIX({ cwd: checkout, packagePath: vsix, dependencies: false, allowMissingRepository: true, rewriteRelativeLinks: false });

const parts = [
  { name: 'dist/client.cjs', bytes: sizeOf('dist/client.cjs'), limit: 300 * kilobyte },
  { name: 'dist/languageClient.cjs', bytes: sizeOf('dist/languageClient.cjs'), limit: 500 * kilobyte },
  // Code is half of it; the rest are the manuals of the rules and the facts of three servers: a word for each of 1,500 settings.
  { name: 'dist/server.cjs', bytes: sizeOf('dist/server.cjs'), limit: 1300 * kilobyte },
  { name: 'dist/page.js', bytes: sizeOf('dist/page.js'), limit: 100 * kilobyte },
  { name: 'postmaster.vsix', bytes: sizeOf('postmaster.vsix'), limit: 1.5 * kilobyte * kilobyte },
];
for (const { name, bytes, limit } of parts) {
  const isTooLarge = limit < bytes;
  console.log(`${name}: ${toKilobytes(bytes)} of ${toKilobytes(limit)}${isTooLarge ? ', which is too much' : ''}`);
  if (isTooLarge) process.exitCode = 1;
}

function sizeOf(name) {
  return statSync(path.join(checkout, name)).size;
}

function toKilobytes(bytes) {
  return `${Math.ceil(bytes / kilobyte)} KB`;
}
