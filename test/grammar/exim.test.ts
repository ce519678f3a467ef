/** Does the grammar of Exim end each statement where Exim ends it, whatever stands in it? */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { eximConf } from '../../server/src/mta/exim/syntax/eximConf.ts';
import { configurations, mutants } from '../unit/exim/mutants.ts';

interface Token {
  readonly startIndex: number;
  readonly endIndex: number;
  readonly scopes: readonly string[];
}
interface Stack {
  readonly depth: number;
}
interface Grammar {
  tokenizeLine(line: string, stack: Stack): { readonly tokens: readonly Token[]; readonly ruleStack: Stack };
}
interface Textmate {
  readonly INITIAL: Stack;
  readonly Registry: new (options: object) => { loadGrammar(scope: string): Promise<Grammar> };
  parseRawGrammar(text: string, name: string): object;
}
interface Oniguruma {
  loadWASM(data: ArrayBufferLike): Promise<void>;
  createOnigScanner(patterns: readonly string[]): object;
  createOnigString(text: string): object;
}

const root = path.resolve(import.meta.dirname, '../..');
// The engines of VS Code, the copies that the fixture runner brings along.
const fromRunner = createRequire(`${root}/node_modules/vscode-tmgrammar-test/package.json`);
const textmate = fromRunner('vscode-textmate') as Textmate;
const oniguruma = fromRunner('vscode-oniguruma') as Oniguruma;
let grammar: Grammar;

beforeAll(async () => {
  const wasm = readFileSync(fromRunner.resolve('vscode-oniguruma').replace(/main\.js$/, 'onig.wasm'));
  await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));
  const file = `${root}/syntaxes/exim.tmLanguage.json`;
  const known = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (it: readonly string[]) => oniguruma.createOnigScanner(it),
      createOnigString: (it: string) => oniguruma.createOnigString(it),
    }),
    loadGrammar: async () => textmate.parseRawGrammar(readFileSync(file, 'utf8'), file),
  });
  grammar = await known.loadGrammar('source.exim');
});

interface Line {
  readonly text: string;
  readonly start: number;
  /** How deep the line begins in what was opened above it: 1 for not at all. */
  readonly depth: number;
  readonly tokens: readonly Token[];
}

function linesOf(text: string): readonly Line[] {
  let stack = textmate.INITIAL;
  let start = 0;
  return text.split('\n').map((line) => {
    const { depth } = stack;
    const { tokens, ruleStack } = grammar.tokenizeLine(line, stack);
    const res = { text: line, start, depth, tokens };
    start += line.length + 1;
    stack = ruleStack;
    return res;
  });
}

/** Lines at which Exim begins a statement and the grammar goes on with one. */
function runAway(text: string): readonly string[] {
  const starts = new Set(startsOf(eximConf.parse('file', text).entries));
  return linesOf(text).flatMap((it) => (starts.has(it.start + /^\s*/.exec(it.text)![0].length) && it.depth !== 1 ? [it.text] : []));
}

type Entries = ReturnType<typeof eximConf.parse>['entries'];

function startsOf(entries: Entries): readonly number[] {
  return entries.flatMap((it) => [it.at.start, ...startsOf(it.body)]);
}

describe.each([...configurations])('%s', (_, text) => {
  test('nothing runs into the next statement', () => {
    expect(runAway(text)).toEqual([]);
  });

  test('comments are comments, and nothing else is', () => {
    const wrong = linesOf(text).filter(
      ({ text, tokens }) => /^\s*#/.test(text) !== tokens.some((it) => it.scopes.some((scope) => scope.startsWith('comment'))),
    );
    expect(wrong.map((it) => it.text)).toEqual([]);
  });

  test('each option, list and verb has the color of its kind', () => {
    const wrong = linesOf(text).flatMap(({ text: line, tokens, depth }) => {
      if (depth !== 1) return [];
      const wanted = wantedOf(line);
      return wanted.flatMap(([word, scope]) => {
        const at = line.indexOf(word);
        const token = tokens.find((it) => it.startIndex <= at && at < it.endIndex);
        return token?.scopes.some((it) => it.startsWith(scope)) ? [] : [`${line}: ${word} is ${token?.scopes.join(' ')}`];
      });
    });
    expect(wrong).toEqual([]);
  });
});

const verb = /^\s*(accept|defer|deny|discard|drop|require|warn)(?!\s*:)(?=\s|$)(?:\s+!?\s*([a-z]\w*)\s*=)?/;

/** Words of a line and the scope that each has. */
function wantedOf(line: string): readonly (readonly [string, string])[] {
  const list = /^\s*(?:hide )?((?:domain|host|address|localpart)list\w*)\s+(\w*)/.exec(line);
  if (list) return [[list[1]!, 'storage.type.list'], ...(list[2] ? [[list[2], 'entity.name.type.list'] as const] : [])];
  const begin = /^\s*begin +(\w+)/i.exec(line);
  if (begin) return [[begin[1]!, 'entity.name.section']];
  const said = verb.exec(line);
  if (said)
    return [
      [said[1]!, 'keyword.control.verb'],
      ...(said[2] && said[2] !== said[1] ? [[said[2], 'support.type.property-name'] as const] : []),
    ];
  const macro = /^\s*([A-Z]\w*)\s*=/.exec(line);
  if (macro) return [[macro[1]!, 'entity.name.constant.macro']];
  const block = /^\s*([A-Za-z]\w*)\s*:\s*$/.exec(line);
  if (block) return [[block[1]!, 'entity.name.function.block']];
  const option = /^\s*(?:hide\s+)?!?\s*([a-z]\w*)\s*(?:=|$)/.exec(line);
  return option ? [[option[1]!, 'support.type.property-name']] : [];
}

test('nothing runs into the next statement where there is a mistake', () => {
  fc.assert(
    fc.property(mutants(), ({ text }) => {
      expect(runAway(text)).toEqual([]);
    }),
    { numRuns: 30, seed: 1 },
  );
});
