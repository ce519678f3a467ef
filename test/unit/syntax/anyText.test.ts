import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../../server/src/core/edits.ts';
import { type Sourced, written } from '../../../server/src/core/sourced.ts';
import type { Entry, ParsedFile, Word } from '../../../server/src/core/syntax.ts';
import type { Place } from '../../../server/src/core/text.ts';
import { targetsIn } from '../../../server/src/formats/aliases.ts';
import { fold } from '../../../server/src/formats/keyIndex.ts';
import { postmapTable, type TableFile } from '../../../server/src/formats/postmapTable.ts';
import { expand } from '../../../server/src/mta/postfix/expand.ts';
import { itemsOf } from '../../../server/src/mta/postfix/items.ts';
import { texts } from './texts.ts';

const spice = [
  '\0',
  '\r\n',
  '\n',
  '\t',
  ' ',
  '\\',
  '"',
  '{',
  '}',
  '(',
  ')',
  '[',
  '$',
  '${',
  '#',
  ',',
  ';',
  ':',
  '<',
  '>',
  '/',
  '!',
  '=',
  'if ',
  'endif',
  '\u00a0',
  '\uFEFF',
  'é',
  'İ',
  '🙂',
  '\ud800',
];

/** Pieces of a text in any order, with what hurts readers between them. */
function distorted(text: string): fc.Arbitrary<string> {
  const slice = fc.tuple(fc.nat(text.length), fc.nat(text.length)).map(([from, length]) => text.slice(from, from + length));
  return fc.array(fc.oneof(slice, fc.constantFrom(...spice), fc.string({ maxLength: 5 })), { maxLength: 12 }).map((it) => it.join(''));
}

function words(entry: Entry): readonly Word[] {
  return [entry.name, ...entry.values];
}

function checkPlaces({ text, entries, problems }: ParsedFile): void {
  const lies = ({ start, end }: Place, outer: { readonly start: number; readonly end: number }) =>
    outer.start <= start && start <= end && end <= outer.end;
  const whole = { start: 0, end: text.length };
  expect(problems.filter((it) => !lies(it.at, whole) || it.message === '')).toEqual([]);
  expect(entries.filter((it) => !lies(it.at, whole))).toEqual([]);
  expect(entries.filter((it) => [...words(it), ...it.body].some(({ at }) => !lies(at, it.at)))).toEqual([]);
  expect(entries.filter((it, i) => 0 < i && it.at.start < entries[i - 1]!.at.end)).toEqual([]);
}

for (const [format, text] of texts) {
  describe(`any text as ${format.id}, such as ${JSON.stringify(text.slice(0, 12))}`, () => {
    test('is read without a throw, and what was read lies where it says', () => {
      fc.assert(
        fc.property(distorted(text), (it) => checkPlaces(format.parse('file', it))),
        { numRuns: 300 },
      );
    });

    test('is read in every beginning of the whole', () => {
      for (let end = 0; end <= text.length; end++) checkPlaces(format.parse('file', text.slice(0, end)));
    });
  });
}

test('a table finds the first of its keys, letter case ignored, and nothing else', () => {
  const key = fc.stringMatching(/^[abAB@.İéK\u212a]{1,3}$/);
  fc.assert(
    fc.property(fc.array(key, { maxLength: 40 }), fc.array(key, { maxLength: 10 }), (keys, others) => {
      const { rows } = postmapTable.parse('t', keys.map((it) => `${it} x\n`).join('')) as TableFile;
      const first = new Map<string, number>();
      for (const [i, it] of keys.entries()) if (!first.has(fold(it))) first.set(fold(it), i);
      for (const it of [...keys, ...others]) expect(rows.find(it)).toBe(first.get(fold(it)) ?? -1);
      expect(rows.repeated).toEqual(keys.flatMap((it, i) => (first.get(fold(it)) === i ? [] : [i])));
      for (let row = 0; row < rows.count; row++) expect(rows.rowAt(rows.valueAt(row).start)).toBe(row);
    }),
  );
});

test('targets lie in their value, one behind the other', () => {
  fc.assert(
    fc.property(distorted('alice, "|x y" (c) <a@b>; g: :include: /l \\q'), fc.nat(5), (text, start) => {
      const from = Math.min(start, text.length);
      let last = from;
      for (const { at } of targetsIn(text, { file: 't', start: from, end: text.length })) {
        expect(last <= at.start && at.start < at.end && at.end <= text.length).toBe(true);
        last = at.end;
      }
    }),
  );
});

test('edits replace what they say and leave the rest', () => {
  const pieces = fc.array(fc.tuple(fc.string({ maxLength: 4 }), fc.string({ maxLength: 4 }), fc.string({ maxLength: 4 })), {
    maxLength: 6,
  });
  fc.assert(
    fc.property(pieces, fc.string({ maxLength: 4 }), fc.boolean(), (all, end, backwards) => {
      let text = '';
      const edits = all.map(([before, from, to]) => {
        text += before;
        const start = text.length;
        text += from;
        return { at: { file: 't', start, end: text.length }, text: to };
      });
      const nonEmpty = edits.every((it) => it.at.start < it.at.end);
      fc.pre(nonEmpty);
      const expected = all.map(([before, , to]) => before + to).join('') + end;
      expect(applyEdits(text + end, backwards ? [...edits].reverse() : edits)).toBe(expected);
    }),
  );
});

const macros = 'a ${one?{yes}:{no}} $two, ${{$one} == {1} ? x} $$ $(empty:{b}) ${one? y} inline:{a=b} ';

test('an expanded value is as long as its parts, and its literal words stand where they say', () => {
  const values: Readonly<Record<string, Sourced>> = { one: at('1', 'one'), two: at('b c', 'two'), empty: at('', 'empty') };
  fc.assert(
    fc.property(distorted(macros), (text) => {
      const res = expand(at(text, 'main.cf'), (name) => {
        const value = values[name];
        return value && { kind: 'value', value };
      });
      if (res.kind === 'fatal') {
        expect(res.why).not.toBe('');
        return;
      }
      expect(res.value.parts.reduce((sum, it) => sum + it.length, 0)).toBe(res.value.text.length);
      const source: Readonly<Record<string, string>> = { 'main.cf': text, one: '1', two: 'b c' };
      let offset = 0;
      for (const { leaf, length } of res.value.parts) {
        if (leaf.kind === 'written' && leaf.at.end - leaf.at.start === length)
          expect(source[leaf.at.file]!.slice(leaf.at.start, leaf.at.end)).toBe(res.value.text.slice(offset, offset + length));
        offset += length;
      }
      for (const item of itemsOf(res.value)) {
        expect(item.origin.kind).toBe('written');
        expect(res.value.text).toContain(item.text);
      }
    }),
    { numRuns: 500 },
  );
});

function at(text: string, file: string): Sourced {
  return written(text, { file, start: 0, end: text.length });
}
