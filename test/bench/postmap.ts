import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';

/** Milliseconds that postmap takes with these arguments. Without a main.cf and a master.cf of its own it complains, and a complaint costs a second. */
export function timePostmap(args: readonly string[], input = ''): number {
  const config = mkdtempSync(path.join(os.tmpdir(), 'postmaster-bench-config-'));
  try {
    writeFileSync(path.join(config, 'main.cf'), 'compatibility_level = 3.6\n');
    writeFileSync(path.join(config, 'master.cf'), '');
    const start = performance.now();
    execFileSync('postmap', ['-c', config, ...args], { input, maxBuffer: 1 << 28 });
    return performance.now() - start;
  } finally {
    rmSync(config, { recursive: true });
  }
}

/** A time for a line of the report. */
export function ms(time: number): string {
  return `${Math.round(time).toString().padStart(6)} ms`;
}
