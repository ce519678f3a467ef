import { isAbsolute } from 'node:path';
import { join, normalize } from '../workspace/path.ts';
import { type Level, noSettings, type WorkspaceSettings } from '../workspace/settings.ts';

const levels: ReadonlySet<unknown> = new Set<Level>(['off', 'hint', 'info', 'warning', 'error']);

/**
 * What `postmaster.*` says of the server's side. Every value is checked as it is read; what is of a wrong type counts as not set.
 * Relative paths start at the first folder of the workspace.
 */
export function readSettings(value: unknown, folders: readonly string[]): WorkspaceSettings {
  const all = record(value);
  const { rules: written, paths: mapped, localUsers: users, target } = all;
  const rules = Object.entries(record(written)).filter((it): it is [string, Level] => levels.has(it[1]));
  const paths = Object.entries(record(mapped)).flatMap(([prefix, folder]) =>
    typeof folder === 'string' && prefix.startsWith('/') ? [{ prefix: normalize(prefix), folder: absolute(folder, folders) }] : [],
  );
  const localUsers = (Array.isArray(users) ? users : [users]).filter((it) => typeof it === 'string' && it !== '');
  const version = versionOf(record(target), all);
  return {
    ...noSettings,
    rules: new Map(rules),
    paths,
    localUsers: localUsers.map((it: string) => (it.includes('/') ? absolute(it, folders) : it)),
    ...(version === undefined ? {} : { version }),
  };
}

/** `target.<name>Version`, whatever the server is called; an editor hands nested settings over as objects. */
function versionOf(target: Readonly<Record<string, unknown>>, all: Readonly<Record<string, unknown>>): string | undefined {
  const nested = Object.entries(target).find(([name]) => name.endsWith('Version'))?.[1];
  const flat = Object.entries(all).find(([name]) => /^target\..*Version$/.test(name))?.[1];
  const version = nested ?? flat;
  return typeof version === 'string' && version !== '' ? version : undefined;
}

function absolute(path: string, folders: readonly string[]): string {
  const slashed = path.replaceAll('\\', '/');
  return isAbsolute(path) ? normalize(slashed) : join(folders[0] ?? '/', slashed);
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : {};
}
