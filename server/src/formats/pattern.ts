/** Whose expressions: POSIX extended, as regexp: tables use them, or Perl's, as pcre: tables do. */
export type PatternDialect = 'posix' | 'pcre';

/** A pattern as a JavaScript expression, or the reason why it cannot be one. */
export type Translation =
  | { readonly kind: 'ready'; readonly expression: RegExp }
  /** The server understands it, JavaScript does not: nothing may be concluded. */
  | { readonly kind: 'untranslatable'; readonly why: string }
  /** The server does not understand it either, and ignores the line. */
  | { readonly kind: 'broken'; readonly why: string };

/**
 * Flags toggle: matching ignores case unless `i` stands there, a dot matches a line break in pcre unless `s` does.
 * Sources: regexp_table(5), pcre_table(5).
 */
export function translate(pattern: string, flags: string, dialect: PatternDialect): Translation {
  const known = dialect === 'posix' ? /^[imx]*$/ : /^[imsxAEUX]*$/;
  if (!known.test(flags)) return { kind: 'broken', why: `unknown flag in "${flags}", so Postfix ignores this line` };
  const odd = (flag: string) => flags.split(flag).length % 2 === 0;
  if (dialect === 'pcre' && odd('U')) return { kind: 'untranslatable', why: 'the flag U turns greed around' };
  const js = `${odd('i') ? '' : 'i'}${odd('m') ? 'm' : ''}${dialect === 'pcre' && !odd('s') ? 's' : ''}`;
  // The flag x of POSIX tables toggles extended syntax: basic expressions escape what extended ones do not.
  const source = dialect === 'posix' ? (odd('x') ? basicToExtended(pattern) : pattern) : odd('x') ? withoutLayout(pattern) : pattern;
  const rewritten = dialect === 'posix' ? fromPosix(source) : fromPerl(source);
  if (typeof rewritten !== 'string') return rewritten;
  const anchored = dialect === 'pcre' && odd('A') ? `^(?:${rewritten})` : rewritten;
  try {
    return { kind: 'ready', expression: new RegExp(anchored, js) };
  } catch {
    return { kind: 'untranslatable', why: 'JavaScript cannot run this expression' };
  }
}

const CLASSES: Readonly<Record<string, string>> = {
  alpha: 'a-zA-Z', digit: '0-9', alnum: 'a-zA-Z0-9', upper: 'A-Z', lower: 'a-z', space: '\\s', blank: ' \\t',
  punct: '!-\\/:-@\\[-`{-~', print: ' -~', graph: '!-~', cntrl: '\\x00-\\x1f\\x7f', xdigit: '0-9A-Fa-f', word: '\\w',
}; // biome-ignore format: a table reads best as one

/** In a POSIX bracket a backslash is itself, `[` needs no escape, and classes are named. */
function fromPosix(pattern: string): string {
  return eachPart(pattern, bracketOfPosix, (escape) =>
    /[A-Za-z0-9]/.test(escape[1]!) && !/[wWsSbB<>1-9]/.test(escape[1]!) ? escape[1]! : wordEdges(escape),
  );
}

function wordEdges(escape: string): string {
  return escape === '\\<' || escape === '\\>' ? '\\b' : escape;
}

function bracketOfPosix(inside: string): string {
  return named(inside.replace(/\\/g, '\\\\')).replace(/\[(?!\\)/g, '\\[');
}

function named(inside: string): string {
  return inside.replace(/\[:(\^?)(\w+):\]/g, (whole, not: string, name: string) => (not === '' ? (CLASSES[name] ?? whole) : whole));
}

/** What Perl has and JavaScript lacks is rewritten where it has an equal and refused where it has none. */
function fromPerl(pattern: string): string | Translation {
  if (/\(\?>|[+*?}]\+|\(\?\(|\(\?R\)|\(\?[0-9&+]|\(\*|\\[GKXRCpP]|\(\?#/.test(pattern)) {
    return { kind: 'untranslatable', why: 'it uses what only Perl expressions have' };
  }
  if (/\(\?[a-z-]+\)(?!$)/i.test(pattern.replace(/^\(\?i\)/, '')))
    return { kind: 'untranslatable', why: 'it changes its flags on the way' };
  const flagless = pattern
    .replace(/^\(\?i\)/, '')
    .replace(/\(\?P</g, '(?<')
    .replace(/\(\?P=(\w+)\)/g, '\\k<$1>');
  return eachPart(flagless, named, (escape) => PERL_ESCAPES[escape] ?? (/[@#%!&=:;,<>"'`~ _-]/.test(escape[1]!) ? escape[1]! : escape));
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
function eachPart(pattern: string, bracket: (inside: string) => string, escaped: (escape: string) => string): string {
  return pattern.replace(
    /\\[\s\S]|\[(\^?)(\]?(?:\[[:.=][^\]]*[:.=]\]|\\[\s\S]|[^\]\\])*)\]/g,
    (whole, not: string | undefined, inside: string | undefined) =>
      inside === undefined ? escaped(whole) : `[${not ?? ''}${bracket(inside.replace(/^\]/, '\\]'))}]`,
  );
}

/** Basic expressions escape the operators that extended ones have bare. */
function basicToExtended(pattern: string): string {
  return pattern.replace(/\\([(){}])|([(){}+?|])/g, (_, escaped: string | undefined, bare: string | undefined) => escaped ?? `\\${bare}`);
}

/** The flag x of pcre: white space and comments in the pattern are layout. */
function withoutLayout(pattern: string): string {
  return pattern.replace(/\\[\s\S]|\[[^\]]*\]|\s+|#.*$/gm, (it) => (/^(\s|#)/.test(it) ? '' : it));
}
