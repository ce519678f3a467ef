import { insertText } from '../../../../core/edits.ts';
import type { Fix } from '../../../../core/rule.ts';
import { itemOf, type Sourced } from '../../../../core/sourced.ts';
import { valueOf } from '../../routing/settings.ts';
import type { Driver } from '../../syntax/blocks.ts';
import type { Exim } from '../../system.ts';

/** Where the domains of a router are written: a named list, if it names just one, or the option itself. */
export interface DomainList {
  /** `local_domains`, or `the domains of users`. */
  readonly name: string;
  readonly value: Sourced;
}

export function domainListOf({ configuration }: Exim, router: Driver): DomainList | undefined {
  const value = valueOf(router, 'domains');
  if (!value) return undefined;
  const named = /^\s*\+(\w+)\s*$/.exec(value.text)?.[1];
  const list = named === undefined ? undefined : configuration.list('domain', named);
  return list ? { name: list.name.text, value: list.value } : { name: `the domains of ${router.name.text}`, value };
}

/** Appends a word to a list that is written in one place; none where a macro or several lines make it. */
export function appendFixes(system: Exim, { name, value }: DomainList, word: string): readonly Fix[] {
  const { at } = itemOf(value, 0, value.text.length);
  if (!at || value.text.trim() === '' || /^\s*<|[$"]/.test(value.text)) return [];
  if (system.textOf(at.file).slice(at.start, at.end) !== value.text) return [];
  return [{ title: `Add ${word} to ${name}`, edits: [insertText(at.file, at.end, ` : ${word}`)] }];
}
