/** Do the grammars color real files as the servers read them, and is every grammar whole? */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const syntaxes = `${root}/syntaxes`;

type Rule = {
  readonly include?: string;
  readonly match?: string;
  readonly begin?: string;
  readonly end?: string;
  readonly while?: string;
  readonly patterns?: readonly Rule[];
  readonly captures?: Readonly<Record<string, Rule>>;
  readonly beginCaptures?: Readonly<Record<string, Rule>>;
  readonly endCaptures?: Readonly<Record<string, Rule>>;
  readonly repository?: Readonly<Record<string, Rule>>;
};
type Grammar = Rule & { readonly scopeName: string };
type LanguageConfiguration = {
  readonly wordPattern: string;
  readonly onEnterRules: readonly { readonly beforeText: string }[];
};

const ids = readdirSync(syntaxes)
  .filter((name) => name.endsWith('.tmLanguage.json'))
  .map((name) => name.replace('.tmLanguage.json', ''));
const readJson = (name: string): unknown => JSON.parse(readFileSync(`${syntaxes}/${name}`, 'utf8'));
const readGrammar = (id: string): Grammar => readJson(`${id}.tmLanguage.json`) as Grammar;
const readConfiguration = (id: string): LanguageConfiguration => readJson(`${id}.language-configuration.json`) as LanguageConfiguration;
const grammars = ids.map(readGrammar);

describe('fixtures', () => {
  const fixtures = readdirSync(`${root}/test/grammar/fixtures`);

  it('carry the scopes that their assertions name', () => {
    const runner = `${root}/node_modules/vscode-tmgrammar-test/dist/unit.js`;
    const grammarOptions = ids.flatMap((id) => ['-g', `${syntaxes}/${id}.tmLanguage.json`]);
    const run = spawnSync(process.execPath, [runner, '--compact', ...grammarOptions, 'test/grammar/fixtures/*'], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(run.stdout.split('\n').filter((line) => line.startsWith('ERROR'))).toEqual([]);
    // The spelling of the last word is the runner's own.
    expect(run.stdout.match(/run success/g)).toHaveLength(fixtures.length);
    expect(run.status).toBe(0);
  });

  it('exist for every grammar', () => {
    const tested = fixtures.map((name) => /"source\.([\w-]+)"/.exec(readFileSync(`${root}/test/grammar/fixtures/${name}`, 'utf8'))?.[1]);
    expect(tested.sort()).toEqual([...ids].sort());
  });
});

describe.each(grammars)('$scopeName', (grammar) => {
  const rules = [...rulesOf(grammar)];

  it('is named after its file', () => {
    expect(ids).toContain(grammar.scopeName.replace('source.', ''));
  });

  it('includes only what exists', () => {
    const unresolved = rules.flatMap(({ include }) => (include === undefined || resolves(include, grammar) ? [] : [include]));
    expect(unresolved).toEqual([]);
  });

  it('has no part that nobody includes', () => {
    const included = new Set(grammars.flatMap((other) => [...rulesOf(other)].flatMap(({ include }) => absolute(include, other))));
    const unused = Object.keys(grammar.repository ?? {}).filter((name) => !included.has(`${grammar.scopeName}#${name}`));
    expect(unused).toEqual([]);
  });
});

describe('regular expressions', () => {
  type Scanner = { readonly findNextMatchSync: (text: string, start: number) => object | null };
  type Oniguruma = {
    readonly loadWASM: (data: ArrayBufferLike) => Promise<void>;
    readonly OnigScanner: new (patterns: readonly string[]) => Scanner;
  };
  // The engine of VS Code, the copy that the fixture runner brings along.
  const fromRunner = createRequire(`${root}/node_modules/vscode-tmgrammar-test/package.json`);
  const oniguruma = fromRunner('vscode-oniguruma') as Oniguruma;

  beforeAll(async () => {
    const wasm = readFileSync(fromRunner.resolve('vscode-oniguruma').replace(/main\.js$/, 'onig.wasm'));
    await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));
  });

  it('compile, all of them', () => {
    const sources = grammars.flatMap((grammar) => [...rulesOf(grammar)].flatMap((it) => [it.match, it.begin, it.end, it.while]));
    const patterns = sources.filter((source) => source !== undefined);
    expect(100 < patterns.length).toBe(true);
    expect(patterns.filter((pattern) => !compiles(pattern))).toEqual([]);
  });

  it.each(['(', '[a', '*', 'a|(?<x', '\\'])('a broken one is noticed: %s', (pattern) => {
    expect(compiles(pattern)).toBe(false);
  });

  // The engine does not report a broken pattern: it takes an empty one in its place, and that matches where `(?!)` never does.
  function compiles(pattern: string): boolean {
    return new oniguruma.OnigScanner([`(?:${pattern})(?!)`]).findNextMatchSync('', 0) === null;
  }
});

describe('language configurations', () => {
  it.each([
    ['postfix-main', 'smtp-amavis_destination_recipient_limit = $mydomain', ['smtp-amavis_destination_recipient_limit', 'mydomain']],
    ['postfix-master', '-o smtpd_helo_required=yes', ['o', 'smtpd_helo_required', 'yes']],
    ['postfix-table', 'ann+x@example.com  smtp:[mx.example.com]', ['ann+x@example.com', 'smtp', 'mx.example.com']],
    ['postfix-regexp-table', '/^x/ $1@example.com', ['x', '1@example.com']],
    ['mail-aliases', 'ann: \\bob, o_neil@example.com', ['ann', 'bob', 'o_neil@example.com']],
    ['exim', 'domains = +local_domains : $local_part', ['domains', 'local_domains', 'local_part']],
    ['exim-table', 'info@club.example: ann, :include:/etc/x', ['info@club.example', 'ann', 'include', 'etc', 'x']],
    ['exim-list', '! old.example # gone', ['old.example', 'gone']],
    ['dovecot-users', 'ann@example.com:{SHA}x:1000', ['ann@example.com', 'SHA', 'x', '1000']],
    ['dovecot', '!include conf.d/10-auth.conf', ['!include', 'conf.d', '10-auth.conf']],
  ])('%s: a name or an address is one word', (id, line, words) => {
    expect(line.match(new RegExp(readConfiguration(id).wordPattern, 'g'))).toEqual(words);
  });

  it.each([
    ['postfix-main', 'smtpd_recipient_restrictions =', true],
    ['postfix-main', 'mydestination = $myhostname,', true],
    ['postfix-main', 'biff = no', false],
    ['postfix-main', '    permit_mynetworks,', false],
    ['postfix-main', '# biff = a,', false],
    ['postfix-master', 'smtp inet n - y - - smtpd', true],
    ['postfix-master', '  -o smtpd_helo_required=yes', false],
    ['postfix-table', 'ann@example.com bob@example.com,', true],
    ['mail-aliases', 'root: ann,', true],
    ['mail-aliases', 'root: ann', false],
    ['exim', 'domainlist local_domains = @ : \\', true],
    ['exim', 'acl_check_rcpt:', true],
    ['exim', '  driver = accept', false],
    ['dovecot', 'userdb {', true],
    ['dovecot', '# userdb {', false],
  ])('%s: Enter after "%s" goes on with the value: %s', (id, line, continues) => {
    expect(readConfiguration(id).onEnterRules.some(({ beforeText }) => new RegExp(beforeText).test(line))).toBe(continues);
  });

  it('exist for every grammar', () => {
    const configured = readdirSync(syntaxes).filter((name) => name.endsWith('.language-configuration.json'));
    expect(configured.sort()).toEqual(ids.map((id) => `${id}.language-configuration.json`).sort());
  });
});

function* rulesOf(rule: Rule): Generator<Rule> {
  yield rule;
  const inner = [rule.captures, rule.beginCaptures, rule.endCaptures, rule.repository].flatMap((it) => Object.values(it ?? {}));
  for (const child of [...(rule.patterns ?? []), ...inner]) yield* rulesOf(child);
}

function resolves(include: string, from: Grammar): boolean {
  return absolute(include, from).every((target) => {
    const [scopeName, part] = target.split('#');
    const grammar = grammars.find((it) => it.scopeName === scopeName);
    return part === undefined ? grammar !== undefined : grammar?.repository?.[part] !== undefined;
  });
}

/** `#part` of this grammar or `source.other#part`, as `source.name#part`. */
function absolute(include: string | undefined, from: Grammar): readonly string[] {
  if (include === undefined) return [];
  return [include.startsWith('#') ? from.scopeName + include : include];
}
