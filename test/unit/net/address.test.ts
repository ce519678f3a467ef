import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseAddress } from '../../../client/src/net/address.ts';
import { expectTable } from './support.ts';

function read(text: string): string {
  const parsed = parseAddress(text.replace(/\\[rn0t]/g, (it) => ({ '\\r': '\r', '\\n': '\n', '\\0': '\0', '\\t': '\t' })[it] ?? it));
  if (parsed.kind === 'refused') return `refused: ${parsed.why}`;
  return [parsed.text, ...(parsed.smtputf8 ? ['SMTPUTF8'] : []), ...parsed.notes].join(' | ');
}

test('mailboxes of RFC 5321 are taken as they stand', () => {
  expectTable(
    String.raw`
    ann@example.com => ann@example.com
    <ann@example.com> => ann@example.com
    Ann.Other+tag@EXAMPLE.com => Ann.Other+tag@example.com
    "q u"@example.com => "q u"@example.com
    "a\"b@c"@example.com => "a\"b@c"@example.com
    ann@[192.0.2.1] => ann@[192.0.2.1]
    ann@[IPv6:2001:db8::1] => ann@[IPv6:2001:db8::1]
    ann@localhost => ann@localhost
    ann@example.com. => ann@example.com
    postmaster => postmaster
    Postmaster => Postmaster
    ann@bücher.example => ann@xn--bcher-kva.example
    δοκιμή@example.com => δοκιμή@example.com | SMTPUTF8
    @relay.example,@other.example:ann@example.com => ann@example.com | the source route before the address was left out
    ann%other@example.com => ann%other@example.com | a % or ! in the local part may be taken for routing by old servers`,
    read,
  );
});

test('what is no mailbox is refused in words that say why', () => {
  expectTable(
    String.raw`
    ann@example.com>\r\nDATA => refused: a line break cannot stand in an address
    ann\n@example.com => refused: a line break cannot stand in an address
    ann\0@example.com => refused: a NUL character cannot stand in an address
    an\tn@example.com => refused: the control character U+0009 cannot stand in an address
    ann => refused: there is no @ in ann
    @example.com => refused: nothing stands before the @
    ann@ => refused: nothing stands behind the @
    ann@b@example.com => refused: there are two @ in the address
    an n@example.com => refused: a space cannot stand in an address, except between quotes before the @
    .ann@example.com => refused: the part before the @ cannot begin or end with a dot
    a..n@example.com => refused: two dots cannot follow each other before the @
    ann<b@example.com => refused: the character < cannot stand before the @, except between quotes
    "ann@example.com => refused: the quote before the @ is not closed
    "ann"b@example.com => refused: the character b cannot stand there in an address; quotes hold the whole part before the @
    ann@[300.0.2.1] => refused: [300.0.2.1] is no IP address
    ann@[2001:db8::1] => refused: an IPv6 address behind the @ is written [IPv6:2001:db8::1]
    ann@[IPv6:gggg::1] => refused: [IPv6:gggg::1] is no IP address
    ann@[192.0.2.1 => refused: the [ behind the @ is not closed
    ann@192.0.2.1 => refused: 192.0.2.1 is an IP address or part of one, not a domain
    ann@-bad-.example => refused: a part of a domain cannot begin or end with a hyphen, as -bad- does
    ann@exa mple.com => refused: a space cannot stand in a domain
    <> => refused: there is no address`,
    read,
  );
});

test('lengths are limited as RFC 5321 limits them', () => {
  expect(read(`${'a'.repeat(64)}@example.com`)).toBe(`${'a'.repeat(64)}@example.com`);
  expect(read(`${'a'.repeat(65)}@example.com`)).toBe('refused: the part before the @ has at most 64 octets; this one has 65');
  const long = Array.from({ length: 4 }, () => 'a'.repeat(60)).join('.');
  expect(read(`aaaaaaaaaaaa@${long}`)).toBe('refused: an address has at most 254 octets; this one has 256');
});

test('an invisible character is named', () => {
  expect(read('ann\u200b@example.com')).toBe(
    'refused: the invisible character U+200B stands in an address, perhaps from copying; type it again',
  );
  expect(read('ann\u202e@example.com')).toContain('U+202E');
});

test('no text throws, and what is taken can stand on one line and is taken again', () => {
  const likely = fc.array(
    fc.constantFrom('@', '.', '"', '\\', '[', ']', 'a', 'IPv6:', ':', '1', '\r', '\n', '\0', 'é', '\ud800', ' ', '<', '>', '%', 'xn--'),
    { maxLength: 20 },
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        likely.map((it) => it.join('')),
        fc.emailAddress(),
      ),
      (text) => {
        const parsed = parseAddress(text);
        if (parsed.kind === 'refused') return parsed.why !== '' && !/[\r\n]/.test(parsed.why);
        const again = parseAddress(parsed.text);
        return !/[\u0000-\u001f\u007f]/.test(parsed.text) && again.kind === 'address' && again.text === parsed.text;
      },
    ),
    { numRuns: 3000 },
  );
});
