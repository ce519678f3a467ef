import type { Place } from '../../../../core/text.ts';
import { sampleOf } from '../../patternSample.ts';
import type { PatternFile, PatternRule } from '../../syntax/patternTable.ts';
import type { Postfix } from '../../system.ts';
import { NOBODY } from './refused.ts';

/** A pattern that picks out some recipients of a domain, and an address that it matches. */
export interface PatternSample {
  readonly local: string;
  readonly domain: string;
  readonly result: string;
  readonly at: Place;
}

/** One address for each pattern in the tables of a parameter; patterns for everybody in a domain, and those inside an `if`, are left out. */
export function* patternSamples(system: Postfix, parameter: string): Generator<PatternSample> {
  for (const { ref, seen } of system.mapsOf(parameter).tables) {
    if ((ref.type !== 'regexp' && ref.type !== 'pcre') || seen?.kind !== 'file') continue;
    for (const rule of (seen.file as PatternFile).patterns) if (rule.kind === 'match' && !rule.negated) yield* sampleFor(rule);
  }
}

function* sampleFor({ pattern, flags, test, result, at }: Extract<PatternRule, { kind: 'match' }>): Generator<PatternSample> {
  // Tables are asked in lower case.
  const [text, local, domain] = /^([^@]+)@([\w.-]+)$/.exec(sampleOf(pattern, test)?.toLowerCase() ?? '') ?? [];
  if (text === undefined || local === undefined || domain === undefined || test.kind !== 'ready') return;
  if (!test.expression.test(text) || test.expression.test(`${NOBODY}@${domain}`)) return;
  yield { local, domain, result, at: { ...at, end: at.start + pattern.length + flags.length + 2 } };
}
