// Runs a suite inside the extension host and leaves a witness outside it: what was printed, and how it ended.

import { appendFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';

export type Verdict = { readonly kind: 'passed' } | { readonly kind: 'failed'; readonly why: string };

export interface SuiteFiles {
  readonly suite: string;
  readonly verdictFile: string;
  readonly printedFile: string;
}

interface SuiteModule {
  readonly run?: () => Promise<void>;
  readonly default?: { readonly run?: () => Promise<void> };
}

/** Throws what the suite throws, after writing it down. Without a call of this to its end there is no verdict file. */
export async function runSuite({ suite, verdictFile, printedFile }: SuiteFiles): Promise<void> {
  const witness = { listens: true };
  const print = (text: string) => {
    // What VS Code says while it ends is about its own house.
    if (witness.listens) appendFileSync(printedFile, text);
  };
  capture(print);
  try {
    const file = createRequire(import.meta.url).resolve(suite);
    const module = (await import(pathToFileURL(file).href)) as SuiteModule;
    const run = module.run ?? module.default?.run;
    if (!run) throw new Error(`${file} exports no run()`);
    await run();
    conclude(verdictFile, { kind: 'passed' });
  } catch (error) {
    print(`${error instanceof Error ? error.stack : String(error)}\n`);
    conclude(verdictFile, { kind: 'failed', why: error instanceof Error ? error.message : String(error) });
    throw error;
  } finally {
    witness.listens = false;
  }
}

function conclude(file: string, verdict: Verdict): void {
  writeFileSync(file, JSON.stringify(verdict));
}

/** VS Code makes the methods of console unassignable, so they are redefined; and standard output leads nowhere there. */
function capture(print: (text: string) => void): void {
  const say = (...words: readonly unknown[]) => print(`${format(...words)}\n`);
  for (const name of ['log', 'info', 'warn', 'error', 'debug']) {
    Object.defineProperty(console, name, { configurable: true, get: () => say, set: () => {} });
  }
  for (const stream of [process.stdout, process.stderr]) {
    stream.write = (chunk: string | Uint8Array, encoding?: unknown, done?: unknown): boolean => {
      print(String(chunk));
      const called = typeof encoding === 'function' ? encoding : done;
      if (typeof called === 'function') called();
      return true;
    };
  }
}
