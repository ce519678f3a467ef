import type { AddressClass, ClassOf } from '../../core/system.ts';
import { contains } from '../../core/text.ts';
import { isDomain } from '../domain.ts';
import { code, escapeMarkdown } from '../markdown.ts';
import { wordAt } from '../word.ts';
import { originMarkdown } from './origin.ts';
import type { Cursor, Section } from './section.ts';

/** What this system does with mail for the domain at the cursor, and which line says so. */
export function domainAt(cursor: Cursor): Section | undefined {
  const { view, links } = cursor;
  const found = claimedAt(cursor) ?? writtenAt(cursor);
  if (!found) return undefined;
  const { at, domain } = found;
  const markdown = `**${escapeMarkdown(domain)}** ${said(view.system.classOf(domain.toLowerCase()))}`;
  const excluded = `${code(`!${domain}`)} excludes the domain here: words behind it in this list do not bring it back`;
  return { at, markdown: found.isExcluded ? `${excluded}\n\n${markdown}` : markdown };

  function said(it: ClassOf): string {
    switch (it.kind) {
      case 'class':
        return `${classes[it.class]}, by ${code(it.setting)}, ${originMarkdown(it.because, links)}`;
      case 'elsewhere':
        return 'is no domain of this system: mail for it goes to another server, or is refused';
      case 'unknown':
        return `may or may not be a domain of this system: ${originMarkdown(it, links)}`;
      default:
        return it satisfies never;
    }
  }
}

const classes = {
  local: 'is a local domain here: its users are those of the system and of the alias files',
  'virtual-alias': 'is a virtual alias domain here: each address leads to another one',
  'virtual-mailbox': 'is a virtual mailbox domain here: each address has a mailbox of its own',
  relay: 'is a relay domain here: mail for it is passed on to the server that has the mailboxes',
} as const satisfies Record<AddressClass, string>;

interface Found {
  readonly at: { readonly file: string; readonly start: number; readonly end: number };
  readonly domain: string;
  readonly isExcluded?: boolean;
}

/** A word of a list that makes a domain this system's own, perhaps through a variable. One that names a table makes many. */
function claimedAt({ view, file, offset }: Cursor): Found | undefined {
  const { claims, tables } = view.system;
  const claim = claims.find((it) => it.origin.kind === 'written' && contains(it.origin.at, file, offset));
  const isTable = tables.some((it) => contains(it.at, file, offset));
  const listed = claim ?? (isTable ? undefined : claims.find((it) => it.at && contains(it.at, file, offset) && isDomain(it.domain)));
  const at = claim?.origin.kind === 'written' ? claim.origin.at : listed?.at;
  return listed && at && isDomain(listed.domain) ? { at, domain: listed.domain } : undefined;
}

/** A domain as such, or behind the @ of an address; not inside a path, and not in a comment. */
function writtenAt(cursor: Cursor): Found | undefined {
  const word = wordAt(cursor);
  const domain = word?.text.slice(word.text.lastIndexOf('@') + 1).replace(/^[!.]+/, '');
  if (!word || domain === undefined || word.text.includes('/') || !isDomain(domain)) return undefined;
  // Two exclamation marks undo each other.
  const isExcluded = /^!+/.exec(word.text)?.[0].length;
  return { at: word.at, domain, isExcluded: isExcluded !== undefined && isExcluded % 2 === 1 };
}
