import { type Sourced, written } from '../../../core/sourced.ts';
import type { RewriteRule } from './blocks.ts';
import type { ConfLine } from './reader.ts';
import { afterBlanks, dequote, type Flaw, flaw } from './statement.ts';

/** A rewriting rule: pattern, replacement and flags. Source: readconf_one_rewrite() of readconf.c. */
export function rewriteRuleOf({ source, at }: ConfLine): RewriteRule | Flaw {
  const parts = partsOf(source);
  const wrong = partsFlaw(parts, /[^qwhsftcbrEFTQRS]/);
  return wrong === undefined ? { ...parts, at } : flaw(at, `${wrong}, so Exim does not run`);
}

/** What is wrong with a rule of a transport, which rewrites headers alone. */
export function headerRewritingFlaw(rule: string): string | undefined {
  return partsFlaw(partsOf(written(rule, { file: '', start: 0, end: rule.length })), /[^qwhsftcbrQR]/);
}

type Parts = Omit<RewriteRule, 'at'>;

function partsOf(source: Sourced): Parts {
  const pattern = dequote(source, 0);
  const replacement = dequote(source, afterBlanks(source.text, pattern.end));
  const flags = source.text.slice(replacement.end).replace(/[ \t]/g, '');
  return { pattern: pattern.content, replacement: replacement.content, flags };
}

function partsFlaw({ pattern, replacement, flags }: Parts, unknown: RegExp): string | undefined {
  if (replacement.parts.length === 0 && flags === '') return 'no replacement stands behind the pattern of this rewriting rule';
  const odd = unknown.exec(flags)?.[0];
  if (odd !== undefined) return `"${odd}" is no flag of this rewriting rule`;
  return flags.includes('S') && !/^(\\N)?\^/.test(pattern.text)
    ? 'the flag S of this rewriting rule needs a regular expression for a pattern'
    : undefined;
}
