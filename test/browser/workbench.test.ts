import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyWithTable, eximExample, openDemoWindow, silentDomain } from './demoWindow.ts';
import { pictureFailures } from './failures.ts';
import { eventually, type ThemeLabel, type Workbench } from './harness.ts';

// A person's way through the editor and the panel, with the extension as it is packed.

const example = copyWithTable();
const opened: { workbench?: Workbench } = {};
const at = (): Workbench => opened.workbench!;
pictureFailures(() => opened.workbench);

beforeAll(async () => {
  opened.workbench = await openDemoWindow({ folder: example.folder });
});

afterAll(async () => {
  await opened.workbench?.close();
  example.remove();
});

test('squiggles stand on the words that are to blame', async () => {
  const began = performance.now();
  await at().openFile('etc/aliases');
  await at().squiggles('error').first().waitFor();
  console.log(`first squiggle ${Math.round(performance.now() - began)} ms after a person asked for the file`);
  await seen('error operator', 'warning jnae');
  await at().openFile('etc/postfix/virtual');
  await seen('error service@shop.example');
  await at().openFile('etc/postfix/main.cf');
  await seen('error $mydomain');
});

test('the Problems panel lists them by the ids of their rules', async () => {
  const filter = at().page.getByPlaceholder(/^Filter/);
  const rules = ['aliases/alias-loop', 'aliases/dangling-target', 'postfix/virtual-alias-loop', 'postfix/domain-in-two-classes'];
  for (const rule of rules) {
    await at().palette('Problems: Focus on Problems View');
    await filter.fill(rule);
    expect((await at().problems(rule)).join('\n')).toContain('postmaster');
  }
  await filter.fill('');
  await at().palette('View: Hide Panel');
});

test('a hover explains a reply code, a parameter, a domain and a table', async () => {
  await at().openFile('etc/postfix/departed');
  expect(await at().hover('550 5.1.1')).toContain('The mailbox is not there');
  expect(await at().hover('5.1.1')).toContain('Bad destination mailbox address');
  await at().openFile('etc/postfix/main.cf');
  const parameter = await at().hover('local_recipient_maps');
  expect(parameter).toContain('hash:/etc/aliases, written in main.cf:14');
  expect(parameter).toContain('Built in: proxy:unix:passwd.byname $alias_maps');
  expect(await at().hover('mail.shop.example')).toContain('is a local domain here');
  const table = await at().hover('hash:/etc/postfix/vmailbox');
  expect(table).toContain('Table hash:/etc/postfix/vmailbox');
  expect(table).toContain('postmap');
});

test('a table has its language, because main.cf mentions it', async () => {
  await at().openFile('etc/postfix/departed');
  await eventually(async () => expect(await at().language()).toBe('Postfix lookup table'));
});

test('the light bulb changes the text, and the finding goes away', async () => {
  await at().openFile('etc/aliases');
  await at().placeCursor('jnae');
  await at().page.locator('.codicon-gutter-lightbulb, .codicon-gutter-lightbulb-auto-fix').first().click();
  await at().page.locator('.action-widget .monaco-list-row', { hasText: 'Change it to jane' }).click();
  await at().editor().getByText('jane', { exact: true }).first().waitFor();
  await eventually(async () => expect((await at().squiggledWords()).join()).not.toMatch(/jnae|jane/));
  await at().page.keyboard.press('Control+S');
  await eventually(async () => {
    expect(readFileSync(path.join(at().folder, 'etc/aliases'), 'utf8')).toContain('webmaster:  jane\n');
  });
});

test('a look-up shows what resolvers differ in', async () => {
  await at().openFile('etc/postfix/main.cf');
  await at().palette('Postmaster: Look Up MX…');
  await at().inputBox('shop.example');
  const panel = at().panelFrame();
  await panel.locator('.pill', { hasText: 'resolvers differ' }).waitFor();
  const text = await panel.locator('main').innerText();
  expect(text).toContain('still answers mail.oldhost.example');
  expect(text).toContain('10 mx1.shop.example');
  expect(text).toContain('authoritative, serial');
});

test('an address that is none is told so, and nothing is asked', async () => {
  await at().palette('Postmaster: Probe Recipient…');
  await at().inputBox('erin at shop.example');
  await at().page.locator('.quick-input-message', { hasText: 'there is no @ in erin' }).waitFor();
  await at().page.keyboard.press('Escape');
  expect(await at().page.locator('.monaco-dialog-box').count()).toBe(0);
});

test('a probe asks for consent, tells its progress, and shows the reply', async () => {
  await at().palette('Postmaster: Probe Recipient…');
  await at().inputBox('erin@shop.example');
  expect(await at().notification('Probing erin@shop.example')).toContain('Asking demo');
  const said = await at().dialog('Probe mx1.shop.example?', 'Probe');
  expect(said).toContain('It never sends a message');
  expect(said).toContain('127.0.0.1 is a local address');
  const panel = at().panelFrame();
  await panel.locator('.decisive', { hasText: '550 5.1.1 <erin@shop.example>' }).waitFor();
  expect(await panel.locator('.pill').first().innerText()).toBe('unknown user 550 5.1.1');
  expect(await panel.locator('.says').innerText()).toBe('erin@shop.example is unknown to mx1.shop.example');
  expect(await panel.locator('.talk').innerText()).not.toMatch(/^DATA/m);
});

test('a probe that waits is cancelled, in the notification and in the panel', async () => {
  const panel = at().panelFrame();
  const cancelled = panel.locator('.pill', { hasText: 'cancelled' }).first();
  await at().palette('Postmaster: Probe Recipient…');
  await at().inputBox(`anna@${silentDomain}`);
  await at().dialog(`Probe mx.${silentDomain}?`, 'Probe');
  await panel.getByText(`Asking mx.${silentDomain}`).first().waitFor();
  await at().notification(`Probing anna@${silentDomain}`, 'Cancel');
  await cancelled.waitFor();
  await panel.getByRole('button', { name: 'Run Again' }).click();
  await panel.getByRole('button', { name: 'Cancel' }).click();
  await panel.getByRole('button', { name: 'Run Again' }).waitFor();
  await cancelled.waitFor();
});

test('a diagnosis joins the files, the records and the server, and its fix is pressed', async () => {
  await at().openFile('etc/postfix/main.cf');
  await at().palette('Postmaster: Diagnose Recipient…');
  await at().inputBox('erin@shop.example');
  const panel = at().panelFrame();
  await answered(panel.locator('.says', { hasText: 'shop.example is in mydestination and virtual_mailbox_domains' }));
  await eventually(async () => {
    const sides = await panel.locator('.card h2').allInnerTexts();
    expect(sides.map((it) => it.trim().split(/\s/)[0])).toEqual(['Configuration', 'DNS', 'Server', 'Server']);
  });
  await panel.locator('.decisive', { hasText: '550 5.1.1 <erin@shop.example>' }).first().waitFor();
  await panel.locator('.fixes button').first().click();
  // What is changed is shown, and takes the focus: before that nothing in the panel can be reverted.
  await eventually(async () =>
    expect(await at().editor().innerText()).toMatch(/mydestination.=.\$myhostname,.localhost\.\$mydomain,.localhost\n/),
  );
  await at().palette('File: Revert File');
  await seen('error $mydomain');
});

test('the panel follows every theme', async () => {
  const kinds: Readonly<Record<string, ThemeLabel>> = {
    'vscode-light': 'Light Modern',
    'vscode-high-contrast': 'Dark High Contrast',
    'vscode-high-contrast-light': 'Light High Contrast',
    'vscode-dark': 'Dark Modern',
  };
  await at().palette('View: Focus First Editor Group');
  const body = at().panelFrame().locator('body');
  const colors = new Set<string>();
  for (const [kind, label] of Object.entries(kinds)) {
    await at().setTheme(label);
    await at().panelFrame().locator(`body[data-vscode-theme-kind="${kind}"]`).waitFor();
    colors.add(await body.evaluate((it) => `${getComputedStyle(it).color} on ${getComputedStyle(it).backgroundColor}`));
    await seen('error $mydomain');
  }
  expect(colors.size).toBe(4);
});

test('all of it is done by keyboard', async () => {
  const { keyboard } = at().page;
  const choose = async (keys: string, text: string, row: string): Promise<void> => {
    await keyboard.press(keys);
    await at().page.locator('.quick-input-widget input.input').waitFor();
    await keyboard.type(text);
    await at().page.locator('.quick-input-list .monaco-list-row.focused', { hasText: row }).waitFor();
    await keyboard.press('Enter');
  };
  await choose('F1', 'Postmaster: Forget Probe Consent', 'Forget Probe Consent');
  await at().notification('asks again');
  await keyboard.press('Control+1');
  await choose('Control+P', 'etc/postfix/main.cf', 'main.cf');
  await keyboard.press('Control+Home');
  await eventually(async () => {
    // Where the list of problems goes on depends on where it was left.
    await keyboard.press('F8');
    await at().page.locator('.marker-widget', { hasText: 'shop.example is local here' }).waitFor({ timeout: 1_000 });
  });
  await keyboard.press('Escape');
  // A key that comes while the window still closes something else is lost.
  await eventually(async () => {
    await keyboard.press('Control+.');
    await at()
      .page.locator('.action-widget .monaco-list-row.focused', { hasText: 'Remove $mydomain from mydestination' })
      .waitFor({ timeout: 5000 });
  });
  await keyboard.press('Enter');
  await eventually(async () => expect((await at().squiggledWords()).join()).not.toContain('$mydomain'));
  expect(await at().editor().innerText()).toMatch(/mydestination.=.\$myhostname,.localhost\.\$mydomain,.localhost\n/);

  await choose('F1', 'Postmaster: Probe Recipient', 'Probe Recipient…');
  await at().page.locator('.quick-input-title', { hasText: 'Probe Recipient' }).waitFor();
  await keyboard.type('grey@shop.example');
  await keyboard.press('Enter');
  await at().page.locator('.monaco-dialog-box', { hasText: 'Probe mx1.shop.example?' }).waitFor();
  await keyboard.press('Enter');
  const panel = at().panelFrame();
  await panel.locator('.pill', { hasText: 'greylisted' }).waitFor();
  await eventually(async () => {
    // The dialog gives the focus back to the editor, perhaps after it was taken from there.
    const isInPanel = await at().page.evaluate(() => document.activeElement?.tagName === 'IFRAME');
    await keyboard.press(isInPanel ? 'Tab' : 'Control+2');
    expect(await panel.locator('button:focus', { hasText: 'Run Again' }).count()).toBe(1);
  });
  await keyboard.press('Enter');
  await eventually(async () => expect(await panel.locator('#history option', { hasText: 'grey@shop.example' }).count()).toBe(2));
});

test('an Exim configuration is explained, and a diagnosis of it leads to the fix', async () => {
  await at().showFolder(eximExample);
  await at().problems('exim/dead-redirect-target');
  await at().palette('View: Hide Panel');
  await at().openFile('etc/exim/exim.conf');
  expect(await at().hover('local_domains = @')).toContain('local_domains is a list: @ : chess.example');
  await at().openFile('etc/exim/addresses');
  await seen('warning info@juniors.example');
  await at().page.locator('.codelens-decoration', { hasText: '→ 3 recipients' }).waitFor();
  await at().palette('Postmaster: Diagnose Recipient…');
  await at().inputBox('webmaster@chess.example');
  const panel = at().panelFrame();
  await answered(panel.locator('.says', { hasText: 'webmaster@chess.example is unknown to mail.chess.example' }));
  await panel.locator('.fixes button', { hasText: 'Change it to boris' }).click();
  // What is changed is shown.
  await eventually(async () => expect(await at().editor().innerText()).toMatch(/webmaster:.*boris/));
});

test('VS Code reports how long the extension took to wake up', async () => {
  await at().palette('Developer: Show Running Extensions');
  const row = at().page.locator('.runtime-extensions-editor .monaco-list-row', { hasText: 'Postmaster' });
  await row.filter({ hasText: /Activation: \d+ms/ }).waitFor();
  console.log((await row.innerText()).replaceAll(/\s+/g, ' '));
  expect(await row.innerText()).not.toMatch(/uncaught errors|unresponsive/i);
});

test('nothing was asked of another host', () => {
  expect([...at().foreignHosts]).toEqual([]);
});

async function seen(...words: readonly string[]): Promise<void> {
  await eventually(async () => expect(await at().squiggledWords()).toEqual(expect.arrayContaining([...words])));
}

/** Says yes where it is asked, until the answer is there: a host that was asked before is not asked about again. */
async function answered(answer: Locator): Promise<void> {
  const consent = at().page.locator('.monaco-dialog-box').getByRole('button', { name: 'Probe', exact: true });
  await eventually(async () => {
    if (await consent.isVisible()) await consent.click();
    await answer.waitFor({ timeout: 500 });
  });
}
