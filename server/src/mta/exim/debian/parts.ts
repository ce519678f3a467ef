import { stockNames } from './stock/index.ts';

/** The folders of conf.d, in the order in which update-exim4.conf(8) reads them. */
export const SECTIONS: readonly string[] = ['main', 'acl', 'router', 'transport', 'retry', 'rewrite', 'auth'];

/** A part of the split configuration, in the order in which it is read. */
export interface Part {
  readonly section: string;
  readonly path: string;
  /** Of the part that the package ships, where it is to stand in for a file that is not here. */
  readonly name?: string;
}

/** Without the header of one of these there would be no Exim that runs. */
const NEEDED: readonly string[] = ['acl', 'router', 'transport'];
const HEADER = '00_exim4-config_header';

/**
 * The parts that a server reads, out of the paths of those that are here. Nobody changes the headers of the sections: a folder
 * that has its header is a copy of the whole folder, and what it lacks is lacking on the server. A folder without one holds
 * only what somebody has changed or added; the rest is as the package ships it.
 */
export function partsOf(pathsIn: (section: string) => readonly string[], isLive: boolean): readonly Part[] {
  const here = new Map(SECTIONS.map((it) => [it, new Map(pathsIn(it).map((path) => [path.slice(path.lastIndexOf('/') + 1), path]))]));
  const isCopied = (section: string) => here.get(section)!.has(HEADER);
  const isWhole = isLive || NEEDED.every(isCopied);
  return SECTIONS.flatMap((section): readonly Part[] => {
    const files = here.get(section)!;
    const shipped = isWhole || isCopied(section) ? [] : stockNames(section);
    // Names of letters, digits, underscores and hyphens; of two files name and name.rul the second stands for the first.
    const names = new Set([...shipped, ...files.keys()].filter((it) => /^[A-Za-z0-9_-]+$/.test(it)));
    return [...names].sort().map((name) => {
      const path = files.get(`${name}.rul`) ?? files.get(name);
      return path === undefined ? { section, name, path: `/etc/exim4/conf.d/${section}/${name}` } : { section, path };
    });
  });
}
