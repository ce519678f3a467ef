import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { pageHtml } from '../../../client/src/panel/html.ts';
import type { Run, Saved, ToHost, ToPage } from '../../../client/src/panel/messages.ts';
import { now } from './samples.ts';

/** Mounts the panel's page alone: the real document with the real policy, a theme, and a stand-in for the extension. */

export type Theme = 'dark' | 'light' | 'hc' | 'hc-light';

export interface Stage {
  mount(options: { readonly theme: Theme; readonly width?: number; readonly reducedMotion?: boolean }): Promise<Mounted>;
  close(): Promise<void>;
}

export interface Mounted {
  readonly page: Page;
  /** Errors and broken policies that the page has met. */
  readonly problems: readonly string[];
  send(message: ToPage): Promise<void>;
  /** Sends a history whose first run is shown. */
  show(...runs: readonly Run[]): Promise<void>;
  /** What the page has told the extension. */
  posted(): Promise<readonly ToHost[]>;
  saved(): Promise<Saved | undefined>;
}

const root = path.resolve(import.meta.dirname, '../../..');

export async function openStage(): Promise<Stage> {
  const server = await serve();
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  return {
    mount: (options) => mount(browser, origin, options),
    close: async () => {
      await browser.close();
      server.close();
    },
  };
}

/** Serves the document, what the build left in dist, and the theme; nothing else. */
function serve(): Promise<Server> {
  const files = {
    '/page.css': ['dist/page.css', 'text/css'],
    '/page.js': ['dist/page.js', 'text/javascript'],
    '/panel.css': ['dist/panel.css', 'text/css'],
    '/codicon.css': ['dist/codicon.css', 'text/css'],
    '/codicon.ttf': ['dist/codicon.ttf', 'font/ttf'],
    '/themes.css': ['test/browser/panel/themes.css', 'text/css'],
  } as const;
  const server = createServer(async (request, response) => {
    const name = (request.url ?? '').replace(/\?.*$/, '');
    const [file, type] = files[name as keyof typeof files] ?? [];
    if (file) response.setHeader('content-type', type).end(await readFile(path.join(root, file)));
    else if (name === '/') response.setHeader('content-type', 'text/html').end(documentOf(`http://${request.headers.host}`));
    else response.writeHead(404).end();
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

function documentOf(origin: string): string {
  return pageHtml({
    nonce: 'test',
    cspSource: origin,
    script: '/page.js',
    styles: ['/themes.css', '/codicon.css', '/panel.css', '/page.css'],
  });
}

async function mount(
  browser: Browser,
  origin: string,
  { theme, width = 1080, reducedMotion = true }: Parameters<Stage['mount']>[0],
): Promise<Mounted> {
  const page = await browser.newPage({ viewport: { width, height: 900 }, reducedMotion: reducedMotion ? 'reduce' : 'no-preference' });
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  await page.clock.setFixedTime(now);
  await page.addInitScript(standIn, theme);
  await page.goto(origin);
  const send = (message: ToPage) =>
    page.evaluate((it) => window.dispatchEvent(new MessageEvent('message', { data: it })), message).then(() => undefined);
  return {
    page,
    problems,
    send,
    show: (...runs) => send({ kind: 'history', runs, shown: runs[0]?.id }),
    posted: () => page.evaluate(() => (globalThis as unknown as StandIn).posted),
    saved: () => page.evaluate(() => (globalThis as unknown as StandIn).saved),
  };
}

interface StandIn {
  posted: ToHost[];
  saved?: Saved;
}

/** Runs in the page before its own script: the theme as VS Code sets it, and the one function that VS Code gives a webview. */
function standIn(theme: string): void {
  const stand = globalThis as unknown as StandIn & { acquireVsCodeApi: () => object };
  stand.posted = [];
  stand.acquireVsCodeApi = () => ({
    postMessage: (message: ToHost) => stand.posted.push(message),
    setState: (state: Saved) => {
      stand.saved = state;
    },
  });
  document.addEventListener('DOMContentLoaded', () => {
    document.documentElement.dataset['theme'] = theme;
    const classes = {
      dark: 'vscode-dark',
      light: 'vscode-light',
      hc: 'vscode-high-contrast',
      'hc-light': 'vscode-high-contrast-light vscode-high-contrast',
    };
    document.body.className = classes[theme as keyof typeof classes];
  });
}
