import { askExim, exim } from './ask.ts';

/** What Exim says when it is to begin with a configuration. */
export interface Beginning {
  readonly begins: boolean;
  /** Its complaint; empty where it begins. */
  readonly complaint: string;
  /** The line that it names, which is the last of those that continue each other. */
  readonly line?: number;
}

const most = 400_000;

/** Asks for each configuration in turn, all on one machine; `files` lie there besides. */
export async function beginWith(texts: readonly string[], files: Readonly<Record<string, string>> = {}): Promise<readonly Beginning[]> {
  const all = Object.fromEntries(texts.map((text, i) => [`/etc/c/${i}`, text]));
  const loop = `i=0; while [ $i -lt ${texts.length} ]; do echo "${mark}"; ${exim} -C /etc/c/$i -bV 2>&1 >/dev/null; echo "status $?"; i=$((i+1)); done`;
  const [ran] = await askExim({ files: { ...files, ...all } }, [['/bin/sh', '-c', loop]], most);
  return ran!.output
    .split(`${mark}\n`)
    .slice(1)
    .map((said) => {
      const [, line, complaint] = /configuration error(?: in line (\d+) of \S+)?(?: for [^\n]*)?:\s*(.*)/.exec(said) ?? [];
      const begins = /^status 0$/m.test(said);
      return { begins, complaint: begins ? '' : (complaint ?? said), ...(line !== undefined && { line: Number(line) }) };
    });
}

const mark = '=-=-=';
