import { joined, packaged, type Sourced, written } from '../../../core/sourced.ts';
import { eximConf } from '../syntax/eximConf.ts';
import type { Source } from '../syntax/reader.ts';
import { SECTIONS } from './parts.ts';
import { stockNames, stockPackage, stockPart } from './stock/index.ts';
import type { UpdateConf } from './updateConf.ts';
import { type DebianWorld, FOLDER, isLive, sourceAt } from './world.ts';

/** The files of a configuration, in the order in which they are read. */
export interface Gathered {
  readonly sources: readonly Source[];
  /** False where something is as the package ships it. */
  readonly isWhole: boolean;
}

/** The macros of the administrator, and the template. As the package ships it, that is all parts of conf.d, one behind the other. */
export function templateSources(conf: UpdateConf, world: DebianWorld): Gathered {
  const macros = sourceAt(`${FOLDER}/exim4.conf.localmacros`, world);
  const path = `${FOLDER}/exim4.conf.template`;
  const seen = world.mention({ path, format: eximConf });
  if (seen.kind === 'file') return { sources: behind(macros, withoutFirstLine({ file: seen.file, path })), isWhole: true };
  if (isLive(conf) || seen.kind !== 'absent') return { sources: macros ? [macros] : [], isWhole: true };
  const parts = SECTIONS.flatMap((section) => stockNames(section).map((name) => stockPart(section, name, path)));
  return { sources: behind(macros, { all: parts, first: packaged(RULE, stockPackage), rest: parts }), isWhole: false };
}

/** With a line of these the template of the package begins. */
const RULE = '#'.repeat(53);

interface Template {
  readonly all: readonly Source[];
  readonly first: Sourced;
  readonly rest: readonly Source[];
}

function withoutFirstLine(source: Source): Template {
  const { file, text } = source.file;
  const end = /\n|$/.exec(text)!.index;
  const rest = [{ ...source, range: { start: end, end: text.length } }];
  return { all: [source], first: written(text.slice(0, end), { file, start: 0, end }), rest };
}

/** Two files become one: a last line that does not end goes on in the second of them. */
function behind(macros: Source | undefined, { all, first, rest }: Template): readonly Source[] {
  if (!macros || /(^|\n)$/.test(macros.file.text)) return macros ? [macros, ...all] : all;
  const { file, text } = macros.file;
  const start = text.lastIndexOf('\n') + 1;
  const last = joined([written(text.slice(start), { file, start, end: text.length }), first]);
  return [{ ...macros, range: { start: 0, end: start } }, { ...macros, lines: [last] }, ...rest];
}
