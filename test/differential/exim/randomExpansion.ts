import fc from 'fast-check';

/** Strings that Exim may expand, made of what configurations are made of; one in ten has a piece cut out or put in. */
export function randomExpansion(): fc.Arbitrary<string> {
  const all = fc.oneof({ weight: 9, arbitrary: template(3) }, { weight: 1, arbitrary: damaged(template(2)) });
  return all.filter((it) => it.length <= longest && !/^\s*[A-Z]|^-/.test(it));
}

/** Exim takes no longer word on its command line. */
const longest = 256;

const words = ['a', 'b', 'alice', 'Bob', 'root', 'postmaster', 'example.com', 'mail.example.com', 'hosted.example', 'x.a.example'];
const addresses = ['alice@example.com', 'bob@split.example', 'x12@anything', 'a@b.example.com', 'user@example.com', ''];
const ips = ['192.0.2.5', '192.0.2.7', '198.51.100.7', '::1', '2001:db8::1', '127.0.0.1'];
const lists = ['a:b:c', '<; a ; b', 'a::b : c', '', ' a : : b ', '<, x,y,,z', '1:22:3', 'alice : !bob : *x'];
const numbers = ['0', '1', '2', '-1', '10', '1k', '', ' 3 ', '007'];
const patterns = ['^a', 'b', '^(.)(.)', '(a)|(b)', '^x\\\\d+@', '[a-c]+', '^$', '(?i)ALICE', '\\N^(.+)@(.+)$\\N', 'o(?=o)'];
const domainLists = [
  '+local_domains',
  '+nested',
  '+from_file',
  '*.example.com : example.com',
  '!a.example : *',
  '^x\\\\.',
  'lsearch;/etc/mail/domains',
  'partial-lsearch;/etc/mail/partial',
  '<; a ; example.com',
  '@ : hosted.example',
];
const tables = [
  'lsearch{/etc/mail/aliases}',
  'lsearch*{/etc/mail/aliases}',
  'lsearch*@{/etc/mail/aliases}',
  'partial-lsearch{/etc/mail/partial}',
  'partial1-lsearch*{/etc/mail/partial}',
  'partial(.)lsearch{/etc/mail/dotted}',
  'nwildlsearch{/etc/mail/nwild}',
  'wildlsearch{/etc/mail/wild}',
  'dsearch{/etc/mail/boxes}',
  'lsearch{/etc/nosuch}',
  'lsearch,ret=key{/etc/mail/aliases}',
];
const plain = ['-', '@', '.', '+', ' ', '_', '/', 'text', '\\t', '\\$', '\\}', '%', '='];
const operators = [
  'lc',
  'uc',
  'quote',
  'quote_local_part',
  'rxquote',
  'strlen',
  'length_2',
  'substr_1',
  'substr_-2_1',
  'hash_3',
  'nhash_9',
].concat(['local_part', 'domain', 'listcount', 'escape', 'expand', 'hexquote', 's_0_2', 'base64']);

function template(depth: number): fc.Arbitrary<string> {
  return fc.array(piece(depth), { minLength: 1, maxLength: 3 }).map((it) => it.join(''));
}

function argument(depth: number, from: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...from) }, { weight: 1, arbitrary: template(depth - 1) });
}

function piece(depth: number): fc.Arbitrary<string> {
  const leaf = fc.oneof(
    fc.constantFrom(...words),
    fc.constantFrom(...plain),
    fc.constantFrom('$primary_hostname', '${qualify_domain}', '$local_part', '$value', '$item', '$1', '${2}', '$acl_m_x'),
  );
  if (depth <= 0) return leaf;
  const branches = fc.oneof(
    fc.constant(''),
    template(depth - 1).map((yes) => `{${yes}}`),
    fc.tuple(template(depth - 1), template(depth - 1)).map(([yes, no]) => `{${yes}}{${no}}`),
    template(depth - 1).map((yes) => `{<$value>${yes}}fail`),
    fc.constant('{$1/$2/$value}{none}'),
  );
  const item = fc.oneof(
    fc.tuple(condition(depth), branches).map(([it, both]) => `\${if ${it}${both}}`),
    fc
      .tuple(argument(depth, [...words, ...addresses]), fc.constantFrom(...tables), branches)
      .map(([key, table, both]) => `\${lookup{${key}}${table}${both}}`),
    fc
      .tuple(fc.constantFrom('1', '2', '-1', '9', '0'), argument(depth, [...lists, 'a.b.c']), branches)
      .map(([n, of, both]) => `\${extract{${n}}{:.}{${of}}${both}}`),
    fc
      .tuple(fc.constantFrom('a', 'z', 'A'), fc.constantFrom('a=1 z="two x" b', 'A = 3', ''), branches)
      .map(([key, of, both]) => `\${extract{${key}}{${of}}${both}}`),
    fc
      .tuple(fc.constantFrom('1', '2', '-1', '7'), argument(depth, lists), branches)
      .map(([n, of, both]) => `\${listextract{${n}}{${of}}${both}}`),
    fc.tuple(argument(depth, lists), template(depth - 1)).map(([list, each]) => `\${map{${list}}{${each}$item}}`),
    fc.tuple(argument(depth, lists), condition(depth)).map(([list, it]) => `\${filter{${list}}{${it}}}`),
    fc.tuple(argument(depth, lists), template(depth - 1)).map(([list, each]) => `\${reduce{${list}}{0}{$value${each}}}`),
    fc
      .tuple(argument(depth, [...words, ...addresses]), fc.constantFrom(...patterns), fc.constantFrom('X', '\\$1', '', '\\$0\\$0'))
      .map(([of, pattern, put]) => `\${sg{${of}}{${pattern}}{${put}}}`),
    fc
      .tuple(argument(depth, words), fc.constantFrom('ab', 'aeiou', ''), fc.constantFrom('xy', '1', ''))
      .map(([of, a, b]) => `\${tr{${of}}{${a}}{${b}}}`),
    fc.tuple(fc.constantFrom(...operators), argument(depth, [...words, ...addresses, ...lists])).map(([name, of]) => `\${${name}:${of}}`),
    sum().map((it) => `\${eval:${it}}`),
    fc.constantFrom('${listnamed:staff}', '${listnamed_d:nested}', '${listnamed:nosuch}'),
  );
  return fc.oneof({ weight: 2, arbitrary: leaf }, { weight: 3, arbitrary: item });
}

function condition(depth: number): fc.Arbitrary<string> {
  const compare = (operator: fc.Arbitrary<string>, left: readonly string[], right: readonly string[]) =>
    fc.tuple(operator, argument(depth, left), argument(depth, right)).map(([name, a, b]) => `${name}{${a}}{${b}}`);
  const simple = fc.oneof(
    compare(fc.constantFrom('eq', 'eqi', 'lt', 'gei', 'gti', 'le'), [...words, '$item'], [...words, '$item']),
    // In a branch that is not taken Exim compares the items of a literal list all the same, and stops at one that is no number.
    fc
      .tuple(fc.constantFrom('=', '<', '>=', '=='), fc.constantFrom(...numbers), fc.constantFrom(...numbers))
      .map(([name, a, b]) => `${name}{${a}}{${b}}`),
    compare(fc.constant('match'), [...words, ...addresses], patterns),
    compare(fc.constantFrom('inlist', 'inlisti'), words, lists),
    compare(fc.constant('match_domain'), [...words, 'x.example.net'], domainLists),
    compare(fc.constant('match_local_part'), words, ['+staff', '+roles', 'alice : bob', '!root : *', '^b']),
    compare(fc.constant('match_address'), addresses, [
      '+bad',
      '*@example.com',
      'alice@* : bob@+nested',
      'lsearch;/etc/mail/aliases',
      ': *@*',
    ]),
    compare(fc.constant('match_ip'), ips, ['+relay', '192.0.2.0/24', '<; ::1', '*', 'iplsearch;/etc/mail/networks', '127.0.0.1 : !*']),
    fc.constantFrom('def:local_part', 'def:acl_c_y', 'def:value', 'def:item', 'exists{/etc/mail/aliases}', 'exists{/etc/nosuch}'),
    fc.tuple(fc.constantFrom('isip', 'isip4', 'isip6'), fc.constantFrom(...ips, 'x', '1.2.3')).map(([name, of]) => `${name}{${of}}`),
    fc
      .tuple(fc.constantFrom('bool', 'bool_lax'), fc.constantFrom('yes', 'no', '0', '1', '', 'x', '00', '$item'))
      .map(([name, of]) => `${name}{${of}}`),
  );
  if (depth <= 1) return simple;
  const negated = simple.map((it) => `!${it}`);
  const group = fc
    .tuple(fc.constantFrom('and', 'or'), fc.array(condition(depth - 1), { maxLength: 3 }))
    .map(([name, all]) => `${name}{${all.map((it) => `{${it}}`).join('')}}`);
  const each = fc
    .tuple(fc.constantFrom('forany', 'forall'), fc.constantFrom(...lists), condition(depth - 1))
    .map(([name, list, it]) => `${name}{${list}}{${it}}`);
  return fc.oneof({ weight: 4, arbitrary: simple }, negated, group, each);
}

function sum(): fc.Arbitrary<string> {
  const operand = fc.constantFrom('1', '2', '(3+4)', '-5', '0x1f', '010', '2k', '~1', '(1|6)');
  return fc
    .array(fc.tuple(fc.constantFrom('+', '-', '*', '/', '%', '&', '|', '^', '<<', '>>', ' + '), operand), { maxLength: 4 })
    .map((all) => `7${all.map(([operator, it]) => operator + it).join('')}`);
}

function damaged(whole: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const change = fc.tuple(fc.nat(40), fc.nat(2), fc.constantFrom('', '{', '}', '$', '\\', ' ', ':', 'fail'));
  return fc.tuple(whole, change).map(([text, [at, cut, put]]) => text.slice(0, at) + put + text.slice(at + cut));
}
