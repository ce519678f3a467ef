// Bundles the four programs: the extension's client, the language server, the panel's page and the command line.

import { copyFile, mkdir } from 'node:fs/promises';
import { build, context } from 'esbuild';

const watch = process.argv.includes('--watch');
const shared = { bundle: true, minify: !watch, sourcemap: watch, logLevel: 'warning', legalComments: 'none', loader: { '.json': 'json' } };
const node = { ...shared, platform: 'node', target: 'node20' };

/** vscode-languageclient is three times as large as all of ours: it stands in a file of its own, which the extension loads. */
const languageClientApart = {
  name: 'language-client-apart',
  setup: ({ onResolve }) =>
    onResolve({ filter: /\/languageClient\.ts$/ }, ({ kind }) =>
      kind === 'entry-point' ? undefined : { path: './languageClient.cjs', external: true },
    ),
};

const bundles = [
  {
    ...node,
    entryPoints: ['client/src/extension.ts'],
    outfile: 'dist/client.cjs',
    format: 'cjs',
    external: ['vscode'],
    plugins: [languageClientApart],
  },
  { ...node, entryPoints: ['client/src/languageClient.ts'], outfile: 'dist/languageClient.cjs', format: 'cjs', external: ['vscode'] },
  { ...node, entryPoints: ['server/src/main.ts'], outfile: 'dist/server.cjs', format: 'cjs' },
  // The banner gives bundled CommonJS packages the require that an ES module lacks.
  {
    ...node,
    entryPoints: ['cli/src/main.ts'],
    outfile: 'dist/cli.js',
    format: 'esm',
    banner: { js: "#!/usr/bin/env node\nimport { createRequire as r } from 'node:module'; const require = r(import.meta.url);" },
  },
  {
    ...shared,
    platform: 'browser',
    target: 'chrome120',
    entryPoints: ['client/src/panel/page/main.ts'],
    outfile: 'dist/page.js',
    format: 'iife',
  },
];

await mkdir('dist', { recursive: true });
await copyFile('client/src/panel/page/panel.css', 'dist/panel.css');
for (const name of ['codicon.css', 'codicon.ttf']) await copyFile(`node_modules/@vscode/codicons/dist/${name}`, `dist/${name}`);
if (watch) for (const options of bundles) await (await context(options)).watch();
else await Promise.all(bundles.map((options) => build(options)));
