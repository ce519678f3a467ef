import { expect, test } from 'vitest';
import { openSite } from './site.ts';

test.each([
  ['myhostname = Mail.Example.com', 'mail.example.com | '],
  [
    'myhostname = mail.example.com\ninet_interfaces = $myhostname, 127.0.0.1, 192.0.2.25, [2001:db8::25]',
    'mail.example.com | 192.0.2.25 2001:db8::25',
  ],
  ['myhostname = mail.example.com\ninet_interfaces = loopback-only\nproxy_interfaces = 198.51.100.7', 'mail.example.com | 198.51.100.7'],
  ['mydestination = example.com', 'mail.example.com | '],
])('%j introduces itself as %j', (lines, expected) => {
  const { self } = openSite(`-- /etc/postfix/main.cf --\n${lines}\n`);
  expect(`${self?.names.join(' ')} | ${self?.addresses.join(' ')}`).toBe(expected);
});
