import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Run } from '../../../client/src/panel/messages.ts';
import { diagnosed } from './diagnosisSample.ts';
import { type Mounted, openStage, type Stage, type Theme } from './mount.ts';
import {
  branches,
  disagreement,
  failed,
  hostile,
  mxRun,
  probeRun,
  route,
  rule,
  running,
  several,
  unknownUser,
  unreachable,
} from './samples.ts';

const runs: Readonly<Record<string, Run>> = {
  'a probe': probeRun([unknownUser]),
  'several recipients': probeRun(several),
  'an unreachable server': probeRun([unreachable]),
  'a look-up': mxRun(disagreement),
  'a running probe': running,
  'a failure': failed,
  'a rule': rule,
  'a route': route,
  'a route with branches': branches,
  'a diagnosis': diagnosed,
};
const probe = probeRun([unknownUser]);
const lookUp = mxRun(disagreement);

let stage: Stage;
let mounted: Mounted;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());
afterEach(async () => {
  // No test breaks the policy of the page or makes its script fail.
  expect(mounted.problems).toEqual([]);
  await mounted.page.close();
});

async function open(theme: Theme, ...shown: readonly Run[]): Promise<Page> {
  mounted = await stage.mount({ theme });
  await mounted.show(...shown);
  return mounted.page;
}

describe('what a person reads', () => {
  it('is the conclusion first, then what to do, then the conversation with its decisive line', async () => {
    const page = await open('dark', probe);
    const text = await page.locator('main').innerText();
    const inOrder = [
      'erin@shop.example',
      'unknown user',
      'erin@shop.example is unknown to mx1.shop.example',
      'Compare the address',
      'Conversation with',
      'No message was sent',
    ];
    expect(inOrder.map((it) => text.indexOf(it))).toEqual(inOrder.map((it) => text.indexOf(it)).toSorted((a, b) => a - b));
    expect(await page.locator('.decisive').innerText()).toContain('550 5.1.1 <erin@shop.example>');
    expect(await page.locator('.talk li').count()).toBe(10);
  });

  it('is a table of resolvers in which the one that differs says so in words', async () => {
    const page = await open('dark', lookUp);
    const rows = await page.getByRole('row').allInnerTexts();
    expect(rows.filter((it) => it.includes('differs')).map((it) => it.split('\n')[0])).toEqual([expect.stringContaining('Cloudflare')]);
    expect(rows.find((it) => it.includes('Quad9'))).toContain('no answer in time');
    expect(await page.getByText('serial 2026112101').count()).toBe(1);
  });

  it('is each conversation once, with the decisive line of each recipient', async () => {
    const page = await open('dark', probeRun(several));
    expect(await page.getByRole('heading', { level: 2 }).allInnerTexts()).toEqual([
      'Recipients',
      'Conversation with mx1.shop.example [192.0.2.25]:25',
      'Conversation with mx0.old.example [192.0.2.24]:25',
    ]);
    expect(await page.locator('.talk').first().locator('.decisive .text').allInnerTexts()).toEqual([
      '250 2.1.5 Ok',
      expect.stringMatching(/^550 5\.1\.1/),
    ]);
  });

  it('is never markup of a server', async () => {
    const page = await open('dark', probeRun([hostile]));
    expect(await page.evaluate(() => 'hostile' in window)).toBe(false);
    expect(await page.locator('main img, main script, main b').count()).toBe(0);
    expect(await page.locator('.talk').innerText()).toContain('<img src=x onerror="window.hostile = true">');
    expect(await page.locator('main').innerText()).not.toContain('\u202e');
  });
});

describe('what a person does', () => {
  it('goes through the whole page by keyboard', async () => {
    const page = await open('dark', probe, lookUp);
    const focused: string[] = [];
    for (let step = 0; step < 4; step++) {
      await page.keyboard.press('Tab');
      focused.push(
        await page.evaluate(
          () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent?.trim().slice(0, 9) ?? '',
        ),
      );
    }
    expect(focused).toEqual([expect.stringMatching(/^erin@shop/), 'Clear History', 'Run Again', 'Report']);
  });

  it('copies with the arrow keys and is back at the button', async () => {
    const page = await open('dark', probe);
    const button = page.getByRole('button', { name: 'Report' });
    await button.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Copy as Markdown');
    await page.keyboard.press('Enter');
    expect(await page.getByRole('menu').count()).toBe(0);
    expect(await button.evaluate((it) => it === document.activeElement)).toBe(true);
    expect(await mounted.posted()).toContainEqual({ kind: 'copy', id: 'probe', format: 'markdown' });
    await mounted.send({ kind: 'copied', format: 'markdown' });
    expect(await page.getByRole('status').innerText()).toBe('copied as Markdown');
  });

  it('leaves the menu with Escape and is back at the button', async () => {
    const page = await open('dark', probe);
    await page.getByRole('button', { name: 'Report' }).click();
    await page.keyboard.press('Escape');
    expect(await page.getByRole('menu').count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-haspopup'))).toBe('menu');
  });

  it('leaves the menu with Tab', async () => {
    const page = await open('dark', probe);
    await page.getByRole('button', { name: 'Report' }).click();
    await page.keyboard.press('Tab');
    expect(await page.getByRole('menu').count()).toBe(0);
  });

  it('opens an older run, and the page remembers it', async () => {
    const page = await open('dark', probe, lookUp);
    await page.getByRole('combobox', { name: 'History' }).selectOption({ index: 1 });
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain('shop.example');
    expect(await mounted.posted()).toContainEqual({ kind: 'shown', id: 'mx' });
    await mounted.send({ kind: 'run', run: { ...probe, id: 'new' }, show: false });
    expect(await mounted.saved()).toMatchObject({ version: 1, shown: 'mx', runs: [{ id: 'new' }, { id: 'probe' }, { id: 'mx' }] });
  });

  it('cancels a running question, and the focus stays when it ends', async () => {
    const page = await open('dark', running);
    const cancel = page.getByRole('button', { name: 'Cancel' });
    await cancel.click();
    expect(await mounted.posted()).toContainEqual({ kind: 'cancel', id: 'running' });
    await mounted.send({ kind: 'run', run: { ...running, outcome: { kind: 'cancelled', ms: 2300 } }, show: false });
    expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('Run Again');
    expect(await page.getByRole('status').innerText()).toBe('cancelled after 2.3 s');
  });

  it('opens the configuration line of a step', async () => {
    const page = await open('dark', route);
    await page.getByRole('button', { name: 'main.cf:14' }).click();
    expect(await mounted.posted()).toContainEqual({ kind: 'open', file: 'file:///etc/postfix/main.cf', line: 14 });
  });
});

describe('a diagnosis', () => {
  it('is the cause with its fix, the proof of each side, then route, records and conversation', async () => {
    const page = await open('dark', diagnosed);
    expect(await page.locator('.says').innerText()).toContain('shop.example is in mydestination and virtual_mailbox_domains');
    expect((await page.locator('.card h2').allInnerTexts()).map((it) => it.trim())).toEqual([
      'Configuration etc/postfix',
      'DNS MX of shop.example',
      'Server mx1.shop.example',
    ]);
    const headings = await page.getByRole('heading', { level: 2 }).allInnerTexts();
    expect(headings.slice(3)).toEqual([
      'Also noticed',
      'Route through etc/postfix',
      'MX records',
      'Conversation with mx1.shop.example [192.0.2.25]:25',
    ]);
  });

  it('has the fix as its first button', async () => {
    const page = await open('dark', diagnosed);
    await page.getByRole('button', { name: 'Remove $mydomain from mydestination' }).click();
    expect(await mounted.posted()).toContainEqual({ kind: 'fix', fix: expect.objectContaining({ rule: 'postfix/domain-in-two-classes' }) });
  });

  it('is saved as a report', async () => {
    const page = await open('dark', diagnosed);
    await page.getByRole('button', { name: 'Report' }).click();
    await page.getByRole('menuitem', { name: 'Save Report…' }).click();
    expect(await mounted.posted()).toContainEqual({ kind: 'save', id: 'diagnosis' });
  });
});

describe('a route', () => {
  it('is the verdict with its line, the picture, then the steps', async () => {
    const page = await open('dark', branches);
    expect(await page.locator('.says').innerText()).toBe(
      'etc/postfix accepts all@shop.example, then mail for jnae@mail.shop.example is bounced aliases:9',
    );
    expect(await page.locator('.detail').innerText()).toBe('No user or alias "jnae" here, so mail for staff bounces with 5.1.1');
    expect(await page.getByRole('heading').allInnerTexts()).toEqual([
      expect.stringContaining('all@shop.example'),
      'Route through etc/postfix',
      'At RCPT TO',
      'After the queue',
    ]);
    expect(await page.locator('.branches .branches > li').count()).toBe(2);
  });

  it('has a picture that is one sentence, and a list with everything that is in it', async () => {
    const page = await open('dark', branches);
    const picture = page.getByRole('img', {
      name: /^RCPT TO all@shop\.example from 203\.0\.113\.9; address class local by main\.cf:14; .* bounced 5\.1\.1$/,
    });
    expect(await picture.locator('rect').count()).toBe(10);
    const shown = await picture.locator('text').evaluateAll((all) => all.map((it) => it.textContent ?? ''));
    const listed = await page.locator('main').innerText();
    const stages = shown.filter((it) => /_maps$|^address|@/.test(it) && !it.includes(' · '));
    expect(stages.filter((it) => !listed.includes(it))).toEqual([]);
    await picture.locator('g', { hasText: 'vmailbox:2' }).click();
    expect(await mounted.posted()).toContainEqual({ kind: 'open', file: 'file:///etc/vmailbox', line: 2 });
  });

  it('shows beside the way what was never asked, and leads there', async () => {
    const page = await open('dark', route);
    const aside = page.locator('.picture .off');
    expect(await aside.textContent()).toContain('never asked · vmailbox:7');
    expect(await page.getByRole('img').getAttribute('aria-label')).toMatch(
      /never asked: virtual_mailbox_maps, which has it at vmailbox:7$/,
    );
    await page.getByRole('button', { name: 'vmailbox:7' }).click();
    expect(await mounted.posted()).toContainEqual({ kind: 'open', file: 'file:///etc/vmailbox', line: 7 });
  });

  it('keeps its words inside the boxes', async () => {
    const page = await open('dark', branches);
    const over = await page.locator('.picture g').evaluateAll((all) =>
      all.flatMap((group) => {
        const edge = group.querySelector('rect')!.getBoundingClientRect().right - 4;
        return [...group.querySelectorAll('text')].filter((it) => edge < it.getBoundingClientRect().right).map((it) => it.textContent);
      }),
    );
    expect(over).toEqual([]);
  });

  it('is lists only where the window is narrow, and a picture again when it grows', async () => {
    const page = await open('dark', branches);
    await page.setViewportSize({ width: 600, height: 900 });
    expect(await page.getByRole('img').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'vmailbox:2' }).count()).toBe(1);
    await page.setViewportSize({ width: 760, height: 900 });
    await page.getByRole('img').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(760);
  });
});

describe('while a question runs', () => {
  it('says what is being asked, also to a screen reader', async () => {
    const page = await open('dark', running);
    await mounted.send({ kind: 'progress', id: 'running', says: 'Asking mx2.shop.example' });
    expect(await page.locator('[aria-current=step]').innerText()).toBe('Asking mx2.shop.example');
    expect(await page.getByRole('status').innerText()).toBe('Asking mx2.shop.example');
  });

  it('turns a spinner, but not for whoever wants no motion', async () => {
    const animation = () => mounted.page.locator('.spinner').evaluate((it) => getComputedStyle(it).animationName);
    await open('dark', running);
    expect(await animation()).toBe('none');
    await mounted.page.close();
    mounted = await stage.mount({ theme: 'dark', reducedMotion: false });
    await mounted.show(running);
    expect(await animation()).toBe('turn');
  });
});

describe('at any width', () => {
  it.each(Object.entries(runs))('%s fits into 300 pixels', async (_, run) => {
    mounted = await stage.mount({ theme: 'dark', width: 300 });
    await mounted.show(run, lookUp);
    expect(await mounted.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(300);
  });

  it('a table keeps its rows and cells for a screen reader where it is no table to the eye', async () => {
    mounted = await stage.mount({ theme: 'dark', width: 300 });
    await mounted.show(lookUp);
    expect(await mounted.page.getByRole('table').getByRole('row').count()).toBe(6);
    expect(await mounted.page.getByRole('cell', { name: '10 mail.oldhost.example' }).count()).toBe(1);
  });
});

describe.each<Theme>(['dark', 'light', 'hc', 'hc-light'])('in the theme %s', (theme) => {
  it.each(Object.entries(runs))('%s has nothing that axe finds', async (_, run) => {
    const page = await open(theme, run, lookUp);
    await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
    const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run());
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join('\n')}`),
    ).toEqual([]);
  });
});
