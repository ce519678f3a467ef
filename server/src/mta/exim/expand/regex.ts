import { translate } from '../../../formats/pattern.ts';
import { error, isAscii, NOT_ASCII, type Piece, piece, type Stop, unknown } from './frame.ts';
import { remembered } from './remembered.ts';

/** `groups` are $0 and those behind it; absent where nothing matches. */
export type PatternMatch = { readonly kind: 'match'; readonly groups?: readonly Piece[] } | Stop;

export type Compiled = { readonly kind: 'ready'; readonly expression: RegExp; readonly sameGroups: boolean } | Stop;

/** A PCRE pattern as Exim compiles it: a dot does not match a line break; letter case counts unless a list asks. */
export function compile(pattern: string, caseful = true): Compiled {
  return caseful ? compileCaseful(pattern) : compileCaseless(pattern);
}

// In the tables that this translation was made for, i and s switch off what is on there from the start.
const compileCaseful = remembered((pattern) => compileWith(pattern, 'is'));
const compileCaseless = remembered((pattern) => compileWith(pattern, 's'));

function compileWith(pattern: string, flags: string): Compiled {
  const res = translate(pattern, flags, 'pcre');
  switch (res.kind) {
    case 'ready':
      return res;
    case 'broken':
      return error(`"${pattern}" is no regular expression`);
    case 'untranslatable':
      return unknown(`only Exim can try the regular expression "${pattern}"`);
    default:
      return res satisfies never;
  }
}

export function matchPattern(pattern: string, subject: Piece): PatternMatch {
  const compiled = compile(pattern);
  if (compiled.kind !== 'ready') return compiled;
  if (!isAscii(subject.text)) return NOT_ASCII;
  const found = compiled.expression.exec(subject.text);
  if (!found) return { kind: 'match' };
  if (!compiled.sameGroups && 1 < found.length) return unknown(`only Exim can tell the groups of "${pattern}"`);
  return { kind: 'match', groups: groupsOf(found).map((it) => piece(it, subject.tainted)) };
}

/** $0 and the groups; Exim makes none of those behind the last that took part. */
export function groupsOf(found: readonly (string | undefined)[]): readonly string[] {
  const last = found.findLastIndex((it) => it !== undefined);
  return found.slice(0, last + 1).map((it) => it ?? '');
}
