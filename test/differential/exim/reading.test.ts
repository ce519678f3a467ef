import process from 'node:process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exim as mta } from '../../../server/src/mta/exim/index.ts';
import { readConfiguration } from '../../../server/src/mta/exim/syntax/configuration.ts';
import { eximConf } from '../../../server/src/mta/exim/syntax/eximConf.ts';
import { driversOf, optionsOf } from '../../../server/src/mta/exim/vocabulary/index.ts';
import { configurations, mutants } from '../../unit/exim/mutants.ts';
import { askExim, exim } from './ask.ts';
import { type Beginning, beginWith } from './begin.ts';
import { type RandomConfiguration, randomConfiguration } from './randomConfiguration.ts';
import { readSite } from './routing/engine.ts';
import { configFile } from './trials.ts';

/** SEED asks about others, COUNT about more. */
const seed = Number(process.env['SEED'] ?? 1);
const count = Number(process.env['COUNT'] ?? 200);

test(`${count} made-up configurations are read as Exim reads them`, async () => {
  const all = fc.sample(randomConfiguration(), { numRuns: count, seed });
  const files = Object.fromEntries(
    all.flatMap(({ text, included }, i) => [
      [`/etc/c/${i}/conf`, text],
      [`/etc/c/${i}/included`, included],
    ]),
  );
  const ran = await askExim(
    { files },
    all.map((_, i) => ['/bin/sh', '-c', `${exim} -C /etc/c/${i}/conf -bV 2>&1 && exec ${exim} -C /etc/c/${i}/conf -bP ${asked}; exit 9`]),
  );
  const differing = all.flatMap((it, i) => {
    const theirs = ran[i]!.status === 9 ? 'does not run' : listsIn(ran[i]!.output);
    const ours = read(it, `/etc/c/${i}`);
    return JSON.stringify(ours) === JSON.stringify(theirs) ? [] : [{ ...it, theirs, ours }];
  });
  expect(differing).toEqual([]);
  expect(ran.filter((it) => it.status !== 9).length).toBeGreaterThan(count / 4);
});

describe('whether Exim begins', () => {
  test('with configurations that hold whatever such files hold', async () => {
    const texts = [...configurations.values()];
    expect((await beginWith(texts)).map((it) => it.complaint)).toEqual(texts.map(() => ''));
    expect(texts.flatMap(complaints)).toEqual([]);
  });

  test(`with ${2 * count} configurations with one mistake in each`, async () => {
    // A file with a zero byte in it is no text to the workspace.
    const readable = mutants().filter(({ text }) => !text.includes('\0'));
    const all = fc.sample(readable, { numRuns: 2 * count, seed });
    const real = await beginWith(all.map((it) => it.text));
    const differing = all.flatMap(({ title, text }, i) => {
      const why = disagreement(text, real[i]!);
      return why === undefined ? [] : [{ title, why, real: real[i]!.complaint, ours: complaints(text).map(drawn) }];
    });
    expect(differing).toEqual([]);
    expect(real.filter((it) => !it.begins).length).toBeGreaterThan(all.length / 4);
  });

  test(`with ${2 * count} options and a value for each`, async () => {
    const values = [
      '',
      'yes',
      'no',
      'maybe',
      '5',
      '08',
      '-1',
      '10K',
      '5000G',
      '1h',
      '1h30',
      '0600',
      '2.5',
      '"5"',
      '"x',
      'a b',
      '$x',
      '1s:2s',
    ];
    const option = fc.tuple(fc.constantFrom(...everyOption()), fc.constantFrom(...values), fc.constantFrom('', 'no_', 'hide '));
    const texts = fc
      .sample(option, { numRuns: 2 * count, seed })
      .map(([{ head, name, tail }, value, before]) => `${head}${before}${name} = ${value}\n${tail}`);
    const real = await beginWith(texts);
    const differing = texts.flatMap((text, i) => {
      const why = disagreement(text, real[i]!);
      return why === undefined ? [] : [{ text, why, real: real[i]!.complaint, ours: complaints(text).map(drawn) }];
    });
    expect(differing).toEqual([]);
  });
});

/** Of what it cannot begin with, these are no matter of reading: users, groups and files that the machine lacks, and what a driver asks for. */
const notReading =
  /was not found|log_file_path|spool_directory|failed to expand|must be specified|must be (set|given)|for (the )?\w+ (option|transport|router|authenticator)|router:|transport:|authenticator:|ratelimit|not supported|localhost_number|syslog_facility|is set, but|is too small|we're using|no (driver|public name)|does not (contain|end)|errors_reply_to|local_from_check|smtp_accept_max must|shadow transport|without the other|specification is required|SASL|SIGSEGV/i;

interface Complaint {
  readonly from: number;
  readonly to: number;
  readonly message: string;
}

function drawn({ from, to, message }: Complaint): string {
  return `${from}-${to} ${message}`;
}

/** What of our findings say that Exim does not begin, with their lines. */
function complaints(text: string): readonly Complaint[] {
  const system = readSite({ files: { [configFile]: text } });
  const found = mta.rules.flatMap((rule) => [...rule.check(system)].filter((it) => /does not run|do not run/.test(it.message)));
  const all = system.flaw ? [...found, system.flaw] : found;
  return all.map(({ at, message }) => ({ from: lineOf(text, at.start), to: lastLineOf(text, at.end), message }));
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** Exim counts on to the last of the lines that continue each other, comments between them too. */
function lastLineOf(text: string, offset: number): number {
  const lines = text.split('\n');
  let line = lineOf(text, offset);
  while (line < lines.length && /\\[ \t\r\v\f]*$|^[ \t\r\v\f]*#/.test(lines[line - 1]!)) line++;
  return line;
}

function disagreement(text: string, { begins, complaint, line }: Beginning): string | undefined {
  const ours = complaints(text);
  if (begins) return ours.length === 0 ? undefined : 'it begins, and we say that it does not';
  if (notReading.test(complaint)) return undefined;
  if (ours.length === 0) return 'it does not begin, and we say nothing';
  // Where .endif is missing it names the last line, and we the .ifdef.
  if (line === undefined || complaint.includes('.endif missing')) return undefined;
  return ours.some(({ from, to }) => from <= line && line <= to) ? undefined : `it names line ${line}`;
}

/** Each option below what must stand above it. */
function everyOption(): readonly { readonly head: string; readonly name: string; readonly tail: string }[] {
  const sections = ['routers', 'transports', 'authenticators'] as const;
  return [
    ...[...optionsOf('main').keys()].map((name) => ({ head: '', name, tail: '' })),
    ...sections.flatMap((section) =>
      driversOf(section).flatMap((driver) =>
        [...optionsOf(section, driver).keys()]
          .filter((name) => name !== 'driver')
          .map((name) => ({
            head: `begin ${section}\nx:\n  driver = ${driver}\n  `,
            name,
            // Without a section of transports nobody asks whether one is there.
            tail: section === 'routers' ? 'begin transports\n' : '',
          })),
      ),
    ),
  ];
}

const asked = ['d', 'i'].flatMap((letter) => Array.from({ length: 40 }, (_, n) => `+${letter}${n + 1}`)).join(' ');

function listsIn(printed: string): readonly string[] {
  return [...printed.matchAll(/^domainlist (\w+) = (.*)$/gm)].map(([, name, value]) => `${name} = ${value}`);
}

function read({ text, included }: RandomConfiguration, folder: string): readonly string[] | string {
  const file = eximConf.parse(`${folder}/conf`, text);
  const configuration = readConfiguration([{ file, path: `${folder}/conf` }], ({ path, format }) =>
    path === `${folder}/included` && format
      ? { kind: 'file', file: format.parse(path, included), modified: 0 }
      : { kind: 'absent', expected: path },
  );
  const unknown = configuration.main.some((it) => it.name.text !== 'accept_8bitmime');
  const twice = 1 < configuration.main.length;
  if (0 < configuration.fatal.length || unknown || twice) return 'does not run';
  const order = asked.split(' ').map((it) => it.slice(1));
  const lists = [...configuration.lists].sort((a, b) => order.indexOf(a.name.text) - order.indexOf(b.name.text));
  return lists.map((it) => `${it.name.text} = ${it.hidden ? '<value not displayable>' : it.value.text}`);
}
