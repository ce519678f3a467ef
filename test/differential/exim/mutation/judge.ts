import { lineOf, type Place } from '../../../../server/src/core/text.ts';
import { exim } from '../../../../server/src/mta/exim/index.ts';
import { arrives, type Ends } from '../ends.ts';
import { readSite } from '../routing/engine.ts';
import { whyMissed } from './exceptions.ts';
import type { Fault, Files } from './faults/fault.ts';

export interface Judged {
  readonly kind: string;
  /** Where it was made, and who is lost by it. */
  readonly what: string;
  readonly verdict: 'caught' | 'missed' | 'excepted' | 'harmless' | 'invisible';
  /** Of what is invisible: why. Of what was missed: what was found elsewhere. */
  readonly why: string;
}

interface Found {
  readonly text: string;
  readonly file: string;
  readonly line: number;
  readonly lineText: string;
}

/** What all rules find that matters to somebody. */
export function findingsIn(files: Files): readonly Found[] {
  const system = readSite({ files });
  return exim.rules.flatMap((rule) =>
    [...rule.check(system)]
      .filter((it) => /^(error|warning)$/.test(it.severity ?? rule.severity))
      .map((it) => found(`${rule.id}: ${it.message}`, it.at, system.textOf(it.at.file))),
  );
}

function found(text: string, at: Place, source: string): Found {
  const line = lineOf(source, at.start);
  return { text, file: at.file, line, lineText: source.split('\n')[line - 1] ?? '' };
}

/** A new finding has to stand where the mistake is, or to name who is lost. */
export function judge(name: string, fault: Fault, before: Files, after: Files, ends: Ends, known: readonly Found[]): Judged {
  const lost = [...ends].filter(([, end]) => !arrives(end));
  const what = `${name}: ${difference(before, after)}: ${lost.map((it) => it.join(': ')).join('; ')}`;
  const verdict = (it: Judged['verdict'], why = ''): Judged => ({ kind: fault.kind, what, verdict: it, why });
  if (lost.length === 0) return verdict('harmless');
  const old = new Set(known.map((it) => it.text));
  const fresh = findingsIn(after).filter((it) => !old.has(it.text));
  const near = nearLines(before, after);
  const words = [...lost.flatMap(([address]) => namesOf(address)), ...changedWords(before, after)];
  const isNamed = (text: string): boolean => words.some((it) => it.test(text));
  const domains = lost.map(([address]) => word(address.replace(/.*@/, '')));
  const isThere = (it: Found): boolean =>
    near(it) ||
    domains.some((domain) => domain.test(it.text)) ||
    isNamed(it.text) ||
    isNamed(it.lineText) ||
    it.text.endsWith('does not run');
  if (fresh.some(isThere)) return verdict('caught');
  if (fault.isMeant !== undefined) return verdict('invisible', fault.isMeant);
  if (fault.mayVanish !== undefined && lost.every(([address]) => !isNamedIn(before, after, address)))
    return verdict('invisible', fault.mayVanish);
  const exception = whyMissed(name, fault.kind);
  if (exception !== undefined) return verdict('excepted', exception);
  return verdict('missed', fresh.map((it) => it.text).join('; '));
}

/** The local part, for it is what tables have, as a word of its own. */
function namesOf(address: string): readonly RegExp[] {
  const [local = ''] = address.split('@');
  return [word(local.replace(/[+].*/, ''))];
}

/** Whether a table still names somebody with the domain, or the changed one by the local part alone. */
function isNamedIn(before: Files, after: Files, address: string): boolean {
  const [name] = namesOf(address);
  const whole = word(address.replace(/[+][^@]*/, ''));
  const { files } = readSite({ files: after });
  const tables = files.filter((it) => it.format !== 'exim').map(({ file, text }) => ({ file, text: text.replace(/^\s*#.*$/gm, '') }));
  const isChanged = (file: string): boolean => before[file] !== undefined && before[file] !== after[file];
  return tables.some(({ file, text }) => whole.test(text) || (isChanged(file) && name!.test(text)));
}

/** Words that only the old or only the new lines have, and names of files that are gone. */
function changedWords(before: Files, after: Files): readonly RegExp[] {
  const [old, now] = [linesIn(before), linesIn(after)];
  const gone = wordsOf([...old].filter((it) => !now.has(it)));
  const come = wordsOf([...now].filter((it) => !old.has(it)));
  const changed = [...gone].filter((it) => !come.has(it)).concat([...come].filter((it) => !gone.has(it)));
  const files = Object.keys(before).filter((it) => after[it] === undefined);
  return [...changed.filter((it) => !COMMON.test(it)), ...files].map(word);
}

/** Words of every configuration. */
const COMMON = /^(accept|deny|require|driver|redirect|appendfile|domains?|local_part|recipient|verify|lookup|lsearch|file|data|transport)$/;

/** A line that stands several times is as many lines. */
function linesIn(files: Files): ReadonlySet<string> {
  const counts = new Map<string, number>();
  const lines = Object.values(files).flatMap((it) => it.split('\n'));
  return new Set(
    lines.map((it) => {
      const count = (counts.get(it) ?? 0) + 1;
      counts.set(it, count);
      return `${it} ${'#'.repeat(count)}`;
    }),
  );
}

function wordsOf(lines: readonly string[]): ReadonlySet<string> {
  return new Set(lines.flatMap((it) => it.match(/[\w.*-]{3,}/g) ?? []));
}

function word(text: string): RegExp {
  return new RegExp(`(?<![\\w.-])${escaped(text)}(?![\\w-])`, 'i');
}

/** Lines that are other than before, and those beside them. */
function nearLines(before: Files, after: Files): (it: Found) => boolean {
  const ranges = new Map<string, readonly [first: number, last: number]>();
  for (const [file, text] of Object.entries(after)) {
    if (before[file] === undefined || before[file] === text) continue;
    const [old, now] = [before[file].split('\n'), text.split('\n')];
    let first = 0;
    while (first < now.length && now[first] === old[first]) first++;
    let tail = 0;
    while (tail < now.length - first && tail < old.length - first && now.at(-1 - tail) === old.at(-1 - tail)) tail++;
    ranges.set(file, [first, now.length - tail + 1]);
  }
  return ({ file, line }) => {
    const range = ranges.get(file);
    return range !== undefined && range[0] <= line && line <= range[1];
  };
}

function difference(before: Files, after: Files): string {
  const changed = Object.entries(after).flatMap(([name, text]) => text.split('\n').filter((it) => !before[name]?.split('\n').includes(it)));
  const gone = Object.entries(before).flatMap(([name, text]) => text.split('\n').filter((it) => !after[name]?.split('\n').includes(it)));
  return [...gone.slice(0, 2).map((it) => `- ${it.trim()}`), ...changed.slice(0, 2).map((it) => `+ ${it.trim()}`)].join(' ');
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
