import type { Io } from '../../../cli/src/io.ts';
import { run } from '../../../cli/src/run.ts';
import type { Mta } from '../../../server/src/core/mta.ts';
import { mtas } from '../../../server/src/mta/index.ts';
import { parseFixture } from '../fixture.ts';
import { memoryWorld } from '../workspace/memoryWorld.ts';

export interface Call {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface CallOptions {
  /** The files of the world by their paths below /, in the fixture language. */
  readonly files?: string;
  readonly cwd?: string;
  readonly stdin?: readonly string[];
  readonly mtas?: readonly Mta[];
}

/** Runs the command line over a world without a disk. */
export async function call(line: string, { files = '', cwd = '/ws', stdin = [], mtas: servers = mtas }: CallOptions = {}): Promise<Call> {
  let [out, err] = ['', ''];
  const io: Io = {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    async *lines() {
      yield* stdin;
    },
    cwd,
  };
  const world = memoryWorld([...parseFixture(files).files].map(([name, text]) => [`/${name}`, text]));
  const args = line.split(' ').filter((it) => it !== '');
  const code = await run(args, { io, world, mtas: servers, entriesOf });
  return { code, out, err };

  function entriesOf(folder: string): readonly string[] {
    const below = [...world.files.keys()].filter((it) => it.startsWith(`${folder}/`));
    return [...new Set(below.map((it) => it.slice(folder.length + 1).split('/')[0]!))];
  }
}
