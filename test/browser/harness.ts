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
import { checkout } from '../../scripts/vscode/tools.ts';

/** Milliseconds for what takes a language server or a webview to appear. */
const patience = 30_000;

/** Our extension, as `npm run package` leaves it. */
export const packedExtension = path.join(checkout, 'postmaster.vsix');

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
  /** The lines of the editor that was opened last. */
  readonly editor: () => Locator;
  /** Puts the cursor into the first letter of this text, which has to be in view. */
  readonly placeCursor: (text: string) => Promise<void>;
  /** Puts the cursor there; both count from 1. */
  readonly goTo: (line: number, column: number) => Promise<void>;
  /** The hover over this text in the editor, which has to be in view. */
  readonly hover: (text: string) => Promise<string>;
  /** The squiggles in the editor, of one severity or of all. */
  readonly squiggles: (severity?: 'error' | 'warning' | 'info' | 'hint') => Locator;
  /** The text under each squiggle in view, with its severity before it: `error operator`. */
  readonly squiggledWords: () => Promise<readonly string[]>;
  /** The language of the file that is open, as the status bar calls it. */
  readonly language: () => Promise<string>;
  /** The rows of the Problems panel, which it opens; `including` is waited for. */
  readonly problems: (including: string) => Promise<readonly string[]>;
  /** Opens the menu of quick fixes at the cursor until it has one of this title. */
  readonly offeredFix: (title: string) => Promise<Locator>;
  /** Applies the quick fix of this title at the cursor; throws with what is offered instead. */
  readonly quickFix: (title: string) => Promise<void>;
  /** The page inside a webview; two frames deep. */
  readonly panelFrame: () => FrameLocator;
  readonly setTheme: (label: ThemeLabel) => Promise<void>;
  /** Answers an input box or a quick pick. */
  readonly inputBox: (text: string) => Promise<void>;
  /** The notification with this text; presses its button when one is named. Comes back with the whole text. */
  readonly notification: (text: string, button?: string) => Promise<string>;
  /** Presses a button of the modal dialog with this text. Comes back with the whole text. */
  readonly dialog: (text: string, button: string) => Promise<string>;
  /** Waits until nothing fades in any more. */
  readonly screenshot: (file: string) => Promise<void>;
  /** Shows a copy of another folder in place of the first. */
  readonly showFolder: (folder: string) => Promise<void>;
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
    const folder = copyInto(root, options.folder);
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
      // What a webview loads has a name of its own, and a service worker of the page answers for it.
      const isOwn = hostname === '127.0.0.1' || hostname.endsWith('.vscode-resource.vscode-cdn.net');
      if (protocol.startsWith('http') && !isOwn) foreignHosts.add(hostname);
    });
    const show = async (shown: string): Promise<void> => {
      await page.goto(server.address({ folder: shown }));
      await page.locator('.monaco-workbench').waitFor();
    };
    await show(folder);
    return { page, folder, foreignHosts, showFolder: (other) => show(copyInto(root, other)), close, ...gestures(page) };
  } catch (error) {
    await close();
    throw error;
  }
}

function copyInto(root: string, folder: string): string {
  const copy = path.join(root, path.basename(folder));
  cpSync(folder, copy, { recursive: true });
  return copy;
}

function gestures(page: Page): Omit<Workbench, 'page' | 'folder' | 'foreignHosts' | 'showFolder' | 'close'> {
  const quickInput = page.locator('.quick-input-widget input.input');
  const rows = page.locator('.quick-input-list .monaco-list-row');
  const editor = () => page.locator('.editor-group-container.active .editor-instance .view-lines').first();

  const palette = async (command: string): Promise<void> => {
    await eventually(async () => {
      // A window that has just opened does not hear the first key.
      await page.keyboard.press('F1');
      await quickInput.waitFor({ timeout: 4_000 });
    });
    await quickInput.fill(`>${command}`);
    await rows.filter({ hasText: command }).first().click();
  };

  const openFile = (name: string): Promise<void> =>
    eventually(async () => {
      await page.keyboard.press('Control+P');
      await quickInput.waitFor();
      await quickInput.fill(name);
      // A row shows the name and then the folder; for a moment the list is still the one of the last time.
      const folder = path.dirname(name);
      const named = rows.filter({ hasText: path.basename(name) });
      const wanted =
        folder === '.'
          ? named.filter({ hasNot: page.locator('.label-description', { hasText: /\S/ }) })
          : named.filter({ hasText: folder });
      await wanted.first().click();
      await quickInput.waitFor({ state: 'hidden' });
      await isOpen(name);
      await editor().waitFor();
    });

  /** Files of one name in several folders differ in the breadcrumbs only. */
  const isOpen = (name: string): Promise<void> =>
    eventually(async () => {
      const shown = await page.locator('.editor-group-container.active .monaco-breadcrumb-item').allInnerTexts();
      const isThere = name.split('/').every((part, index) => shown[index]?.trim() === part);
      if (!isThere) throw new Error(`${name} is not open, but ${shown.join('/')}`);
    }, 4_000);

  const hover = async (text: string): Promise<string> => {
    const shown = page.locator('.monaco-hover:not(.workbench-hover):visible').filter({ hasText: /\S/ });
    return eventually(async () => {
      const { x, y } = await placeOf(editor(), text);
      // The mouse has to come from elsewhere, or nothing is asked.
      await page.mouse.move(2, 2);
      await page.mouse.move(x, y, { steps: 3 });
      await shown.first().waitFor({ timeout: 4_000 });
      // A language server answers after the diagnostics are shown; "Loading..." stands for it.
      await page.locator('.monaco-hover:visible', { hasText: 'Loading...' }).waitFor({ state: 'hidden' });
      return shownText(shown);
    });
  };

  const placeCursor = async (text: string): Promise<void> => {
    const { x, y } = await eventually(() => placeOf(editor(), text));
    await page.mouse.click(x, y);
  };

  const goTo = async (line: number, column: number): Promise<void> => {
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

  const offeredFix = (title: string): Promise<Locator> => {
    const menu = page.locator('.action-widget:visible');
    const fix = menu.locator('.monaco-list-row', { hasText: title }).first();
    return eventually(async () => {
      // Asked right after a change, the server may not know yet what can be fixed.
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+.');
      await menu.waitFor({ timeout: 4_000 });
      const isOffered = await fix.waitFor({ timeout: 2_000 }).then(
        () => true,
        () => false,
      );
      if (!isOffered) throw new Error(`no quick fix "${title}" among: ${await shownText(menu)}`);
      return fix;
    });
  };

  const quickFix = async (title: string): Promise<void> => {
    await (await offeredFix(title)).click();
    await page.locator('.action-widget:visible').waitFor({ state: 'hidden' });
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

  const dialog = async (text: string, button: string): Promise<string> => {
    const box = page.locator('.monaco-dialog-box', { hasText: text });
    await box.waitFor();
    const said = await shownText(box);
    await box.getByRole('button', { name: button, exact: true }).click();
    await box.waitFor({ state: 'hidden' });
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
    goTo,
    hover,
    squiggles: (severity) => page.locator(severity ? `.squiggly-${severity}` : '[class*="squiggly-"]'),
    squiggledWords: () => squiggledWords(editor()),
    language: () => page.locator('[id="status.editor.mode"]').innerText(),
    problems,
    offeredFix,
    quickFix,
    panelFrame: () => page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame'),
    setTheme,
    inputBox,
    notification,
    dialog,
    screenshot,
  };
}

/** The middle of the first letter of this text; a line is made of one element a token, so it is looked for letter by letter. */
async function placeOf(lines: Locator, text: string): Promise<{ readonly x: number; readonly y: number }> {
  const place = await lines.evaluate((element, wanted) => {
    const top = (line: Element) => line.getBoundingClientRect().top;
    for (const line of [...element.querySelectorAll('.view-line')].sort((a, b) => top(a) - top(b))) {
      const start = line.textContent.replaceAll('\u00a0', ' ').indexOf(wanted);
      if (start < 0) continue;
      const nodes = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
      for (let passed = 0; nodes.nextNode(); passed += nodes.currentNode.textContent!.length) {
        if (passed + nodes.currentNode.textContent!.length <= start) continue;
        const letter = document.createRange();
        letter.setStart(nodes.currentNode, start - passed);
        letter.setEnd(nodes.currentNode, start - passed + 1);
        const { left, right, y, height } = letter.getBoundingClientRect();
        return { x: (left + right) / 2, y: y + height / 2 };
      }
    }
    return undefined;
  }, text);
  if (!place) throw new Error(`"${text}" is not in view`);
  return place;
}

/** Squiggles are drawn over the text and know nothing of it, so the letters are found by where they are. */
function squiggledWords(lines: Locator): Promise<readonly string[]> {
  return lines.evaluate((element) => {
    const squiggles = [...element.ownerDocument.querySelectorAll('.editor-group-container.active .cdr[class*="squiggly-"]')];
    return squiggles.flatMap((squiggle) => {
      const { left, right, top, bottom } = squiggle.getBoundingClientRect();
      const severity = /squiggly-(\w+)/.exec(squiggle.className)?.[1];
      const isBeside = (line: Element) => Math.abs(line.getBoundingClientRect().top - top) < (bottom - top) / 2;
      const line = [...element.querySelectorAll('.view-line')].find(isBeside);
      const nodes = line && document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
      let word = '';
      while (nodes?.nextNode()) {
        for (let at = 0; at < nodes.currentNode.textContent!.length; at++) {
          const letter = document.createRange();
          letter.setStart(nodes.currentNode, at);
          letter.setEnd(nodes.currentNode, at + 1);
          const box = letter.getBoundingClientRect();
          const middle = (box.left + box.right) / 2;
          if (left < middle && middle < right) word += nodes.currentNode.textContent![at];
        }
      }
      return word === '' ? [] : [`${severity} ${word.replaceAll('\u00a0', ' ')}`];
    });
  });
}

/** As rendered: what is hidden is not in it. */
async function shownText(locator: Locator): Promise<string> {
  return (await locator.allInnerTexts()).join('\n');
}

/** The first answer that is no failure; the last failure when the patience ends. */
export async function eventually<T>(attempt: () => Promise<T>, milliseconds = patience): Promise<T> {
  const end = Date.now() + milliseconds;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (end < Date.now()) throw error;
      await sleep(100);
    }
  }
}
