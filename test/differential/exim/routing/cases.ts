import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseFixture } from '../../../unit/fixture.ts';
import type { Answers, Asker, RoutingSite } from './answers.ts';
import { configuration, type Parts, partNames } from './configuration.ts';

/**
 * A text with a made-up site and what a real Exim said about it: `-- shows --` says what for, `-- addresses --` whom to ask for,
 * `-- answers --` is written by the recorder. `-- main --`, `-- acl --`, `-- routers --` and so on are parts of a configuration whose other
 * parts are the usual ones; the rest are files.
 */
export interface Case {
  readonly name: string;
  readonly shows: string;
  readonly site: RoutingSite;
  readonly addresses: readonly string[];
  /** Undefined where nobody has asked yet. */
  readonly answers: Answers | undefined;
}

const folder = path.join(import.meta.dirname, 'cases');
const answersFile = '/etc/exim4/update-exim4.conf.conf';
const heading = '-- answers --\n';

export function allCases(): readonly Case[] {
  return readdirSync(folder)
    .sort()
    .map((it) => loadCase(path.basename(it, '.txt')));
}

function loadCase(name: string): Case {
  const { shows = '', addresses = '', answers, ...rest } = Object.fromEntries(parseFixture(readFileSync(fileOf(name), 'utf8')).files);
  const parts: Parts = Object.fromEntries(partNames.flatMap((it) => (rest[it] === undefined ? [] : [[it, rest[it]]])));
  const files = Object.fromEntries(Object.entries(rest).filter(([it]) => it.startsWith('/')));
  return {
    name,
    shows: shows.trim(),
    // Debian makes a configuration where there is none.
    site: { files: files[answersFile] === undefined ? { '/etc/exim4/exim4.conf': configuration(parts), ...files } : files },
    addresses: linesOf(addresses),
    answers: answers === undefined ? undefined : parseAnswers(linesOf(answers)),
  };
}

export function record({ name }: Case, answers: Answers): void {
  const [before = ''] = readFileSync(fileOf(name), 'utf8').split(heading);
  const lines = Object.entries(answers).flatMap(([asker, told]) =>
    Object.entries(told).map(([address, it]) => `${asker} ${address}: ${it}\n`),
  );
  writeFileSync(fileOf(name), `${before}${heading}${lines.join('')}`);
}

function parseAnswers(lines: readonly string[]): Answers {
  const res: Record<Asker, Record<string, string>> = { inside: {}, outside: {}, route: {} };
  for (const line of lines) {
    const [, asker, address, answer] = /^(inside|outside|route) (.*?): (.*)$/.exec(line) ?? [];
    if (asker !== undefined) res[asker as Asker][address!] = answer!;
  }
  return res;
}

function linesOf(text: string): readonly string[] {
  return text.split('\n').filter((it) => it !== '');
}

function fileOf(name: string): string {
  return path.join(folder, `${name}.txt`);
}
