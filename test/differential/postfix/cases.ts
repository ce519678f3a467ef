import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { AddressAnswers, Answers, Client, PostfixSite, RcptAnswer, RcptAnswers, Resolved, Status } from './answers.ts';
import { drawRcpt, rcptAnswer } from './answers.ts';

/**
 * A folder with a made-up site and what a real server said about it:
 * main.cf and everything that belongs beside it, `aliases` for /etc/aliases, `fs` for the rest of the file system, `addresses` (one a line),
 * case.json with what no file can say, and answers.json, which the recorder writes.
 */
export interface Case {
  readonly name: string;
  readonly folder: string;
  readonly about: About;
  readonly site: PostfixSite;
  readonly addresses: readonly string[];
  readonly clients: readonly Client[];
}

type About = Omit<PostfixSite, 'files'> & {
  /** What this case is there to show. */
  readonly shows?: string;
  readonly clients?: readonly Client[];
};

/** What is kept of the answers: what a person would write down. */
export interface Recording {
  readonly version: string;
  /** Absent where the server runs. */
  readonly noService?: string;
  readonly compiled: readonly string[];
  readonly log: readonly string[];
  readonly addresses: Readonly<Record<string, RecordedAddress>>;
}

interface RecordedAddress {
  readonly rcpt: Readonly<Record<Client, string>>;
  readonly resolved?: Resolved;
  readonly final?: readonly Status[];
}

export const casesFolder = path.join(import.meta.dirname, 'cases');

export function caseFolders(folder: string): readonly string[] {
  return readdirSync(folder)
    .map((it) => path.join(folder, it))
    .filter((it) => existsSync(path.join(it, 'main.cf')))
    .sort();
}

export function loadCase(folder: string): Case {
  const notOfSite = ['case.json', 'answers.json', 'addresses', 'fs'];
  const beside = filesBelow(folder).filter((it) => !notOfSite.includes(it.split('/')[0] ?? ''));
  const fs = path.join(folder, 'fs');
  const elsewhere = existsSync(fs) ? filesBelow(fs) : [];
  const text = (it: string): string => readFileSync(path.join(folder, it), 'utf8');
  const about = existsSync(path.join(folder, 'case.json')) ? (JSON.parse(text('case.json')) as About) : {};
  const files = {
    ...(beside.includes('aliases') ? { '/etc/aliases': text('aliases') } : {}),
    ...Object.fromEntries(beside.map((it) => [`/etc/postfix/${it}`, text(it)])),
    ...Object.fromEntries(elsewhere.map((it) => [`/${it}`, text(path.join('fs', it))])),
  };
  const { shows: _, clients = ['inside', 'outside'], ...rest } = about;
  const addresses = text('addresses')
    .split('\n')
    .filter((it) => it !== '' && !it.startsWith('# '));
  return { name: path.basename(folder), folder, about, site: { files, ...rest }, addresses, clients };
}

export function readRecording({ folder }: Case): Recording | undefined {
  const file = path.join(folder, 'answers.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Recording) : undefined;
}

export function writeRecording({ folder }: Case, recording: Recording): void {
  writeFileSync(path.join(folder, 'answers.json'), `${JSON.stringify(recording, undefined, 1)}\n`);
}

/** What is worth keeping; a run that says the same makes the same. */
export function recordingOf(answers: Answers): Recording {
  const { version, service, compiled, log, addresses } = answers;
  return {
    version,
    ...(service.kind === 'none' ? { noService: service.why } : {}),
    compiled: [...compiled].sort(),
    log: service.kind === 'none' ? [] : [...new Set(log.map((it) => it.replace(/^\S+: /, '')))].sort(),
    addresses: Object.fromEntries(Object.entries(addresses).map(([address, it]) => [address, recordedAddress(it)])),
  };
}

/** The answers that were recorded, as the server gave them. */
export function recordedAnswers({ addresses }: Recording): Readonly<Record<string, AddressAnswers>> {
  const repliesOf = ({ rcpt }: RecordedAddress): RcptAnswers =>
    Object.fromEntries(Object.entries(rcpt).map(([client, it]) => [client, reply(it)]));
  return Object.fromEntries(Object.entries(addresses).map(([address, it]) => [address, { ...it, rcpt: repliesOf(it) }]));
}

function reply(text: string): RcptAnswer {
  return text === drawRcpt({ kind: 'no-service', why: '' }) ? { kind: 'no-service', why: '' } : rcptAnswer(text.split('\n'));
}

function recordedAddress({ rcpt, resolved, final }: AddressAnswers): RecordedAddress {
  const replies = Object.fromEntries(Object.entries(rcpt satisfies RcptAnswers).map(([client, it]) => [client, drawRcpt(it)]));
  // Deliveries end in the order in which their processes are ready.
  const order = (it: Status): string => `${it.originalTo ?? ''} ${it.to} ${it.agent} ${it.text}`;
  const sorted = final && [...final].sort((a, b) => (order(a) < order(b) ? -1 : 1));
  return { rcpt: replies as Record<Client, string>, ...(resolved ? { resolved } : {}), ...(sorted ? { final: sorted } : {}) };
}

function filesBelow(folder: string, prefix = ''): readonly string[] {
  return readdirSync(path.join(folder, prefix)).flatMap((it) => {
    const name = path.join(prefix, it);
    return statSync(path.join(folder, name)).isDirectory() ? filesBelow(folder, name) : [name];
  });
}
