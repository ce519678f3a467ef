// Keeps a picture of the window when a test fails.

import path from 'node:path';
import { afterEach } from 'vitest';
import type { Workbench } from './harness.ts';

const folder = path.join(import.meta.dirname, 'failures');

/** Called once in a file or a describe block, with what tells the window at hand. */
export function pictureFailures(current: () => Workbench | undefined): void {
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    await current()?.screenshot(path.join(folder, `${task.name.replaceAll(/[^\p{L}\p{N}]+/gu, '-')}.png`));
  });
}
