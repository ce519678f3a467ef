import { describe, expect, it } from 'vitest';
import { duration, lifetime, when } from '../../../client/src/panel/words/time.ts';

describe('time in words', () => {
  it.each([
    [45, '45 s'],
    [120, '2 min'],
    [2460, '41 min'],
    [7500, '2 h 5 min'],
    [86_400, '24 h'],
    [604_800, '7 days'],
  ])('an answer that lasts %i seconds lasts %s', (seconds, words) => {
    expect(lifetime(seconds)).toBe(words);
  });

  it.each([
    [84.4, '84 ms'],
    [1234, '1.2 s'],
    [30_400, '30 s'],
  ])('%d milliseconds are %s', (milliseconds, words) => {
    expect(duration(milliseconds)).toBe(words);
  });

  it.each([
    [new Date(2026, 10, 21, 14, 2), 'today 14:02'],
    [new Date(2026, 10, 20, 23, 59), 'yesterday 23:59'],
    [new Date(2026, 10, 3, 9, 5), '2026-11-03 09:05'],
  ])('%s is %s', (at, words) => {
    expect(when(at.getTime(), new Date(2026, 10, 21, 23, 0).getTime())).toBe(words);
  });
});
