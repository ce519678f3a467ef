// Starts the browser that shows a VS Code of ours.

import { type Browser, chromium } from 'playwright-core';
import { findChromium } from './tools.ts';

/** A headless Chromium that can reach this machine only: every other name and address resolves to nothing. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
    ],
  });
}
