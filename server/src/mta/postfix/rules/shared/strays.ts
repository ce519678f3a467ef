import type { Place } from '../../../../core/text.ts';
import type { AliasTarget } from '../../../../formats/aliases.ts';
import type { Postfix } from '../../system.ts';
import { nobodyBehind } from '../reach.ts';
import type { RightSide } from './rightSides.ts';

/** Words of a right side that are recipients although nobody meant them to be. */
export interface Stray {
  /** `comment`: a number sign and what stands behind it; `name`: the name of a person without quotes. */
  readonly kind: 'comment' | 'name';
  readonly words: readonly AliasTarget[];
  readonly at: Place;
}

/** Words between commas that cannot be a list of recipients: each line for itself. */
export function straysIn(system: Postfix, { targets, text }: RightSide): readonly Stray[] {
  if (targets.length === 0 || (targets.length === 1 && !targets[0]!.text.startsWith('#'))) return [];
  const res: Stray[] = [];
  for (const line of byLine(targets, text)) {
    const from = line.findIndex((it) => it.kind === 'address' && it.text.startsWith('#'));
    const words = from < 0 ? line : line.slice(0, from);
    for (const group of byComma(words, text)) if (isName(system, group)) res.push(stray('name', group));
    if (0 <= from) res.push(stray('comment', line.slice(from)));
  }
  return res;
}

function stray(kind: Stray['kind'], words: readonly AliasTarget[]): Stray {
  return { kind, words, at: { ...words[0]!.at, end: words.at(-1)!.at.end } };
}

/**
 * Of a name at least one word is nobody. A list may lack its commas too, and then a word that is nobody is misspelt: so
 * either such words begin with a capital letter, or there are several and none of the others is anybody.
 */
function isName(system: Postfix, group: readonly AliasTarget[]): boolean {
  if (group.length < 2) return false;
  const bare = group.filter((it) => it.kind === 'address' && !it.text.includes('@'));
  const dead = bare.filter((it) => nobodyBehind(system, it.text));
  return 0 < dead.length && (dead.every(isCapitalized) || (1 < dead.length && dead.length === bare.length));
}

function isCapitalized({ text }: AliasTarget): boolean {
  return /^\p{Lu}/u.test(text);
}

function byLine(targets: readonly AliasTarget[], text: string): AliasTarget[][] {
  return grouped(targets, (from, to) => text.slice(from, to).includes('\n'));
}

function byComma(targets: readonly AliasTarget[], text: string): AliasTarget[][] {
  return grouped(targets, (from, to) => /[,;]/.test(text.slice(from, to)));
}

/** Neighbors stay together unless what stands between them parts them. */
function grouped(targets: readonly AliasTarget[], parts: (from: number, to: number) => boolean): AliasTarget[][] {
  const res: AliasTarget[][] = [];
  for (const [i, target] of targets.entries()) {
    const before = targets[i - 1];
    if (before && !parts(before.at.end, target.at.start)) res.at(-1)!.push(target);
    else res.push([target]);
  }
  return res;
}
