import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseFixture } from '../../unit/fixture.ts';
import type { Answers, DovecotSite } from './answers.ts';

/**
 * A text with a made-up site and what a real Dovecot said about it: `-- shows --` says what for, `-- answers --` has a line for each
 * address, which the recorder completes; the other parts are files.
 */
export interface Case {
  readonly name: string;
  readonly shows: string;
  readonly site: DovecotSite;
  /** By address: the reply, empty where nobody has asked yet. */
  readonly answers: Readonly<Record<string, string>>;
}

const folder = path.join(import.meta.dirname, 'cases');
const heading = '-- answers --\n';

export function allCases(): readonly Case[] {
  return readdirSync(folder)
    .sort()
    .map((it) => path.basename(it, '.txt'))
    .map(loadCase);
}

function loadCase(name: string): Case {
  const { shows = '', answers = '', ...files } = Object.fromEntries(parseFixture(readFileSync(fileOf(name), 'utf8')).files);
  const lines = answers.split('\n').filter((it) => it !== '');
  const told = lines.map((it): readonly [string, string] => {
    const colon = it.indexOf(': ');
    return colon < 0 ? [it, ''] : [it.slice(0, colon), it.slice(colon + 2)];
  });
  return { name, shows: shows.trim(), site: { files }, answers: Object.fromEntries(told) };
}

/** Writes the answers into the case. An address that was not asked, because nothing answers any more, keeps its line empty. */
export function record({ name, answers }: Case, { replies }: Answers): void {
  const [before] = readFileSync(fileOf(name), 'utf8').split(heading);
  const lines = Object.keys(answers).map((it) => (replies[it] === undefined ? `${it}\n` : `${it}: ${replies[it]}\n`));
  writeFileSync(fileOf(name), `${before}${heading}${lines.join('')}`);
}

function fileOf(name: string): string {
  return path.join(folder, `${name}.txt`);
}
