import type { Word } from '../../../core/syntax.ts';
import type { Mention, Seen } from '../../../core/system.ts';
import { nameList } from '../../../formats/nameList.ts';
import { eximConf } from '../syntax/eximConf.ts';
import type { Source } from '../syntax/reader.ts';
import type { UpdateConf } from './updateConf.ts';

/** What Debian's configuration needs of the world. */
export interface DebianWorld {
  mention(mention: Mention): Seen;
  /** Paths of the server that fit a pattern such as /etc/exim4/conf.d/main/*. */
  matching(pattern: string): readonly string[];
}

export const FOLDER = '/etc/exim4';

/** The last answer to a question, as a shell reads the file. */
export function answer({ assignments }: UpdateConf, name: string): Word | undefined {
  return assignments.findLast((it) => it.name.text === name)?.value;
}

/** On the machine itself, a file lies where the server has it: what is absent there is absent. */
export function isLive({ file }: UpdateConf): boolean {
  return file === `${FOLDER}/update-exim4.conf.conf`;
}

export function sourceAt(path: string, { mention }: DebianWorld): Source | undefined {
  const seen = mention({ path, format: eximConf });
  return seen.kind === 'file' ? { file: seen.file, path } : undefined;
}

/**
 * The first word of /etc/mailname. Exim's package writes that file; a copy without it has left it out. Where the answers say
 * that they hold the name, any name in their list is as good: all of them are local.
 */
export function mailname(conf: UpdateConf, { mention }: DebianWorld): Word | undefined {
  const seen = mention({ path: '/etc/mailname', format: nameList });
  if (seen.kind === 'file') return seen.file.entries[0]?.name;
  if (isLive(conf) || answer(conf, 'dc_mailname_in_oh')?.text !== 'true') return undefined;
  const names = answer(conf, 'dc_other_hostnames');
  const first = /[a-z0-9][a-z0-9.-]*(?=\s*([:;]|$))/i.exec(names?.text ?? '');
  if (!names || !first) return undefined;
  const start = names.at.start + first.index;
  return { text: first[0], at: { file: names.at.file, start, end: start + first[0].length } };
}
