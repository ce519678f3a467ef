/** A kind of mistake that people make, as something to do to the files of a host. */
export interface Fault {
  readonly kind: string;
  /** Every place where it fits, one change each: all files as they are then. */
  apply(files: Files): Iterable<Files>;
  /** Why no file may show it; counts only where the files no longer name whoever is unknown. */
  readonly mayVanish?: string;
  /** Why it is no mistake for a file, whatever it names. */
  readonly isMeant?: string;
}

export type Files = Readonly<Record<string, string>>;

/** Which files a mistake is made in. */
export type Where = (name: string) => boolean;

/** Tables whose right sides are recipients. */
export const inAliases: Where = (name) => /aliases|virtual|groups|forwards/.test(name) && !name.endsWith('.conf');
/** Tables and lists of all kinds. */
export const inTables: Where = (name) => !/^\/etc\/(passwd|group)$/.test(name) && !inConfiguration(name);
/** The configuration and what it includes. */
export const inConfiguration: Where = (name) => /\/(exim4\.conf|local_macros|acls|routers)$/.test(name);
export const inUsers: Where = (name) => name === '/etc/passwd';

/** Changes each match of a pattern. Where nothing is left or nothing is other than before, there is no mistake. */
export function each(
  kind: string,
  where: Where,
  pattern: RegExp,
  change: (text: string) => string,
  more: Pick<Fault, 'mayVanish' | 'isMeant'> = {},
): Fault {
  return {
    kind,
    ...more,
    *apply(files) {
      for (const [name, text] of Object.entries(files)) {
        if (!where(name)) continue;
        for (const match of text.matchAll(pattern)) {
          const changed = text.slice(0, match.index) + change(match[0]) + text.slice(match.index + match[0].length);
          if (changed !== text) yield { ...files, [name]: changed };
        }
      }
    },
  };
}

/** Lets each two neighbors change places. */
export function swappedNeighbors(kind: string, section: string, block: RegExp): Fault {
  return {
    kind,
    *apply(files) {
      for (const [name, text] of Object.entries(files)) {
        const begin = inConfiguration(name)
          ? new RegExp(`^(begin ${section}\\n)([\\s\\S]*?)(?=^begin |$(?![\\s\\S]))`, 'm').exec(text)
          : null;
        if (!begin) continue;
        const blocks = begin[2]!.split(block);
        for (let i = 1; i + 1 < blocks.length; i++) {
          const other = [...blocks.slice(0, i), blocks[i + 1], blocks[i], ...blocks.slice(i + 2)].join('');
          yield { ...files, [name]: text.slice(0, begin.index) + begin[1] + other + text.slice(begin.index + begin[0].length) };
        }
      }
    },
  };
}

/** Two letters in the middle change places. */
export function swapped(text: string): string {
  for (let i = Math.floor(text.length / 2); i < text.length; i++)
    if (text[i] !== text[i - 1]) return `${text.slice(0, i - 1)}${text[i]}${text[i - 1]}${text.slice(i + 1)}`;
  return `${text}x`;
}
