import type { Origin } from '../../core/fact.ts';
import { code, escapeMarkdown, type Links, linkTo } from '../markdown.ts';

/** Where a value comes from, as the end of a sentence. */
export function originMarkdown(origin: Origin, links: Links): string {
  switch (origin.kind) {
    case 'written':
      return `written in ${linkTo(origin.at, links)}`;
    case 'default':
      return `the built-in value of ${code(origin.setting)}`;
    case 'packaged':
      return `as ${escapeMarkdown(origin.by)} ships it`;
    case 'unknown':
      return `unknown: ${escapeMarkdown(origin.why)}${origin.ask === undefined ? '' : `; ask ${code(origin.ask)}`}`;
    default:
      return origin satisfies never;
  }
}
