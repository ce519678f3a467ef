import type { Lookup } from '../../core/fact.ts';
import { isInside, parseIp } from '../../formats/network.ts';
import type { Translation } from '../../formats/pattern.ts';
import type { CidrFile, CidrRule } from './syntax/cidrTable.ts';
import { type PatternFile, type PatternRule, REFERENCE } from './syntax/patternTable.ts';

/** What a regexp: or pcre: table says: the first line that matches decides, an `if` opens or skips the lines inside it. */
export function askPatterns({ patterns }: PatternFile, key: string, ask: string): Lookup {
  return askRules(patterns, key, ask) ?? { kind: 'miss' };
}

function askRules(rules: readonly PatternRule[], key: string, ask: string): Lookup | undefined {
  for (const rule of rules) {
    const match = matches(rule.test, key);
    if (match === 'broken') continue;
    if (match === 'unknown') return { kind: 'unreadable', why: `only Postfix can tell whether /${rule.pattern}/ matches`, ask };
    if ((match !== undefined) === rule.negated) continue;
    if (rule.kind === 'if') {
      const inside = askRules(rule.body, key, ask);
      if (inside) return inside;
      continue;
    }
    const value = substituted(rule.result, match);
    const isSure = value === rule.result || match === undefined || (rule.test.kind === 'ready' && rule.test.sameGroups);
    const why = `there is an entry, but only Postfix can tell which part of ${key} is in ${rule.result}`;
    // REDIRECT and the like come later; DUNNO and a plain result are both results for a table.
    return { kind: 'hit', value, origin: isSure ? { kind: 'written', at: rule.at } : { kind: 'unknown', why, ask } };
  }
  return undefined;
}

function matches(test: Translation, key: string): RegExpExecArray | undefined | 'unknown' | 'broken' {
  if (test.kind === 'broken') return 'broken';
  // Postfix compares bytes, so a letter beyond ASCII is several characters.
  if (/[^\0-\x7f]/.test(key)) return 'unknown';
  if (test.kind === 'untranslatable') return test.atMost?.test(key) === false ? undefined : 'unknown';
  return test.expression.exec(key) ?? undefined;
}

function substituted(result: string, match: RegExpExecArray | undefined): string {
  return result.replace(REFERENCE, (whole, plain?: string, inBraces?: string, inParentheses?: string) => {
    const group = plain ?? inBraces ?? inParentheses;
    return group === undefined ? whole.slice(1) : (match?.[Number(group)] ?? '');
  });
}

/** What a cidr: table says of an IP address; other keys it does not know. */
export function askCidr({ networks }: CidrFile, key: string): Lookup {
  const address = parseIp(key);
  return (address && askNetworks(networks, address)) ?? { kind: 'miss' };
}

function askNetworks(rules: readonly CidrRule[], address: readonly number[]): Lookup | undefined {
  for (const rule of rules) {
    if (isInside(address, rule.network) === rule.negated) continue;
    const found: Lookup | undefined =
      rule.kind === 'if' ? askNetworks(rule.body, address) : { kind: 'hit', value: rule.result, origin: { kind: 'written', at: rule.at } };
    if (found) return found;
  }
  return undefined;
}
