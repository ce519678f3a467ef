import { expect, test } from 'vitest';
import { openSite } from './site.ts';

// Debian's main.cf names a file; asked of its Postfix 3.7: bare names are completed with the first line there.
test.each([
  ['myorigin = /etc/mailname', 'example.net\n', 'example.net'],
  ['myorigin = /etc/mailname', 'example.net', 'example.net'],
  ['origin_file = /etc/mailname\nmyorigin = $origin_file', 'example.net\n', 'example.net'],
  ['myorigin = $myhostname', 'example.net\n', 'mail.example.com'],
])('%s', (line, mailname, expected) => {
  const system = openSite(`\n-- /etc/postfix/main.cf --\ncompatibility_level = 3.6\n${line}\n-- /etc/mailname --\n${mailname}`);
  expect(system.parameters.text('myorigin')).toBe(expected);
});

test('a file that is not here leaves the origin unknown', () => {
  const system = openSite('\n-- /etc/postfix/main.cf --\ncompatibility_level = 3.6\nmyorigin = /etc/mailname\n');
  expect(system.setting('myorigin')?.origin.kind).toBe('unknown');
});
