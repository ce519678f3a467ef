// Takes the pictures that the README shows. `node test/browser/screenshots.ts` puts them into docs/images; a test takes them elsewhere.

import path from 'node:path';
import type { Locator } from 'playwright-core';
import { checkout } from '../../scripts/vscode/tools.ts';
import { copyOfExample, eximExample, openDemoWindow } from './demoWindow.ts';
import { eventually, type ThemeLabel, type Workbench } from './harness.ts';

/** Where the committed ones lie. */
export const pictureFolder = path.join(checkout, 'docs/images');

const themes: Readonly<Record<string, ThemeLabel>> = { dark: 'Dark Modern', light: 'Light Modern' };

/** Each picture in each theme, such as probe-dark.png; returns their names. Their text differs in times and ports only. */
export async function takeScreenshots(folder: string): Promise<readonly string[]> {
  const names: string[] = [];
  const copy = copyOfExample();
  const window = await openDemoWindow({ folder: copy.folder, size: { width: 1120, height: 660 } });
  try {
    await showProblems(window);
    await take(subjects);
    await window.showFolder(eximExample);
    await window.problems('suffix-on-one-router');
    await take(eximSubjects);
  } finally {
    await window.close();
    copy.remove();
  }
  return names;

  async function take(all: Subjects): Promise<void> {
    for (const [theme, label] of Object.entries(themes)) {
      await window.setTheme(label);
      for (const [subject, show] of Object.entries(all)) {
        const leave = await show(window);
        const name = `${subject}-${theme}.png`;
        await window.screenshot(path.join(folder, name));
        names.push(name);
        await leave();
      }
    }
  }
}

/** What each picture shows; each returns how to leave it. */
type Subjects = Readonly<Record<string, (window: Workbench) => Promise<() => Promise<void>>>>;

const subjects: Subjects = {
  editor: async (window) => {
    await showProblems(window);
    await window.openFile('etc/postfix/main.cf');
    await window.placeCursor('$mydomain');
    await window.goTo(7, 64);
    await window.offeredFix('Remove $mydomain from mydestination');
    return async () => {
      await window.page.keyboard.press('Escape');
      await window.palette('View: Hide Panel');
    };
  },
  fixed: async (window) => {
    await showProblems(window);
    await window.openFile('etc/postfix/main.cf');
    await window.goTo(7, 64);
    await window.quickFix('Remove $mydomain from mydestination');
    await eventually(async () => {
      if ((await window.squiggledWords()).some((it) => it.includes('$mydomain'))) throw new Error('the finding is still there');
    });
    return async () => {
      // The other pictures are of the fault.
      await window.page.keyboard.press('Control+Z');
      await eventually(async () => {
        if (!(await window.squiggledWords()).some((it) => it.includes('$mydomain'))) throw new Error('the fault is not back');
      });
      await window.page.keyboard.press('Control+S');
      await window.palette('View: Hide Panel');
      await window.palette('View: Close All Editors');
    };
  },
  hover: async (window) => {
    await window.openFile('etc/postfix/main.cf');
    await window.hover('local_recipient_maps');
    return () => window.palette('View: Close All Editors');
  },
  mx: async (window) => {
    await window.palette('Postmaster: Look Up MX…');
    await window.inputBox('shop.example');
    await window.panelFrame().locator('.pill', { hasText: 'resolvers differ' }).waitFor();
    return showPanelAlone(window);
  },
  diagnosis: async (window) => {
    await window.openFile('etc/postfix/main.cf');
    await window.palette('Postmaster: Diagnose Recipient…');
    await window.inputBox('erin@shop.example');
    const says = window.panelFrame().locator('.says', { hasText: 'is in mydestination' });
    await consented(window, says);
    return showPanelAlone(window);
  },
  explain: async (window) => {
    await window.palette('Postmaster: Explain Recipient…');
    await window.inputBox('webmaster@mail.shop.example');
    await window.panelFrame().locator('.pill', { hasText: 'accepted, then bounced' }).waitFor();
    return showPanelAlone(window);
  },
  probe: async (window) => {
    await window.palette('Postmaster: Probe Recipient…');
    await window.inputBox('erin@shop.example');
    await consented(window, window.panelFrame().locator('.pill', { hasText: 'unknown user' }).first());
    return showPanelAlone(window);
  },
};

/** Those of the example for Exim. */
const eximSubjects: Subjects = {
  'exim-editor': async (window) => {
    await window.problems('suffix-on-one-router');
    await window.openFile('etc/exim/exim.conf');
    await window.goTo(50, 1);
    await window.goTo(45, 3);
    await window.offeredFix('Add it to members');
    return async () => {
      await window.page.keyboard.press('Escape');
      await window.palette('View: Hide Panel');
      await window.palette('View: Close All Editors');
    };
  },
  'exim-explain': async (window) => {
    await window.palette('Postmaster: Explain Recipient…');
    await window.inputBox('webmaster@chess.example');
    await window.panelFrame().locator('.pill', { hasText: 'rejected' }).waitFor();
    return showPanelAlone(window);
  },
};

/** Says yes where it is asked, until the answer is there: a host that was asked before is not asked about again. */
async function consented(window: Workbench, answer: Locator): Promise<void> {
  const consent = window.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Probe', exact: true });
  await eventually(async () => {
    if (await consent.isVisible()) await consent.click();
    await answer.waitFor({ timeout: 500 });
  });
}

/** Half a window is narrow for a table. */
async function showPanelAlone(window: Workbench): Promise<() => Promise<void>> {
  // The notification of the question has to go first.
  await window.page.locator('.notifications-toasts .notification-list-item').first().waitFor({ state: 'detached' });
  await window.palette('View: Close Primary Side Bar');
  await window.page.mouse.move(400, 640);
  return async () => {
    await window.palette('View: Close All Editors');
    await window.palette('View: Show Explorer');
  };
}

async function showProblems(window: Workbench): Promise<void> {
  await window.problems('domain-in-two-classes');
}

if (import.meta.main) console.log((await takeScreenshots(pictureFolder)).join('\n'));
