import { type FileId, lineOf, type Place } from '../core/text.ts';
import { escapeMarkdown } from '../smtp/codes/markdown.ts';
import { basename } from '../workspace/path.ts';

export { escapeMarkdown };

/** What a feature needs in order to lead to a line: only the layer above knows addresses of documents. */
export interface Links {
  /** The address of a document at a line counted from 1. */
  hrefOf(file: FileId, line: number): string;
  textOf(file: FileId): string;
}

/** A link such as [main.cf:14](…). */
export function linkTo(at: Place, links: Links): string {
  const line = lineOf(links.textOf(at.file), at.start);
  return `[${escapeMarkdown(`${basename(at.file)}:${line}`)}](${links.hrefOf(at.file, line)})`;
}

export function linkToFile(file: FileId, links: Links): string {
  return `[${escapeMarkdown(basename(file))}](${links.hrefOf(file, 1)})`;
}

/** A text from a file as a code span: whatever stands in it, it ends nothing and begins nothing. */
export function code(text: string): string {
  const line = shortened(text.replace(/\s+/g, ' ').trim());
  const fence = fenceFor(line, 1);
  // A code span cannot be empty, and one blank at each end is taken off again.
  const padding = line === '' || /^`|`$/.test(line) ? ' ' : '';
  return line === '' ? 'empty' : `${fence}${padding}${line}${padding}${fence}`;
}

/** A block of code whose content cannot end it. */
export function codeBlock(text: string): string {
  const fence = fenceFor(text, 3);
  return `${fence}text\n${text.replace(/\n$/, '')}\n${fence}`;
}

function fenceFor(text: string, least: number): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map((it) => it[0].length));
  return '`'.repeat(Math.max(least, longest + 1));
}

const mostLetters = 400;

function shortened(text: string): string {
  return text.length <= mostLetters ? text : `${text.slice(0, mostLetters)}… (${text.length} characters)`;
}
