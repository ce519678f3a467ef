import type { Origin } from '../../../../core/fact.ts';
import type { FileId } from '../../../../core/text.ts';
import { eximConf } from '../../syntax/eximConf.ts';
import type { Source } from '../../syntax/reader.ts';
import { acl } from './acl.ts';
import type { Section } from './lines.ts';
import { main } from './main.ts';
import { auth, retry, rewrite } from './others.ts';
import { routers } from './routers.ts';
import { transports } from './transports.ts';

/** The package whose files these stand for, as an origin names it. */
export const stockPackage = 'exim4-config 4.96';

/** By the folders of conf.d, in the order in which update-exim4.conf(8) reads them. */
const sections: Readonly<Record<string, Section>> = { main, acl, router: routers, transport: transports, retry, rewrite, auth };

/** The names of the parts that the package ships in a folder of conf.d. */
export function stockNames(section: string): readonly string[] {
  return Object.keys(sections[section] ?? {});
}

/** A part as the package ships it, for a server whose own copy of it is not here. */
export function stockPart(section: string, name: string, path: string): Source {
  const file = `${PREFIX}${section}/${name}`;
  const text = (sections[section]?.[name] ?? []).map((it) => `${it}\n`).join('');
  return { file: { file, format: eximConf.id, text, entries: [], problems: [] }, path, by: stockPackage };
}

/** True of a text that is in no file. */
export function isStock(file: FileId): boolean {
  return file.startsWith(PREFIX);
}

/** An origin as people are told it: what is in no file has no line. */
export function shownOrigin(origin: Origin): Origin {
  return origin.kind === 'written' && isStock(origin.at.file) ? { kind: 'packaged', by: stockPackage } : origin;
}

const PREFIX = `${stockPackage}:`;
