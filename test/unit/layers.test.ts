import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';

/** A layer is a folder or a file; what is listed is all that it may import besides itself. Packages and `node:` are named too. */
const layers: Readonly<Record<string, readonly string[]>> = {
  'server/src/core': [],
  'server/src/smtp': ['server/src/core'],
  'server/src/formats': ['server/src/core', 'ipaddr.js', 'fastest-levenshtein'],
  'server/src/mta/*': ['server/src/core', 'server/src/smtp', 'server/src/formats', 'ipaddr.js', 'fastest-levenshtein'],
  'server/src/mta/index.ts': ['server/src/core', 'server/src/mta/*'],
  'server/src/site': ['server/src/core', 'server/src/smtp'],
  'server/src/workspace': [
    'server/src/core',
    'server/src/smtp',
    'server/src/formats',
    'server/src/mta/index.ts',
    'server/src/site',
    'node:fs',
  ],
  'server/src/features': ['server/src/core', 'server/src/smtp', 'server/src/formats', 'server/src/site', 'server/src/workspace'],
  'server/src/protocol.ts': ['server/src/core'],
  'server/src/lsp': [
    'server/src/core',
    'server/src/smtp',
    'server/src/site',
    'server/src/workspace',
    'server/src/features',
    'server/src/protocol.ts',
    'vscode-languageserver',
    'vscode-languageserver-textdocument',
    'vscode-uri',
    'node:path',
  ],
  'server/src/server.ts': [
    'server/src/core',
    'server/src/workspace',
    'server/src/features',
    'server/src/lsp',
    'server/src/protocol.ts',
    'vscode-languageserver',
    'vscode-languageserver-textdocument',
  ],
  'server/src/main.ts': ['server/src/server.ts', 'server/src/mta/index.ts', 'server/src/workspace', 'vscode-languageserver/node'],
  'client/src/net': ['server/src/smtp', 'server/src/protocol.ts', 'node:*', 'dns-packet', 'ipaddr.js', 'p-limit'],
  'client/src/diagnose': ['client/src/net', 'server/src/smtp', 'server/src/protocol.ts', 'node:*'],
  'client/src/panel/page': [
    'client/src/panel',
    'client/src/diagnose',
    'client/src/net',
    'server/src/smtp',
    'server/src/protocol.ts',
    'lit',
  ],
  'client/src/panel': ['client/src/net', 'client/src/diagnose', 'server/src/smtp', 'server/src/protocol.ts', 'vscode', 'node:*'],
  'client/src': ['client/src/*', 'server/src/smtp', 'server/src/protocol.ts', 'vscode', 'vscode-languageclient/node', 'node:*'],
  'cli/src': ['server/src/*', 'client/src/net', 'client/src/diagnose', 'package.json', 'vscode-languageserver-textdocument', 'node:*'],
};

const sources = ['server', 'client', 'cli'].flatMap((top) =>
  readdirSync(top, { recursive: true, encoding: 'utf8' })
    .map((it) => join(top, it).replaceAll('\\', '/'))
    .filter((it) => it.endsWith('.ts')),
);

describe('the layers', () => {
  test('import downwards only', () => {
    const upward = sources.flatMap((file) =>
      importsOf(readFileSync(file, 'utf8'), file)
        .filter((it) => !mayImport(file, it))
        .map((it) => `${file} -> ${it}`),
    );
    expect(upward).toEqual([]);
  });

  test('hold every source file', () => {
    expect(sources.filter((it) => layerOf(it) === undefined)).toEqual([]);
  });

  test('are told apart: an import of a neighbor, of a higher layer or of a strange package counts', () => {
    expect(mayImport('server/src/core/text.ts', 'vscode-languageserver')).toBe(false);
    expect(mayImport('server/src/core/text.ts', 'node:fs')).toBe(false);
    expect(mayImport('server/src/mta/one/index.ts', 'server/src/mta/one/rules/index.ts')).toBe(true);
    expect(mayImport('server/src/mta/one/index.ts', 'server/src/mta/two/index.ts')).toBe(false);
    expect(mayImport('server/src/mta/one/model.ts', 'server/src/mta/one/rules/shared/probe.ts')).toBe(false);
    expect(mayImport('server/src/mta/one/rules/one.ts', 'server/src/mta/one/rules/shared/probe.ts')).toBe(true);
    expect(mayImport('server/src/features/hover.ts', 'server/src/lsp/uri.ts')).toBe(false);
    expect(mayImport('server/src/workspace/disk.ts', 'node:fs')).toBe(true);
    expect(mayImport('client/src/net/mx.ts', 'vscode')).toBe(false);
    expect(mayImport('client/src/net/mx.ts', 'server/src/core/text.ts')).toBe(false);
    expect(mayImport('client/src/net/mx.ts', 'server/src/smtp/types.ts')).toBe(true);
    expect(mayImport('cli/src/main.ts', 'vscode')).toBe(false);
  });

  test('find imports in all their forms', () => {
    const text = `import './side.ts';\nimport {\n  a,\n} from './a.ts';\nexport { b } from 'b';\nconst c = await import('node:c');\n`;
    expect(importsOf(text, 'server/src/x/y.ts')).toEqual(['server/src/x/side.ts', 'server/src/x/a.ts', 'b', 'node:c']);
  });
});

describe('a source file', () => {
  // A rule about several servers shows their files in its examples.
  const mayName = /^server\/src\/(mta|site\/rules)\//;
  // The editor calls this language after the server whose manual page defines it.
  const language = "id: 'postfix-table'";

  test('names no mail server outside of that server’s folder', () => {
    const names = /postfix|exim\b|dovecot|opensmtpd|sendmail/i;
    const offending = sources
      .filter((it) => !mayName.test(it))
      .flatMap((file) =>
        withoutComments(readFileSync(file, 'utf8'))
          .split('\n')
          .filter((line) => names.test(line.replace(language, '')))
          .map((line) => `${file}: ${line.trim()}`),
      );
    expect(offending).toEqual([]);
  });

  test('has at most 400 lines', () => {
    expect(sources.filter((it) => 400 < readFileSync(it, 'utf8').split('\n').length)).toEqual([]);
  });
});

/** Rules ask the model of a server, which knows nothing of them. */
const inRules = /^server\/src\/mta\/[^/]+\/rules\//;
const mayUseRules = /^server\/src\/mta\/[^/]+\/(rules\/|index\.ts$)/;

function mayImport(file: string, imported: string): boolean {
  const own = layerOf(file);
  if (own === undefined) return false;
  const isRelative = /^(server|client|cli|package\.json)/.test(imported);
  const target = isRelative ? (layerOf(imported) ?? imported) : imported;
  // One kind of server is a layer of its own beside the others.
  if (own === 'server/src/mta/*' && target === own)
    return imported.split('/')[3] === file.split('/')[3] && (!inRules.test(imported) || mayUseRules.test(file));
  return target === own || layers[own]!.some((it) => matches(it, target));
}

function layerOf(file: string): string | undefined {
  const fitting = Object.keys(layers).filter((it) => matches(it, file) || file.startsWith(`${it.replace(/\/\*$/, '')}/`));
  // The more exact layer wins: the list of servers before the servers, a part of the panel before the panel.
  return fitting.sort((a, b) => Number(b === file) - Number(a === file) || b.length - a.length)[0];
}

function matches(pattern: string, text: string): boolean {
  return pattern.endsWith('*') ? text.startsWith(pattern.slice(0, -1)) : text === pattern;
}

function importsOf(text: string, file: string): string[] {
  const found = text.matchAll(/(?:^|\n)(?:import|export)\s[^;]*?from\s+'([^']+)'|(?:^|\n)import\s+'([^']+)'|\bimport\(\s*'([^']+)'/g);
  return [...found].map((match) => {
    const it = (match[1] ?? match[2] ?? match[3])!;
    return it.startsWith('.') ? join(dirname(file), it).replaceAll('\\', '/') : it;
  });
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
}
