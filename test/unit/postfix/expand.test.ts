import { expect, test } from 'vitest';
import { written } from '../../../server/src/core/sourced.ts';
import { type Expansion, expand, type Resolve } from '../../../server/src/mta/postfix/expand.ts';

const known: Readonly<Record<string, string>> = { myhostname: 'h.test', one: '1', two: '2', ten: '10', empty: '' };
const fatal = undefined;

const resolve: Resolve = (name) => {
  const text = known[name];
  return text === undefined ? undefined : expand(written(text, { file: name, start: 0, end: text.length }), resolve);
};

function expanded(text: string): Expansion {
  return expand(written(text, { file: 'main.cf', start: 0, end: text.length }), resolve);
}

// Each answer is what `postconf -xh mydomain` of Postfix 3.7.11 prints with the value on the left; fatal: it dies of a macro error.
test.each<readonly [string, string | undefined]>([
  ['$undef', ''],
  ['${undef}', ''],
  ['$(undef)', ''],
  ['a$$b $$myhostname $$$myhostname', 'a$b $myhostname $h.test'],
  ['5$ x', fatal],
  ['end$', fatal],
  ['$.x', fatal],
  ['$-', fatal],
  ['$ {x}', fatal],
  ['${}', fatal],
  ['$1x', ''],
  ['${1}', ''],
  ['$my-host', '-host'],
  ['$myhostname.foo', 'h.test.foo'],
  ['$(one?yes)', 'yes'],
  ['$(one:yes)', ''],
  ['$(one?{y}:{n})', 'y'],
  ['$(one?{${one}})', '1'],
  ['${a-b}', fatal],
  ['${one!x}', fatal],
  ['${one ? {yes} : {no}}', 'yes'],
  ['${ one ?yes}', 'yes'],
  ['${one? yes}|', 'yes|'],
  ['${empty: b c }|', 'b c |'],
  ['${one?{ a b }:{c}}|', 'a b |'],
  ['${one?{a}:{b}}', 'a'],
  ['${empty?{a}:{b}}', 'b'],
  ['${one:b}', ''],
  ['${empty:b}', 'b'],
  ['${one?a:b}', 'a:b'],
  ['${empty?a:b}', ''],
  ['${empty:a:b}', 'a:b'],
  ['${one?{a}:b}', 'a'],
  ['${empty?{a}: b }|', 'b |'],
  ['${one?{a} y}', fatal],
  ['${one?{a}|b}', fatal],
  ['${one?{a}:{b}:{c}}', fatal],
  ['${one?{a}:{b} c}', fatal],
  ['${empty:{b}:{c}}', fatal],
  ['${empty:{b} c}', fatal],
  ['${one?}', ''],
  ['${one:}', ''],
  ['${one?{}}', ''],
  ['${one', fatal],
  ['${one?{a}', fatal],
  ['${one}?{x}', '1?{x}'],
  ['${one?{${two?{both}:{only-one}}}:{none}}', 'both'],
  ['${one?${two:deep}}', ''],
  ['${empty:${one?X$one}}', 'X1'],
  ['${{$one} == {1} ? {a} : {b}}', 'a'],
  ['${{$one}=={1}?{a}:{b}}', 'a'],
  ['${{$one}=={1}?a}', 'a'],
  ['${{$one} == {1} ? a : b}', 'a : b'],
  ['${{$one} == {1}}', 'true'],
  ['${{$one} == {2}}', ''],
  ['${{$one} == {1}:{a}}', ''],
  ['${{$one} == {2}:{a}}', 'a'],
  ['${{$one} == {2}:{a}:{b}}', fatal],
  ['${{$one}}', fatal],
  ['${{$one}?{x}:{y}}', fatal],
  ['${{$one} = {1} ? {a}:{b}}', fatal],
  ['${{2} < {10} ?{t}:{f}}', 't'],
  ['${{3.6} < {3.10} ?{t}:{f}}', 'f'],
  ['${{10} < {9} ?{t}:{f}}', 'f'],
  ['${{3.6} <level {3.10} ?{t}:{f}}', 't'],
  ['${{10} >=level {9} ?{t}:{f}}', 't'],
  ['${{3.6} >=level {3.6.1} ?{t}:{f}}', 'f'],
  ['${{3.7.11} >=level {3.7} ?{t}:{f}}', 't'],
  ['${{03} ==level {3} ?{t}:{f}}', 't'],
  ['${{abc} >=level {3} ?{t}:{f}}', fatal],
  ['${{} >=level {3} ?{t}:{f}}', fatal],
  ['${{ 3 } >=level {3} ?{t}:{f}}', fatal],
  ['${{3.-1} >=level {3} ?{t}:{f}}', fatal],
  ['${{3.} >=level {3} ?{t}:{f}}', fatal],
  ['${{3.1.2.3} >=level {3} ?{t}:{f}}', fatal],
  ['${{ a } == {a} ?{t}:{f}}', 'f'],
  ['${{ 1 } == {1} ?{t}:{f}}', 'f'],
  ['${{1} == {01} ?{t}:{f}}', 't'],
  ['${{-1} < {0} ?{t}:{f}}', 't'],
  ['${{1.0} == {1} ?{t}:{f}}', 'f'],
  ['${{A} == {a} ?{t}:{f}}', 'f'],
  ['${{a} != {b} ?{t}:{f}}', 't'],
  ['${{a} >= {b} ?{t}:{f}}', 'f'],
  ['${{} == {} ?{t}:{f}}', 't'],
  ['${one ? {$undef2}:{x}}', ''],
  ['${empty?{$a-b ${a-b}}}x', 'x'],
  ['${one?{a}:{${a-b}}}', 'a'],
  ['$one$two', '12'],
  ['$(one)$(two)', '12'],
  ['${one }|', '1|'],
  ['${ one }|', '1|'],
  ['$(one', fatal],
  ['${one?{a}:{b}}}', 'a}'],
  ['{$one}', '{1}'],
  ['${one?a}b}', 'ab}'],
  ['$é', fatal],
  ['${one?{a}}{b}', 'a{b}'],
  ['${two:x}y${empty:z}', 'yz'],
  ['${one?{a b}{c}}', fatal],
  ['${empty?{a}{c}}', fatal],
  ['${one?x{y}z}', 'x{y}z'],
  ['${one? {a} : {b} }|', 'a|'],
  ['${{$one} == {1} ? {a}}|', 'a|'],
  ['${{$one} == {1} ? {a} : {b} }|', 'a|'],
  ['${{$one} == {1} ? {a} : {b} x}|', fatal],
  ['${{$one} == 1 ? {a} : {b}}', fatal],
  ['${$one}', fatal],
  ['$($one)', fatal],
  ['${{$one} == {1} x}', fatal],
  ['$(one?(a))', '(a)'],
  ['$(one?{a)b})', fatal],
  ['${one?(}', '('],
  ['|${one? yes}', '| yes'],
  ['|${empty: b c }|', '| b c |'],
  ['$one.$two', '1.2'],
  ['a ${one} b', 'a 1 b'],
  ['${one?$one}', '1'],
  ['${empty?$nothing ${a-b}}', ''],
])('%j is %j', (text, value) => {
  const res = expanded(text);
  // postconf drops the blanks in front of a value.
  expect(res.kind === 'value' ? res.value.text.trimStart() : fatal).toBe(value);
  if (res.kind === 'fatal') expect(res.why).toMatch(/[^.]$/);
});

test('a branch keeps its blanks, in braces and without', () => {
  expect(expanded('${one? yes}')).toMatchObject({ value: { text: ' yes' } });
  expect(expanded('${empty: b c }')).toMatchObject({ value: { text: ' b c ' } });
  expect(expanded('${one?{ a b }:{c}}')).toMatchObject({ value: { text: ' a b ' } });
  expect(expanded('${empty?{a} : { b }}')).toMatchObject({ value: { text: ' b ' } });
});

test('a value knows which parameter it came out of', () => {
  const res = expanded('a.$one');
  expect(res.kind === 'value' && res.value.parts.map((it) => [it.length, it.leaf.kind === 'written' && it.leaf.at.file, it.via])).toEqual([
    [2, 'main.cf', []],
    [1, 'one', ['one']],
  ]);
});
