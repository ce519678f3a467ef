import { expect, test } from 'vitest';
import { translate } from '../../../server/src/formats/pattern.ts';
import { sampleOf } from '../../../server/src/mta/postfix/patternSample.ts';

test.each([
  ['^help-[0-9]+@example\\.com$', 'help-0@example.com'],
  ['^dev(-(bounces(\\+.*)?|join))?@example\\.com$', 'dev@example.com'],
  ['^(sales|orders)@example\\.com$', 'sales@example.com'],
  ['^[^+]+@example\\.com$', 'a@example.com'],
  ['^a{3}@example\\.com$', 'aaa@example.com'],
  ['@example\\.com$', '@example.com'],
  ['^bounce\\+[^@]+=[^@]+@example\\.com$', 'bounce+a=a@example.com'],
])('%s matches %s', (pattern, expected) => {
  expect(sampleOf(pattern, translate(pattern, '', 'posix'))).toBe(expected);
});

test.each(['^(?=x)y$', '^[[:punct:]]$', '^a$b'])('nothing is made up for %s', (pattern) => {
  expect(sampleOf(pattern, translate(pattern, '', 'pcre'))).toBeUndefined();
});
