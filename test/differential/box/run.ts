import { spawn } from 'node:child_process';

export interface Ran {
  /** 124 where it had to be stopped, as timeout(1) has it. */
  readonly status: number;
  /** What it said on both channels, as it came. */
  readonly output: string;
}

/** Runs a program to its end and never throws; our DNS stub goes on answering meanwhile, which a synchronous call would not let it. */
export function run(command: readonly string[], options: { readonly timeoutMs: number; readonly input?: string }): Promise<Ran> {
  return new Promise((resolve) => {
    const [file = '', ...args] = command;
    const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    let output = '';
    let done = false;
    const end = (status: number): void => {
      if (done) return;
      done = true;
      clearTimeout(timer);
      resolve({ status, output });
    };
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      end(124);
    }, options.timeoutMs);
    const take = (it: Buffer): void => {
      output += it.toString('utf8');
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', (it) => {
      output += it.message;
      end(127);
    });
    // Not "close": a daemon that it started keeps the channels open.
    child.on('exit', (status) => setTimeout(() => end(status ?? 125), 5));
    child.stdin.on('error', () => {});
    child.stdin.end(options.input ?? '');
  });
}
