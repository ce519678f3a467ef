// A person at a VS Code: opens it with the extension installed, types, points, reads what is shown.

import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { startBrowser } from '../../scripts/vscode/browser.ts';
import { installVsCode } from '../../scripts/vscode/install.ts';
import { installVsix, startServer } from '../../scripts/vscode/server.ts';
import type { Settings } from '../../scripts/vscode/settings.ts';

/** Milliseconds for what takes a language server or a webview to appear. */
const patience = 30_000;

export type ThemeLabel = 'Dark Modern' | 'Light Modern' | 'Dark High Contrast' | 'Light High Contrast';

/** The setting takes ids, and two of them are not what the window calls the theme. */
const themeIds: Readonly<Record<ThemeLabel, string>> = {
  'Dark Modern': 'Dark Modern',
  'Light Modern': 'Light Modern',
  'Dark High Contrast': 'Default High Contrast',
  'Light High Contrast': 'Default High Contrast Light',
};

export interface WorkbenchOptions {
  /** It is copied; the window shows the copy. */
  readonly folder: string;
  readonly theme: ThemeLabel;
  readonly settings: Settings;
  readonly vsix: string;
  readonly size?: { readonly width: number; readonly height: number };
  /** True opens the folder in Restricted Mode. */
  readonly trust?: boolean;
}

export interface Workbench {
  readonly page: Page;
  /** The copy on disk. */
  readonly folder: string;
  /** Hosts beyond this machine that the page asked for. */
  readonly foreignHosts: ReadonlySet<string>;
  /** Runs a command by what the palette calls it. */
  readonly palette: (command: string) => Promise<void>;
  /** Opens a file by its path in the folder, in an editor of its own. */
  readonly openFile: (name: string) => Promise<void>;
  /** The text area of the editor that was opened last. */
  readonly editor: () => Locator;
  /** Puts the cursor before this text. */
  readonly placeCursor: (line: number, column: number) => Promise<void>;
  /** The hover over this text in the editor. */
  readonly hover: (text: string) => Promise<string>;
  /** The squiggles in the editor, of one severity or of all. */
  readonly squiggles: (severity?: 'error' | 'warning' | 'info' | 'hint') => Locator;
  /** The rows of the Problems panel, which it opens; `including` is waited for. */
  readonly problems: (including: string) => Promise<readonly string[]>;
  /** Applies the quick fix of this title at the cursor; `offered` lists what there is instead. */
  readonly quickFix: (title: string) => Promise<void>;
  /** The page inside a webview; two frames deep. */
  readonly panelFrame: () => FrameLocator;
  readonly setTheme: (label: ThemeLabel) => Promise<void>;
  /** Answers an input box or a quick pick. */
  readonly inputBox: (text: string) => Promise<void>;
  /** The notification with this text; presses its button when one is named. Comes back with the whole text. */
  readonly notification: (text: string, button?: string) => Promise<string>;
  /** Waits until nothing fades in any more. */
  readonly screenshot: (file: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Starts a server and a browser of its own. The caller closes it. */
export async function openWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  installVsCode();
  const root = mkdtempSync(path.join(os.tmpdir(), 'postmaster-window-'));
  const ends: (() => Promise<void>)[] = [async () => rmSync(root, { recursive: true, force: true })];
  const close = async (): Promise<void> => {
    for (const end of ends.splice(0).toReversed()) await end();
  };
  try {
    const folder = path.join(root, path.basename(options.folder));
    cpSync(options.folder, folder, { recursive: true });
    installVsix(options.vsix, { root });
    const settings = { 'workbench.colorTheme': themeIds[options.theme], ...options.settings };
    const server = await startServer({ root, settings, driver: false, trust: options.trust ?? false });
    ends.push(server.stop);
    const browser = await startBrowser();
    ends.push(() => browser.close());
    const page = await browser.newPage({ viewport: options.size ?? { width: 1280, height: 800 } });
    page.setDefaultTimeout(patience);
    const foreignHosts = new Set<string>();
    page.on('request', (request) => {
      const { protocol, hostname } = new URL(request.url());
      if (protocol.startsWith('http') && hostname !== '127.0.0.1') foreignHosts.add(hostname);
    });
    await page.goto(server.address({ folder }));
    await page.locator('.monaco-workbench').waitFor();
    return { page, folder, foreignHosts, close, ...gestures(page) };
  } catch (error) {
    await close();
    throw error;
  }
}

function gestures(page: Page): Omit<Workbench, 'page' | 'folder' | 'foreignHosts' | 'close'> {
  const quickInput = page.locator('.quick-input-widget input.input');
  const rows = page.locator('.quick-input-list .monaco-list-row');
  const editor = () => page.locator('.editor-group-container.active .editor-instance .view-lines').first();

  const palette = async (command: string): Promise<void> => {
    await page.keyboard.press('F1');
    await quickInput.waitFor();
    await quickInput.fill(`>${command}`);
    await rows.filter({ hasText: command }).first().click();
  };

  const openFile = async (name: string): Promise<void> => {
    await page.keyboard.press('Control+P');
    await quickInput.waitFor();
    await quickInput.fill(name);
    await rows
      .filter({ hasText: path.basename(name) })
      .first()
      .waitFor();
    // Only Enter keeps the editor open; a click would show a preview.
    await page.keyboard.press('Enter');
    await page.locator('.tab.active', { hasText: path.basename(name) }).waitFor();
    await editor().waitFor();
  };

  const hover = async (text: string): Promise<string> => {
    const shown = page.locator('.monaco-hover:visible').filter({ hasText: /\S/ });
    const word = editor().getByText(text, { exact: false }).first();
    return eventually(async () => {
      // The mouse has to come from elsewhere, or nothing is asked.
      await page.mouse.move(2, 2);
      await word.hover({ position: { x: 6, y: 8 } });
      await shown.first().waitFor({ timeout: 4_000 });
      // A language server answers after the diagnostics are shown; "Loading..." stands for it.
      await page.locator('.monaco-hover:visible', { hasText: 'Loading...' }).waitFor({ state: 'hidden' });
      return shownText(shown);
    });
  };

  const placeCursor = async (line: number, column: number): Promise<void> => {
    await page.keyboard.press('Control+G');
    await quickInput.waitFor();
    await quickInput.fill(`:${line}:${column}`);
    await page.keyboard.press('Enter');
    await quickInput.waitFor({ state: 'hidden' });
  };

  const problems = async (including: string): Promise<readonly string[]> => {
    await palette('Problems: Focus on Problems View');
    const problem = page.locator('.markers-panel .monaco-list-row');
    await problem.filter({ hasText: including }).first().waitFor();
    return problem.allInnerTexts();
  };

  const quickFix = async (title: string): Promise<void> => {
    const menu = page.locator('.action-widget:visible');
    await eventually(async () => {
      await page.keyboard.press('Control+.');
      await menu.waitFor({ timeout: 4_000 });
    });
    const fix = menu.locator('.monaco-list-row', { hasText: title }).first();
    const isOffered = await fix.waitFor({ timeout: 4_000 }).then(
      () => true,
      () => false,
    );
    if (!isOffered) throw new Error(`no quick fix "${title}" among: ${await shownText(menu)}`);
    await fix.click();
    await menu.waitFor({ state: 'hidden' });
  };

  const setTheme = async (label: ThemeLabel): Promise<void> => {
    // The palette, because a running window does not see that its settings file was changed.
    await palette('Preferences: Color Theme');
    await quickInput.fill(label);
    await rows.filter({ hasText: label }).first().waitFor();
    await page.keyboard.press('Enter');
    await quickInput.waitFor({ state: 'hidden' });
    const kind = { 'Dark Modern': 'vs-dark', 'Light Modern': 'vs', 'Dark High Contrast': 'hc-black', 'Light High Contrast': 'hc-light' };
    await page.locator(`.monaco-workbench.${kind[label]}`).waitFor();
  };

  const inputBox = async (text: string): Promise<void> => {
    await quickInput.waitFor();
    await quickInput.fill(text);
    await page.keyboard.press('Enter');
  };

  const notification = async (text: string, button?: string): Promise<string> => {
    const toast = page.locator('.notifications-toasts .notification-list-item', { hasText: text }).first();
    await toast.waitFor();
    const said = await shownText(toast);
    if (button) await toast.getByRole('button', { name: button, exact: true }).click();
    return said;
  };

  const screenshot = async (file: string): Promise<void> => {
    mkdirSync(path.dirname(file), { recursive: true });
    // What has just appeared is still half transparent.
    await sleep(500);
    await page.screenshot({ path: file });
  };

  return {
    palette,
    openFile,
    editor,
    placeCursor,
    hover,
    squiggles: (severity) => page.locator(severity ? `.squiggly-${severity}` : '[class*="squiggly-"]'),
    problems,
    quickFix,
    panelFrame: () => page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame'),
    setTheme,
    inputBox,
    notification,
    screenshot,
  };
}

/** As rendered: what is hidden is not in it. */
async function shownText(locator: Locator): Promise<string> {
  return (await locator.allInnerTexts()).join('\n');
}

/** The first answer that is no failure; the last failure when the patience ends. */
export async function eventually<T>(attempt: () => Promise<T>): Promise<T> {
  const end = Date.now() + patience;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (end < Date.now()) throw error;
      await sleep(100);
    }
  }
}
