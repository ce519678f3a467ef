import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readNetworkSettings } from '../../client/src/settings.ts';
import { hiddenCommands, type Manifest, withTables } from '../../scripts/readme.ts';
import { allRules } from '../../server/src/features/ruleManual.ts';
import { readSettings } from '../../server/src/lsp/settings.ts';
import { mtas } from '../../server/src/mta/index.ts';
import * as protocol from '../../server/src/protocol.ts';
import { noSettings } from '../../server/src/workspace/settings.ts';

interface WholeManifest extends Manifest {
  readonly contributes: Manifest['contributes'] & {
    readonly languages: readonly { readonly id: string; readonly configuration: string }[];
    readonly grammars: readonly { readonly language: string; readonly path: string }[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string }[]>>;
  };
  readonly capabilities: { readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] } };
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as WholeManifest;
const { commands, configuration, grammars, languages, menus } = manifest.contributes;
const settings = new Map(Object.entries(configuration.properties).map(([name, it]) => [name.replace(/^postmaster\./, ''), it]));

describe('the commands', () => {
  // The list imports `vscode`, which only its editor has, so its keys are read and not run.
  const list = readFileSync('client/src/commands/index.ts', 'utf8').split('export const commands = {')[1] ?? '';
  const names = new Map<string, unknown>(Object.entries(protocol));
  const registered = [...list.matchAll(/^ {2}(?:'([^']+)'|\[(\w+)\]): /gm)].map(([, id, name]) => id ?? names.get(name ?? ''));

  test('of the manifest are those that are registered', () => {
    expect(commands.map((it) => it.command).sort()).toEqual(registered.sort());
  });

  test('in menus exist, and what other parts call is not in the palette', () => {
    const inMenus = Object.values(menus).flatMap((items) => items.map((it) => it.command));
    expect(inMenus.filter((it) => !registered.includes(it))).toEqual([]);
    expect(hiddenCommands(manifest)).toEqual([protocol.runInTerminalCommand]);
  });
});

describe('the settings', () => {
  const asked: string[] = [];
  const withoutAny = readNetworkSettings((name) => void asked.push(name));

  test('of the manifest are those that the code reads', () => {
    const topmost: string[] = [];
    const all = new Proxy({}, { get: (_, name) => void topmost.push(String(name)) });
    readSettings(all, []);
    // The protocol's own client reads `trace.server`, below the name that it is made with.
    const others = [...settings.keys()].filter((it) => !asked.includes(it)).map((it) => it.split('.')[0]);
    expect(asked.filter((it) => !settings.has(it))).toEqual([]);
    expect(others.sort()).toEqual([...topmost, 'trace'].sort());
    expect(readFileSync('client/src/languageClient.ts', 'utf8')).toContain("new LanguageClient('postmaster'");
  });

  test('are read in one place of the client', () => {
    const readers = filesBelow('client/src').filter((it) => readFileSync(it, 'utf8').includes('getConfiguration('));
    expect(readers).toEqual(['client/src/commands/network.ts']);
  });

  test('have the same defaults in the manifest and in the code', () => {
    expect(readNetworkSettings((name) => settings.get(name)?.default)).toEqual(withoutAny);
    const { rules, paths, localUsers, ...versions } = nested(new Map([...settings].map(([name, it]) => [name, it.default])));
    expect(readSettings({ rules, paths, localUsers, target: versions['target'] }, [])).toEqual(noSettings);
  });

  test('of versions reach the server', () => {
    const names = [...settings.keys()].filter((it) => it.startsWith('target.'));
    expect(names.map((it) => readSettings(nested(new Map([[it, '3.7']])), []).version)).toEqual(names.map(() => '3.7'));
  });

  test('offer the levels of rules that the server knows', () => {
    const { additionalProperties } = settings.get('rules') as unknown as { readonly additionalProperties: { readonly enum: string[] } };
    const levels = Object.fromEntries([...additionalProperties.enum, 'loud'].map((it) => [it, it]));
    expect([...readSettings({ rules: levels }, []).rules.values()]).toEqual(additionalProperties.enum);
  });

  test('that a strange folder must not set exist', () => {
    const { restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    expect(restrictedConfigurations.filter((it) => !settings.has(it.replace(/^postmaster\./, '')))).toEqual([]);
  });
});

describe('the languages', () => {
  // What only the server reads: a file of patterns inside a parameter's value, and the users of the machine.
  const notInTheEditor = ['name-list', 'passwd'];

  test('are the formats that the server reads', async () => {
    const isSyntax = (file: string): boolean => /^server\/src\/(formats|mta\/[^/]+\/(syntax|lookup))\//.test(file);
    const modules = await Promise.all(
      filesBelow('server/src')
        .filter(isSyntax)
        .map((it) => import(pathToFileURL(it).href) as Promise<object>),
    );
    const formats = modules.flatMap((it) => Object.values(it).flatMap(formatId));
    expect([...languages.map((it) => it.id), ...notInTheEditor].sort()).toEqual([...new Set(formats)].sort());
  });

  test('have a grammar and a configuration each', () => {
    expect(grammars.map((it) => it.language)).toEqual(languages.map((it) => it.id));
    const named = [...languages.map((it) => it.configuration), ...grammars.map((it) => it.path)];
    expect(named.filter((it) => !existsSync(it))).toEqual([]);
  });

  function formatId(exported: unknown): readonly string[] {
    const { id, parse } = (typeof exported === 'object' && exported !== null ? exported : {}) as { id?: unknown; parse?: unknown };
    return typeof id === 'string' && typeof parse === 'function' ? [id] : [];
  }
});

describe('README.md', () => {
  const readme = readFileSync('README.md', 'utf8');

  test('has tables as the code is; "npx vitest run -u" and "node scripts/readme.ts --write" write them', async () => {
    await expect(withTables(readme, manifest)).toMatchFileSnapshot('../../README.md');
  });

  test('gets every command for people, every setting and every rule into a table', () => {
    const rows = withTables(readme, manifest)
      .split('\n')
      .filter((it) => it.startsWith('| '));
    const expected = [
      ...commands.map((it) => it.command).filter((it) => !hiddenCommands(manifest).includes(it)),
      ...Object.keys(configuration.properties),
      ...allRules(mtas).map((it) => it.id),
    ];
    expect(expected.filter((id) => !rows.some((it) => it.includes(`\`${id}\``) || it.includes(`[${id}]`)))).toEqual([]);
  });

  test('does not do without a marker', () => {
    expect(() => withTables(readme.replace('<!-- /rules -->', ''), manifest)).toThrow('<!-- /rules -->');
  });
});

describe('CHANGELOG.md', () => {
  test('begins with what is not released yet', () => {
    expect(/^## (.+)$/m.exec(readFileSync('CHANGELOG.md', 'utf8'))?.[1]).toBe('Unreleased');
  });
});

describe('the repository', () => {
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
    .split('\0')
    .filter((it) => it !== '' && existsSync(it));

  test('names no package registry, no folder of one machine and nothing outside of itself', () => {
    // Each with a detour, so that this file does not name them either.
    const strangers = [
      /\bregistry[.][a-z]|^registry\s*=|"resolved":\s*"http/m,
      /[.][.][/]shared\b/,
      /[/]tmp[/]\w/,
      ...[resolve('.'), resolve('..', 'shared')].map((it) => new RegExp(`(?<![\\w.])${it.replace(/[^\w/]/g, '\\$&')}(?![\\w.-])`)),
    ];
    const named = files.flatMap((file) => {
      const text = readFileSync(file, 'utf8');
      // A picture or another file that is no text.
      if (text.includes('\0')) return [];
      return strangers.flatMap((it) => it.exec(text)?.[0] ?? []).map((it) => `${file}: ${it}`);
    });
    expect(named).toEqual([]);
  });

  test('has scripts of at most 400 lines', () => {
    const scripts = filesBelow('scripts').filter((it) => /\.(ts|mjs)$/.test(it));
    expect(scripts.filter((it) => 400 < readFileSync(it, 'utf8').split('\n').length)).toEqual([]);
  });
});

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((it) => it.isFile())
    .map((it) => join(it.parentPath, it.name).replaceAll('\\', '/'));
}

/** As an editor hands settings over: `a.b` becomes `{ a: { b } }`. */
function nested(values: ReadonlyMap<string, unknown>): Readonly<Record<string, unknown>> {
  const res: Record<string, unknown> = {};
  for (const [name, value] of values) {
    const [first = '', second] = name.split('.');
    res[first] = second === undefined ? value : { ...(res[first] as object | undefined), [second]: value };
  }
  return res;
}
