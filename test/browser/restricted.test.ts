import { afterAll, beforeAll, expect, test } from 'vitest';
import { example, openDemoWindow } from './demoWindow.ts';
import { pictureFailures } from './failures.ts';
import type { Workbench } from './harness.ts';

// A folder that nobody trusts yet: files are checked, and nothing goes to the network.

const opened: { workbench?: Workbench } = {};
const at = (): Workbench => opened.workbench!;
pictureFailures(() => opened.workbench);

beforeAll(async () => {
  opened.workbench = await openDemoWindow({ folder: example, trust: true });
  await at().page.locator('.statusbar', { hasText: 'Restricted Mode' }).waitFor();
});

afterAll(() => opened.workbench?.close());

test('files are checked in Restricted Mode', async () => {
  await at().openFile('etc/aliases');
  await at().squiggles('error').first().waitFor();
  expect(await at().squiggledWords()).toContain('error operator');
});

test.each([
  ['Postmaster: Probe Recipient…', 'erin@shop.example'],
  ['Postmaster: Look Up MX…', 'shop.example'],
])('%s says why it asks nobody, and what to do', async (command, asked) => {
  await at().palette(command);
  await at().inputBox(asked);
  const panel = at().panelFrame();
  await panel.locator('h1', { hasText: asked }).waitFor();
  await panel.locator('.says', { hasText: 'Nothing was asked: the network is off in Restricted Mode' }).waitFor();
  expect(await panel.locator('.next').innerText()).toContain('Workspaces: Manage Workspace Trust');
  expect(await at().page.locator('.monaco-dialog-box').count()).toBe(0);
});
