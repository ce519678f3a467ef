import { readdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { mtas } from '../../server/src/mta/index.ts';
import { disk } from '../../server/src/workspace/disk.ts';
import { type Io, note } from './io.ts';
import { run } from './run.ts';

// The composition root of the command line. A reader that has seen enough, such as head, closes the pipe: that is no fault.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? (process.exitCode ?? 0) : 2));

const io: Io = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  lines: () => createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY }),
  cwd: process.cwd().replaceAll('\\', '/'),
};

try {
  process.exitCode = await run(process.argv.slice(2), { io, world: disk, mtas, entriesOf });
} catch (error) {
  // Node's own exit code would read as "there are findings".
  note(io, `a fault of this program: ${error instanceof Error ? error.stack : String(error)}`);
  process.exitCode = 2;
}

function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
