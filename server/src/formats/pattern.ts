/** Whose expressions: POSIX extended, as regexp: tables use them, or Perl's, as pcre: tables do. */
export type PatternDialect = 'posix' | 'pcre';

/** A pattern as a JavaScript expression, or the reason why it cannot be one. */
export type Translation =
  | {
      readonly kind: 'ready';
      readonly expression: RegExp;
      readonly groups: number;
      /** False where the two languages may find the same text but put other letters of it into $1. */
      readonly sameGroups: boolean;
    }
  /** The server understands it, JavaScript does not: nothing may be concluded, but that what `atMost` does not match is not matched. */
  | { readonly kind: 'untranslatable'; readonly why: string; readonly atMost?: RegExp }
  /** The server does not understand it either. */
  | { readonly kind: 'broken'; readonly why: string };

/**
 * Flags toggle: matching ignores case unless `i` stands there, a dot matches a line break in pcre unless `s` does.
 * Sources: regexp_table(5), pcre_table(5); a few hundred patterns asked of Postfix 3.7 with `postmap -q`.
 */
export function translate(pattern: string, flags: string, dialect: PatternDialect): Translation {
  if (dialect === 'posix' && flags.includes('!')) return untranslatable('the old form /this/!/but not that/ is left to the server');
  const known = dialect === 'posix' ? /^[imx]*$/ : /^[imsxAEUX]*$/;
  if (!known.test(flags)) return { kind: 'broken', why: `unknown flag in "${flags}"` };
  const odd = (flag: string) => flags.split(flag).length % 2 === 0;
  if (dialect === 'pcre' && odd('U')) return untranslatable('the flag U turns greed around');
  if (/[^\0-\x7f]/.test(pattern)) return untranslatable('the server compares bytes, not letters');
  if (EXPLOSIVE.test(pattern)) return untranslatable('a repetition of a repetition takes JavaScript too long');
  // An (?i) in front counts whatever the flags say.
  const ignoresCase = !odd('i') || (dialect === 'pcre' && pattern.startsWith('(?i)'));
  const js = `${ignoresCase ? 'i' : ''}${odd('m') ? 'm' : ''}${dialect === 'pcre' && !odd('s') ? 's' : ''}`;
  // The flag x of POSIX tables toggles extended syntax: basic expressions escape what extended ones do not.
  const source = dialect === 'posix' ? (odd('x') ? basicToExtended(pattern) : pattern) : odd('x') ? withoutLayout(pattern) : pattern;
  const unpaired = whyUnpaired(source, dialect);
  if (unpaired !== undefined) return { kind: 'broken', why: unpaired };
  const lettered = dialect === 'posix' ? withOddEscapes(source, () => 'a') : source;
  if (lettered !== source) {
    const extended = flags.replaceAll('x', '');
    // Whatever such an escape means, what is wrong with the rest is wrong.
    const rest = translate(lettered, extended, dialect);
    if (rest.kind === 'broken') return rest;
    const most = /\\[1-9]/.test(source) ? undefined : translate(withOddEscapes(source, allMeanings), extended, dialect);
    const why = 'what an escaped letter means differs between systems';
    return { kind: 'untranslatable', why, ...(most?.kind === 'ready' && { atMost: most.expression }) };
  }
  const rewritten = dialect === 'posix' ? fromPosix(source) : fromPerl(source);
  if (typeof rewritten !== 'string') return rewritten;
  const anchored = dialect === 'pcre' && odd('A') ? `^(?:${rewritten})` : rewritten;
  try {
    const groups = new RegExp(`${anchored}|`, js).exec('')!.length - 1;
    const missing = [...source.matchAll(/\\[\s\S]/g)].find(([it]) => /[1-9]/.test(it) && groups < Number(it[1]));
    if (missing) return { kind: 'broken', why: `${missing[0]} refers to a group that is not there` };
    return { kind: 'ready', expression: new RegExp(anchored, js), groups, sameGroups: hasSameGroups(source, dialect) };
  } catch {
    return untranslatable('JavaScript cannot run this expression');
  }
}

/** `(a+)+`: the time it takes doubles with every letter. */
const EXPLOSIVE = /\((?:\?:)?(?:\[[^\]]*\]|\\.|[^()\\[|])[+*]\)[+*]/;

const CLASSES: Readonly<Record<string, string>> = {
  alpha: 'a-zA-Z', digit: '0-9', alnum: 'a-zA-Z0-9', upper: 'A-Z', lower: 'a-z', space: '\\s', blank: ' \\t',
  punct: '!-\\/:-@\\[-`{-~', print: ' -~', graph: '!-~', cntrl: '\\x00-\\x1f\\x7f', xdigit: '0-9A-Fa-f', word: '\\w',
}; // biome-ignore format: a table reads best as one

const BRACKET_OF_POSIX = /\\[\s\S]|\[(\^?)(\]?(?:\[[:.=][^\]]*[:.=]\]|[^\]])*)\]/g;
const BRACKET_OF_PERL = /\\[\s\S]|\[(\^?)(\]?(?:\[[:.=][^\]]*[:.=]\]|\\[\s\S]|[^\]\\])*)\]/g;

function whyUnpaired(pattern: string, dialect: PatternDialect): string | undefined {
  const plain = pattern.replace(dialect === 'posix' ? BRACKET_OF_POSIX : BRACKET_OF_PERL, '');
  if (plain.includes('[')) return 'a [ has no ]';
  let depth = 0;
  for (const char of plain) {
    if (char === '(') depth++;
    // POSIX takes a lone ) for itself.
    else if (char === ')' && --depth < 0) return dialect === 'pcre' ? 'a ) has no (' : undefined;
  }
  return 0 < depth ? 'a ( has no )' : undefined;
}

/** With glibc \d and the like match nothing while letter case is ignored, elsewhere a letter or a digit. */
const ODD_ESCAPE = /^\\[AC-RT-VX-Zac-rt-vx-z0]$/;

/** The pattern with something else in the place of each such escape. Brackets hold no escapes. */
function withOddEscapes(pattern: string, replace: (escape: string) => string): string {
  return pattern.replace(BRACKET_OF_POSIX, (it) => (ODD_ESCAPE.test(it) ? replace(it) : it));
}

function allMeanings(escape: string): string {
  return escape === '\\d' ? '([d0-9]|)' : '(.|)';
}

/** In a POSIX bracket a backslash is itself, `[` needs no escape, and classes are named. */
function fromPosix(pattern: string): string | Translation {
  const bare = pattern.replace(BRACKET_OF_POSIX, (it) => (it[0] === '\\' ? it : 'B'));
  const plain = bare.replace(/\\[\s\S]/g, 'E');
  if (plain.includes('(?')) return { kind: 'broken', why: '"(?" begins nothing in a POSIX expression' };
  if (/\{(?!\d+(,\d*)?\}|,\d+\})/.test(plain)) return untranslatable('what a lone brace means differs between systems');
  if (/[*+?}][*+?{]/.test(plain)) return untranslatable('a repetition of a repetition is no lazy one in a POSIX expression');
  const res = rewrite(pattern, BRACKET_OF_POSIX, (inside) => inside.replace(/[\\\]]/g, '\\$&'), POSIX_ESCAPES);
  return typeof res === 'string' ? res.replace(/\{,(?=\d)/g, '{0,') : res;
}

const POSIX_ESCAPES: Readonly<Record<string, string>> = { '\\<': '\\b(?=\\w)', '\\>': '\\b(?<=\\w)', '\\`': '^', "\\'": '$' };

/** What Perl has and JavaScript lacks is rewritten where it has an equal and refused where it has none. */
function fromPerl(pattern: string): string | Translation {
  if (
    /\(\?>|[+*?}]\+|\(\?\(|\(\?R\)|\(\?[0-9&+|'#]|\(\*|\\(?![aAbBdDefhnrsStwWxzZ])[A-Za-z]|\\0|\\[1-9]\d|\\x(?![0-9A-Fa-f]{2})/.test(
      pattern,
    )
  )
    return untranslatable('it uses what only Perl expressions have');
  if (/\(\?<[=!][^)]*[*+?{|]/.test(pattern)) return untranslatable('Perl looks back over a fixed length only');
  if (/\(\?[a-z-]+\)/i.test(pattern.replace(/^\(\?i\)/, ''))) return untranslatable('it changes its flags on the way');
  const flagless = pattern
    .replace(/^\(\?i\)/, '')
    .replace(/\(\?P</g, '(?<')
    .replace(/\(\?P=(\w+)\)/g, '\\k<$1>');
  return rewrite(flagless, BRACKET_OF_PERL, (inside) => inside.replace(/\\h/g, ' \\t').replace(/^\]/, '\\]'), PERL_ESCAPES);
}

const PERL_ESCAPES: Readonly<Record<string, string>> = {
  '\\A': '^',
  '\\z': '$',
  '\\Z': '$',
  '\\h': '[ \\t]',
  '\\a': '\\x07',
  '\\e': '\\x1b',
};

/** Rewrites escapes and bracket expressions and leaves the rest as it is. */
function rewrite(
  pattern: string,
  brackets: RegExp,
  bracket: (inside: string) => string,
  escapes: Readonly<Record<string, string>>,
): string | Translation {
  let wrong: Translation | undefined;
  const res = pattern.replace(brackets, (whole: string, not: string | undefined, inside: string | undefined) => {
    if (inside === undefined)
      return escapes[whole] ?? (/\\[^A-Za-z0-9]/.test(whole) ? whole.replace(/\\([@#%!&=:;,<>"'`~ _-])/, '$1') : whole);
    if (/\[[.=]/.test(inside)) wrong = untranslatable('JavaScript has no collating elements');
    // What stands between named classes is rewritten, the classes are put in their places.
    const parts = inside.split(/\[:(\^?\w+):\]/);
    const named = parts.map((it, i) => {
      if (i % 2 === 0 && brackets === BRACKET_OF_POSIX && hasOddRange(it)) wrong = untranslatable('the range depends on letter case');
      if (i % 2 === 0) return bracket(it);
      if (!CLASSES[it]) wrong = { kind: 'broken', why: `[:${it}:] is no class of characters` };
      return CLASSES[it] ?? '';
    });
    return `[${not}${named.join('')}]`;
  });
  return wrong ?? res;
}

/** While case is ignored glibc compares the capital letters of a range's ends, so that [+-z] ends before it begins. */
function hasOddRange(inside: string): boolean {
  return [...inside.matchAll(/([\s\S])-([^\]])/g)].some(([it]) => !/^(\d-\d|[a-z]-[a-z]|[A-Z]-[A-Z])$/.test(it));
}

/**
 * POSIX takes the longest of all matches, Perl and JavaScript the first that fits; JavaScript forgets the groups of a
 * repetition at every turn. Where neither can show, $1 is the same.
 */
function hasSameGroups(pattern: string, dialect: PatternDialect): boolean {
  const plain = pattern.replace(dialect === 'posix' ? BRACKET_OF_POSIX : BRACKET_OF_PERL, 'x');
  if (/\)[*+{]/.test(plain)) return false;
  if (dialect === 'pcre') return true;
  const withoutNames = plain.replace(/\(([\w@-]+(?:\|[\w@-]+)+)\)/g, (whole, names: string) =>
    arePrefixFree(names.split('|')) ? '(x)' : whole,
  );
  const isWhole = plain.endsWith('$') || !/[*+?{]/.test(plain);
  return isWhole && !withoutNames.includes('|');
}

function arePrefixFree(names: readonly string[]): boolean {
  const folded = names.map((it) => it.toLowerCase());
  return folded.every((it, i) => folded.every((other, j) => i === j || !other.startsWith(it)));
}

/** Basic expressions escape the operators that extended ones have bare. */
function basicToExtended(pattern: string): string {
  return pattern.replace(/\\([(){}])|([(){}+?|])/g, (_, escaped: string | undefined, bare: string | undefined) => escaped ?? `\\${bare}`);
}

/** The flag x of pcre: white space and comments in the pattern are layout. */
function withoutLayout(pattern: string): string {
  return pattern.replace(/\\[\s\S]|\[[^\]]*\]|\s+|#.*$/gm, (it) => (/^(\s|#)/.test(it) ? '' : it));
}

function untranslatable(why: string): Translation {
  return { kind: 'untranslatable', why };
}
