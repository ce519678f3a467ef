import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pictureFailures } from './failures.ts';
import { eventually, openWorkbench, type ThemeLabel, type Workbench } from './harness.ts';
import { packStub } from './stub.ts';

// The harness itself, on a small extension: when this fails, the tests of ours say nothing.

const root = mkdtempSync(path.join(os.tmpdir(), 'postmaster-harness-'));
const opened: { workbench?: Workbench } = {};
const at = (): Workbench => opened.workbench!;
pictureFailures(() => opened.workbench);

beforeAll(async () => {
  const folder = path.join(root, 'site');
  mkdirSync(folder);
  for (const name of ['words.txt', 'other/words.txt', 'mistake.txt']) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(
      path.join(folder, name),
      name === 'mistake.txt' ? 'this is wrong here\nnothing\n' : name === 'words.txt' ? 'here\n' : 'elsewhere\n',
    );
  }
  const vsix = await packStub(root);
  opened.workbench = await openWorkbench({ folder, theme: 'Dark Modern', settings: {}, vsix });
});

afterAll(async () => {
  await opened.workbench?.close();
  rmSync(root, { recursive: true, force: true });
});

test('files of one name are told apart', async () => {
  await at().openFile('words.txt');
  await at().openFile('other/words.txt');
  await at().editor().getByText('elsewhere').waitFor();
  expect(await at().page.locator('.tab').count()).toBe(2);
});

test('a squiggle, its hover and its problem are seen', async () => {
  await at().openFile('mistake.txt');
  await at().squiggles('error').first().waitFor();
  expect(await at().hover('wrong')).toContain('a word about it');
  expect((await at().problems('this word is wrong')).join()).toContain('[Ln 1, Col 9]');
});

test('a quick fix changes the text, and saving changes the file', async () => {
  await at().openFile('mistake.txt');
  await at().placeCursor('wrong');
  await at().quickFix('Change it to right');
  await at().squiggles().first().waitFor({ state: 'detached' });
  await at().page.keyboard.press('Control+S');
  const text = await eventually(async () => {
    const now = readFileSync(path.join(at().folder, 'mistake.txt'), 'utf8');
    expect(now).toContain('right');
    return now;
  });
  expect(text).toBe('this is right here\nnothing\n');
});

test('an input box, a dialog and a notification are answered', async () => {
  await at().palette('Stub: Ask');
  await at().inputBox('Wietse');
  expect(await at().dialog('Greet', 'Greet')).toContain('It will be said aloud');
  expect(await at().notification('Hello', 'Yes')).toContain('Hello Wietse');
  await at().page.locator('.statusbar', { hasText: 'answered Yes' }).waitFor();
  expect(await at().page.locator('.notification-toast').count()).toBe(0);
});

test('a webview answers clicks and follows the theme', async () => {
  await at().palette('Stub: Open Panel');
  const button = at().panelFrame().locator('button');
  await button.click();
  await at().panelFrame().locator('button', { hasText: '1' }).waitFor();
  const kinds: Readonly<Record<string, ThemeLabel>> = {
    'vscode-light': 'Light Modern',
    'vscode-high-contrast': 'Dark High Contrast',
    'vscode-high-contrast-light': 'Light High Contrast',
    'vscode-dark': 'Dark Modern',
  };
  for (const [kind, label] of Object.entries(kinds)) {
    await at().setTheme(label);
    await at().panelFrame().locator(`body[data-vscode-theme-kind="${kind}"]`).waitFor();
  }
  await at().screenshot(path.join(root, 'panel.png'));
  expect(readFileSync(path.join(root, 'panel.png')).subarray(1, 4).toString()).toBe('PNG');
});

test('nothing was asked of another host', () => {
  expect([...at().foreignHosts]).toEqual([]);
});
