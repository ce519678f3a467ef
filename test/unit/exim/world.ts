import type { Mention, Seen } from '../../../server/src/core/system.ts';
import { type Configuration, readConfiguration } from '../../../server/src/mta/exim/syntax/configuration.ts';
import { eximConf } from '../../../server/src/mta/exim/syntax/eximConf.ts';
import { drawMarks, type Mark, parseFixture } from '../fixture.ts';

/** A workspace in which exactly these files exist, each where the server has it. */
export function seenIn(files: ReadonlyMap<string, string>): (mention: Mention) => Seen {
  return ({ path, format }) => {
    const text = files.get(path);
    if (text === undefined && [...files.keys()].some((it) => it.startsWith(`${path}/`))) return { kind: 'directory', file: path };
    if (text === undefined) return { kind: 'absent', expected: path };
    return format
      ? { kind: 'file', file: format.parse(path, text), modified: 0 }
      : { kind: 'present', file: path, modified: 0, size: text.length };
  };
}

/** The first file of a fixture as the configuration, with the others around it; its path is /etc/exim4/exim4.conf unless it says otherwise. */
export function configurationOf(source: string): { readonly configuration: Configuration; readonly files: ReadonlyMap<string, string> } {
  const { files } = parseFixture(source.startsWith('-- ') ? source : `-- /etc/exim4/exim4.conf --\n${source}`);
  const [path, text] = [...files][0]!;
  return { configuration: readConfiguration([{ file: eximConf.parse(path, text), path }], seenIn(files)), files };
}

/** A configuration of one file; whatever it includes is not there, or what `included` says. */
export function readText(text: string, included?: Seen): Configuration {
  const path = '/etc/exim4/exim4.conf';
  return readConfiguration([{ file: eximConf.parse(path, text), path }], (it) => included ?? { kind: 'absent', expected: it.path });
}

/** The files with marks drawn where something is said. */
export function drawn(files: ReadonlyMap<string, string>, marks: readonly Mark[]): string {
  return drawMarks(files, marks);
}
