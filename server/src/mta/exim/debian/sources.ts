import type { Sourced } from '../../../core/sourced.ts';
import type { ParsedFile, Word } from '../../../core/syntax.ts';
import type { Mention, Seen } from '../../../core/system.ts';
import { nameList } from '../../../formats/nameList.ts';
import { eximConf } from '../syntax/eximConf.ts';
import type { Source } from '../syntax/reader.ts';
import { macroLines } from './macros.ts';
import type { UpdateConf } from './updateConf.ts';

/** What Debian's configuration needs of the world. */
export interface DebianWorld {
  mention(mention: Mention): Seen;
  /** Paths of the server that fit a pattern such as /etc/exim4/conf.d/main/*. */
  matching(pattern: string): readonly string[];
}

const SECTIONS = ['main', 'acl', 'router', 'transport', 'retry', 'rewrite', 'auth'];
const FOLDER = '/etc/exim4';

/**
 * What update-exim4.conf(8) would put together, file after file: the parts of conf.d in the order of their names, or the
 * template behind exim4.conf.localmacros, with the macros that it makes of update-exim4.conf.conf.
 */
export function debianSources(conf: UpdateConf, world: DebianWorld): readonly Source[] {
  const isSplit = conf.assignments.findLast((it) => it.name.text === 'dc_use_split_config')?.value.text.toLowerCase() === 'true';
  const paths = isSplit
    ? SECTIONS.flatMap((it) => partsOf(it, world))
    : [`${FOLDER}/exim4.conf.localmacros`, `${FOLDER}/exim4.conf.template`];
  const files = paths.flatMap((path): Source[] => {
    const seen = world.mention({ path, format: eximConf });
    return seen.kind === 'file' ? [{ file: seen.file, path }] : [];
  });
  const macros = macroLines(conf, { mailname: mailname(world) });
  return files.flatMap((it) => withMacros(it, macros, conf));
}

/** Names of letters, digits, underscores and hyphens; of two files name and name.rul the second stands for the first. */
function partsOf(section: string, world: DebianWorld): readonly string[] {
  const all = [...world.matching(`${FOLDER}/conf.d/${section}/*`)].sort();
  return all.filter((it) => /\/[A-Za-z0-9_-]+$/.test(it)).map((it) => (all.includes(`${it}.rul`) ? `${it}.rul` : it));
}

/** The generated lines follow the line that begins with UPEX4CmacrosUPEX4C, in whichever file it stands. */
function withMacros(source: Source, macros: readonly Sourced[], conf: ParsedFile): readonly Source[] {
  const { text } = source.file;
  const mark = /^UPEX4CmacrosUPEX4C.*(\n|$)/m.exec(text);
  if (!mark) return [source];
  const behind = mark.index + mark[0].length;
  return [
    { ...source, range: { start: 0, end: behind } },
    { file: conf, path: `${FOLDER}/update-exim4.conf.conf`, lines: macros },
    { ...source, range: { start: behind, end: text.length } },
  ];
}

function mailname(world: DebianWorld): Word | undefined {
  const seen = world.mention({ path: '/etc/mailname', format: nameList });
  return seen.kind === 'file' ? seen.file.entries[0]?.name : undefined;
}
