// Starts a VS Code on 127.0.0.1, for a browser to open, and ends it with everything it started.

import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endWithUs } from './guard.ts';
import { type Settings, writeUserSettings } from './settings.ts';
import { codeServerEntry } from './tools.ts';

const startLimit = 60_000;
const stopLimit = 3_000;

export interface ServerOptions {
  /** A folder of this run alone: sockets, logs, and what is not named below. The caller removes it. */
  readonly root: string;
  readonly userDataFolder?: string;
  readonly extensionsFolder?: string;
  readonly settings: Settings;
  /**
   * Lets an address name an extension under development and a suite; VS Code ignores both without a word otherwise.
   * The price: no notification is shown, so what a person sees is tested without it.
   */
  readonly driver: boolean;
  /** True asks for Workspace Trust, as the desktop does: a new folder opens in Restricted Mode. */
  readonly trust: boolean;
}

/** What a window shows. Paths are absolute. */
export interface WindowOptions {
  readonly folder?: string;
  readonly development?: readonly string[];
  readonly suite?: string;
}

export interface Server {
  readonly port: number;
  readonly logFile: string;
  readonly userDataFolder: string;
  /** The address of a window, for a browser. */
  readonly address: (window: WindowOptions) => string;
  readonly stop: () => Promise<void>;
  /** Resolves when it is gone, by our will or its own. */
  readonly ended: Promise<unknown>;
}

/** Resolves when VS Code listens. Throws with its log if it does not within a minute. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { root, driver, trust } = options;
  const userDataFolder = options.userDataFolder ?? path.join(root, 'data');
  writeUserSettings(userDataFolder, { ...options.settings, ...(trust ? { 'security.workspace.trust.enabled': true } : {}) });
  const logFile = path.join(root, 'server.log');
  const log = openSync(logFile, 'w');
  const words = [
    ...foldersOf(root, options),
    ...[
      '--bind-addr',
      '127.0.0.1:0',
      '--auth',
      'none',
      '--disable-telemetry',
      '--disable-update-check',
      '--disable-getting-started-override',
    ],
    ...(trust ? [] : ['--disable-workspace-trust']),
    ...(driver ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
  ];
  const child = spawn(process.execPath, words, { detached: true, stdio: ['ignore', log, log], env: environment(root), cwd: root });
  closeSync(log);
  const release = endWithUs(child.pid!);

  const ended = once(child, 'exit');
  const isGone = () => child.exitCode !== null || child.signalCode !== null;
  const stop = async (): Promise<void> => {
    signalGroup(child.pid!, 'SIGTERM');
    const limit = setTimeout(() => signalGroup(child.pid!, 'SIGKILL'), stopLimit);
    await ended;
    clearTimeout(limit);
    signalGroup(child.pid!, 'SIGKILL');
    release();
  };

  const until = Date.now() + startLimit;
  for (;;) {
    const said = readFileSync(logFile, 'utf8');
    const port = /HTTP server listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(said)?.[1];
    if (port) return { port: Number(port), logFile, userDataFolder, address: (window) => addressOf(Number(port), window), stop, ended };
    if (isGone() || until < Date.now()) {
      await stop();
      throw new Error(`code-server did not start:\n${said}`);
    }
    await sleep(50);
  }
}

/** Installs a packaged extension for a server that is started with the same root and folders. */
export function installVsix(vsix: string, options: Pick<ServerOptions, 'root' | 'userDataFolder' | 'extensionsFolder'>): void {
  const words = [...foldersOf(options.root, options), '--install-extension', vsix];
  execFileSync(process.execPath, words, { env: environment(options.root), stdio: 'pipe' });
}

function foldersOf(root: string, options: Pick<ServerOptions, 'userDataFolder' | 'extensionsFolder'>): readonly string[] {
  // A configuration file of its own, or code-server writes one into the home folder.
  const config = path.join(root, 'config.yaml');
  if (!existsSync(config)) writeFileSync(config, 'auth: none\ncert: false\n');
  const userData = options.userDataFolder ?? path.join(root, 'data');
  const extensions = options.extensionsFolder ?? path.join(root, 'extensions');
  mkdirSync(extensions, { recursive: true });
  return [codeServerEntry, '--config', config, '--user-data-dir', userData, '--extensions-dir', extensions];
}

/** Ours without what a terminal inside another VS Code sets; with an empty gallery, so that no one is asked for extensions. */
function environment(root: string): NodeJS.ProcessEnv {
  const foreign = /^(VSCODE_IPC|ELECTRON_|NODE_OPTIONS$|PORT$|PASSWORD$|HASHED_PASSWORD$|CODE_SERVER_)/;
  // VS Code leaves sockets in the temporary folder.
  const temporary = path.join(root, 'tmp');
  mkdirSync(temporary, { recursive: true });
  return {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name))),
    TMPDIR: temporary,
    XDG_RUNTIME_DIR: temporary,
    EXTENSIONS_GALLERY: '{}',
    PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env['PATH']}`,
  };
}

function addressOf(port: number, { folder, development = [], suite }: WindowOptions): string {
  // The authority is the one of the page: `localhost` would not do.
  const remote = (file: string) => `vscode-remote://127.0.0.1:${port}${file}`;
  if (folder && !statSync(folder).isDirectory()) throw new Error(`${folder} is no folder`);
  const payload = [
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
    ...development.map((it) => ['extensionDevelopmentPath', remote(it)]),
    ...(suite ? [['extensionTestsPath', remote(suite)]] : []),
  ];
  const query = new URLSearchParams(folder ? { folder } : { ew: 'true' });
  query.set('payload', JSON.stringify(payload));
  return `http://127.0.0.1:${port}/?${query}`;
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is gone, which is what was wanted.
  }
}
