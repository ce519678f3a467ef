import type { Format, ParsedFile, Problem } from '../core/syntax.ts';
import type { FileId } from '../core/text.ts';
import { decode, decodeHead, REPLACEMENT } from './decode.ts';
import { largestFile, type Stat, type World } from './world.ts';

/** A file in an editor: its text is newer than the disk's. */
export interface Buffer {
  readonly text: string;
  readonly version: number;
}

export type Text =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly modified: number;
      /** Changes with the text. */
      readonly stamp: string;
      /** Where the text stops to be UTF-8. */
      readonly foreign?: Problem;
    }
  | Unread;

export type Unread = Exclude<Stat, { kind: 'file' }>;

export type Parsed = { readonly kind: 'parsed'; readonly file: ParsedFile; readonly modified: number } | Unread;

/** Texts and parsed files over the world and the open buffers. They are kept from one snapshot to the next while nothing changed. */
export interface Files {
  stat(file: FileId): Stat;
  text(file: FileId): Text;
  parse(file: FileId, format: Format): Parsed;
  /** The first characters, to tell what a file is. */
  head(file: FileId): string;
  /** True where somebody asked for the file since the last refresh. */
  knows(file: FileId): boolean;
  /** Asks the world again from now on, and lets go of what nobody has asked for since the last time. */
  refresh(): void;
}

const headBytes = 2048;
const MARK = '\uFEFF';

export interface FilesOptions {
  readonly world: World;
  readonly buffers: ReadonlyMap<FileId, Buffer>;
  readonly log: (message: string) => void;
}

export function createFiles({ world, buffers, log }: FilesOptions): Files {
  const stats = new Map<FileId, Stat>();
  const texts = new Map<FileId, Text>();
  const kept = new Map<FileId, Kept>();
  return { stat, text, parse, head, knows: (file) => stats.has(file), refresh };

  function stat(file: FileId): Stat {
    let res = stats.get(file);
    if (!res) stats.set(file, (res = world.stat(file)));
    const buffer = buffers.get(file);
    if (buffer && res.kind !== 'file') return { kind: 'file', modified: 0, size: buffer.text.length };
    return res;
  }

  function text(file: FileId): Text {
    let res = texts.get(file);
    if (!res) texts.set(file, (res = readText(file)));
    return res;
  }

  function readText(file: FileId): Text {
    const seen = stat(file);
    if (seen.kind !== 'file') return seen;
    const { modified } = seen;
    const buffer = buffers.get(file);
    if (buffer) return { kind: 'text', modified, stamp: `buffer ${buffer.version}`, ...shown(file, buffer.text) };
    const stamp = `disk ${modified} ${seen.size}`;
    const old = kept.get(file)?.text;
    if (old?.kind === 'text' && old.stamp === stamp) return old;
    const reading = world.read(file);
    if (reading.kind === 'too-large') return { kind: 'unreadable', why: `it is larger than ${largestFile / 1024 / 1024} MB` };
    if (reading.kind !== 'bytes') return reading;
    const decoded = decode(reading.bytes);
    if (decoded.kind === 'binary') return { kind: 'unreadable', why: 'it is binary' };
    const { text } = decoded;
    if (decoded.encoding === 'utf-8') return { kind: 'text', text, modified: reading.modified, stamp };
    log(`${file} is not UTF-8, so it was read as Latin-1`);
    const foreign = foreignAt(file, decoded.from, 'so it is read as Latin-1');
    return { kind: 'text', text, modified: reading.modified, stamp, foreign };
  }

  /** Editors keep a byte order mark to themselves, and put a character of their own where they cannot read: the disk knows better. */
  function shown(file: FileId, text: string): { readonly text: string; readonly foreign?: Problem } {
    const isMarked = !text.startsWith(MARK) && decodeHead(world.head(file, 3)) === MARK;
    const strange = text.indexOf(REPLACEMENT);
    if (!isMarked && strange < 0) return { text };
    const reading = world.read(file);
    const decoded = reading.kind === 'bytes' ? decode(reading.bytes) : undefined;
    if (decoded?.kind !== 'text') return { text };
    if (decoded.encoding === 'utf-8') return { text: decoded.text === MARK + text ? decoded.text : text };
    return strange < 0 ? { text } : { text, foreign: foreignAt(file, strange, 'so an editor cannot tell this letter') };
  }

  function parse(file: FileId, format: Format): Parsed {
    const read = text(file);
    if (read.kind !== 'text') return read;
    const old = kept.get(file);
    const parsed = old?.text === read || isSame(old?.text, read) ? old!.parsed : new Map<Format, ParsedFile>();
    if (old?.parsed !== parsed) kept.set(file, { text: read, parsed });
    let res = parsed.get(format);
    if (!res) parsed.set(format, (res = format.parse(file, read.text)));
    return { kind: 'parsed', file: res, modified: read.modified };
  }

  function head(file: FileId): string {
    const buffer = buffers.get(file);
    return buffer ? buffer.text.slice(0, headBytes) : decodeHead(world.head(file, headBytes));
  }

  function refresh(): void {
    for (const file of kept.keys()) if (!texts.has(file)) kept.delete(file);
    stats.clear();
    texts.clear();
  }
}

function foreignAt(file: FileId, start: number, so: string): Problem {
  return { at: { file, start, end: start + 1 }, message: `this file is not UTF-8 from here on, ${so}` };
}

interface Kept {
  readonly text: Text;
  /** One text may be read in two ways: a file that is an indexed table here and a flat one there. */
  readonly parsed: Map<Format, ParsedFile>;
}

function isSame(a: Text | undefined, b: Text): boolean {
  return a?.kind === 'text' && b.kind === 'text' && a.stamp === b.stamp && a.text === b.text;
}
