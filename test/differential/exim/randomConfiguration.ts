import fc from 'fast-check';

/** A configuration of lists, macros, conditions and included files, and what those files hold. */
export interface RandomConfiguration {
  readonly text: string;
  readonly included: string;
}

const names = ['A', 'AB', 'ABC', 'FOO', 'FOOBAR', 'BAR', '_X', 'X_Y', 'Ab'];
const words = [
  'a',
  'one',
  'x FOO y',
  'AB',
  'ABC',
  'FOOBAR',
  '$x',
  'a : b',
  '"q"',
  '\\\\',
  '#no',
  '_HAVE_TLS',
  'BARBAR',
  'X_Y',
  '. dot',
  'Ab=c',
];

/** Statements of the main part that Exim takes, and now and then one that it does not. */
export function randomConfiguration(): fc.Arbitrary<RandomConfiguration> {
  const word = fc.constantFrom(...words);
  const value = fc.array(word, { minLength: 1, maxLength: 3 }).map((it) => it.join(' '));
  const name = fc.constantFrom(...names);
  const blank = fc.constantFrom('', '  ', '\t', ' \t ');
  const comment = fc.constantFrom('# comment', '  # comment AB', '#', '# \\');
  const definition = fc.tuple(name, blank, fc.constantFrom('=', '=', '=', '=='), blank, value).map((it) => it.join(''));
  // The number that makes the name of each list its own is put in at the end.
  const list = fc.tuple(blank, value).map(([lead, it]) => `${lead}domainlist d@ = ${it}`);
  const continued = fc
    .tuple(value, fc.constantFrom('\\\n', '\\  \n  ', ' \\\n# comment\n', '\\\n\n', '\\\n\\\n   '), value)
    .map((it) => `domainlist d@ = ${it.join('')}`);
  const quoted = fc.constantFrom(
    'domainlist d@ = "a\\tb\\"c"',
    'domainlist d@ = "AB"  ',
    'domainlist d@ = "x\\x41\\101"',
    'domainlist d@="a" b',
    'domainlist d@ = "open',
  );
  const condition = fc
    .tuple(fc.constantFrom('.ifdef', '.ifndef'), fc.array(name, { maxLength: 2 }))
    .map(([it, all]) => [it, ...all].join(' '));
  const branch = fc.tuple(fc.constantFrom('.elifdef', '.elifndef'), name).map((it) => it.join(' '));
  const plain = fc.oneof(
    { weight: 5, arbitrary: list },
    { weight: 4, arbitrary: definition },
    { weight: 2, arbitrary: continued },
    comment,
    quoted,
    fc.constantFrom(
      '.include included',
      '.include_if_exists /etc/nosuch',
      '',
      '   ',
      'no_accept_8bitmime',
      'hide domainlist d@ = secret',
      'domainlist_cache d@ = AB',
    ),
  );
  const conditional = fc
    .tuple(
      condition,
      fc.array(plain, { maxLength: 2 }),
      fc.option(branch, { nil: undefined }),
      fc.array(plain, { maxLength: 2 }),
      fc.boolean(),
    )
    .map(([first, then, second, other, hasElse]) =>
      [first, ...then, ...(second ? [second, ...other] : []), ...(hasElse ? ['.else', ...other] : []), '.endif'].join('\n'),
    );
  const odd = fc.constantFrom('.endif', '.ifdef A', '.include /etc/nosuch', 'FOO', 'nonsense = 1', '.ifdef\tA', '.else', 'domainlist x');
  const line = fc.oneof(
    { weight: 8, arbitrary: plain },
    { weight: 3, arbitrary: conditional },
    { weight: 1, arbitrary: fc.oneof({ weight: 9, arbitrary: plain }, odd) },
  );
  return fc
    .tuple(
      fc.array(line, { maxLength: 9 }),
      fc.array(fc.oneof(definition, comment, fc.constant('domainlist i@ = AB \\\nFOO')), { maxLength: 3 }),
    )
    .map(([lines, included]) => ({ text: `${numbered(lines)}\ndomainlist i40 = the end\n`, included: numbered(included) }));
}

function numbered(lines: readonly string[]): string {
  let number = 0;
  return lines.map((it) => `${it}\n`.replace(/@/g, () => String(++number))).join('');
}
