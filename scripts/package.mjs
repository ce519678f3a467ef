// Packs the extension into postmaster.vsix and fails where a part has become too large to load quickly.

import { statSync } from 'node:fs';
import path from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { build } from 'esbuild';
import { checkout } from './fresh.mjs';

const kilobyte = 1024;
const vsix = path.join(checkout, 'postmaster.vsix');

await createVSIX({ cwd: checkout, packagePath: vsix, dependencies: false, allowMissingRepository: true, rewriteRelativeLinks: false });

const parts = [
  { name: 'client', bytes: sizeOf('dist/client.cjs'), limit: 300 * kilobyte },
  { name: 'server without vocabulary', bytes: sizeOf('dist/server.cjs') - (await vocabularyBytes()), limit: 600 * kilobyte },
  { name: 'postmaster.vsix', bytes: sizeOf('postmaster.vsix'), limit: 1.5 * kilobyte * kilobyte },
];
for (const { name, bytes, limit } of parts) {
  const isTooLarge = limit < bytes;
  console.log(`${name}: ${toKilobytes(bytes)} of ${toKilobytes(limit)}${isTooLarge ? ', which is too much' : ''}`);
  if (isTooLarge) process.exitCode = 1;
}

/** What the data files take in the server's bundle: what the texts of the vocabularies weigh is no fault of the code. */
async function vocabularyBytes() {
  const { metafile } = await build({
    absWorkingDir: checkout,
    entryPoints: ['server/src/main.ts'],
    outfile: 'dist/server.cjs',
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    metafile: true,
    write: false,
  });
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  return inputs.filter(([name]) => name.endsWith('.json')).reduce((sum, [, input]) => sum + input.bytesInOutput, 0);
}

function sizeOf(name) {
  return statSync(path.join(checkout, name)).size;
}

function toKilobytes(bytes) {
  return `${Math.ceil(bytes / kilobyte)} KB`;
}
