import { window } from 'vscode';
import { forgetConsent as forget } from '../consent.ts';
import type { Command } from './app.ts';

/** Forget Probe Consent: the next probe of any host asks again. */
export const forgetConsent: Command = async ({ memory }) => {
  const count = await forget(memory);
  await window.showInformationMessage(
    count === 0
      ? 'No host was probed with your consent yet'
      : `The next probe of ${count === 1 ? 'that host' : `those ${count} hosts`} asks again`,
  );
};
