import { expect, test } from 'vitest';
import { enhancedCodes } from '../../../server/src/smtp/codes/enhanced.ts';
import { replyCodes } from '../../../server/src/smtp/codes/replies.ts';

// The last detail of each subject in the IANA registry; every number up to it is registered.
const last = { '0': 0, '1': 10, '2': 4, '3': 6, '4': 7, '5': 6, '6': 10, '7': 30 };

test('every row of the registry of enhanced status codes is there, once', () => {
  const rows = Object.entries(last).flatMap(([subject, end]) => Array.from({ length: end + 1 }, (_, i) => `${subject}.${i}`));
  expect([...enhancedCodes.keys()].sort()).toEqual(rows.sort());
  expect(enhancedCodes.size).toBe(81);
});

// RFC 5321 4.2.3, then RFC 1985, 2645, 4954, 7504 and the registry's column of associated codes; 424 was seen, not read.
const known =
  '211 214 220 221 250 251 252 354 421 450 451 452 455 500 501 502 503 504 550 551 552 553 554 555 ' +
  '253 458 459 453 235 334 432 454 530 534 535 538 521 556 422 430 523 524 525 533 424';

test('every reply code of the RFCs is there', () => {
  expect([...replyCodes.keys()].sort()).toEqual(known.split(' ').map(Number).sort());
});

test('every code that the registry associates is explained', () => {
  const associated = [...enhancedCodes.values()].flatMap((it) => it.codes);
  expect(associated.filter((code) => !replyCodes.has(code))).toEqual([]);
});

test.each([...enhancedCodes.values(), ...replyCodes.values()])(
  '$detail$code has a source, a step and sentences without a full stop',
  (it) => {
    expect(it.source).toMatch(/^(?:RFC \d{4}|IANA|No RFC: seen)/);
    expect(it.next.length).toBeGreaterThan(0);
    for (const text of [it.meaning, ...it.next]) {
      expect(text).toMatch(/^["A-Z].*[^.]$/);
      expect(text).not.toMatch(/\b(?:should|please|invalid)\b/i);
    }
  },
);
