import type { TableState, TableUse } from '../../core/system.ts';
import { contains } from '../../core/text.ts';
import { code, type Links, linkToFile } from '../markdown.ts';
import type { Cursor, Section } from './section.ts';

/** The tables that a word names: which file, how many entries, in which state, and what makes it ready. */
export function tablesAt({ view, file, offset, links }: Cursor): Section | undefined {
  const here = view.system.tables.filter((it) => contains(it.at, file, offset));
  const [first] = here;
  return first && { at: first.at, markdown: here.map((it) => describe(it, links)).join('\n\n') };
}

function describe(table: TableUse, links: Links): string {
  const { name, type, path, file, entries, state, build, ask } = table;
  const counted = entries === undefined ? '' : `, ${entries} ${entries === 1 ? 'entry' : 'entries'}`;
  const lines = [
    `Type ${code(type)}: ${states[state]}`,
    file === undefined ? (path === undefined ? '' : `File ${code(path)}`) : `File ${linkToFile(file, links)}${counted}`,
    build === undefined ? '' : `Build it with ${code(build)}`,
    `Ask it with ${code(ask)}`,
  ];
  const list = lines
    .filter(Boolean)
    .map((it) => `- ${it}`)
    .join('\n');
  return `**Table** ${code(name)}\n\n${list}`;
}

const states = {
  ready: 'ready',
  'assumed-built': 'its compiled form is not in this workspace and is taken as built from the source',
  absent: 'the file is not there',
  'not-built': 'its compiled form is not there, so the server cannot read it',
  'older-than-source': 'its compiled form is older than its source, so the server answers from old entries',
  directory: 'a folder lies where the file is wanted',
  unreadable: 'the file cannot be read here',
  external: 'its answers come from outside the files',
  'unknown-type': 'the server knows no such type',
} as const satisfies Record<TableState, string>;
