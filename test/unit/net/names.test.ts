import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readResolvers, systemResolvers } from '../../../client/src/net/dns/system.ts';
import { parseDomain } from '../../../client/src/net/domain.ts';
import { parseResolver, parseServer, resolverText } from '../../../client/src/net/endpoint.ts';
import { canonicalIp, scopeOf } from '../../../client/src/net/ip.ts';
import { expectTable } from './support.ts';

test('a domain becomes A-labels, and what only the URL parser would take is refused', () => {
  const read = (text: string): string => {
    const parsed = parseDomain(text);
    return parsed.kind === 'refused' ? `refused: ${parsed.why}` : parsed.ascii;
  };
  expectTable(
    `
    Example.COM => example.com
    example.com. => example.com
    bücher.example => xn--bcher-kva.example
    xn--bcher-kva.example => xn--bcher-kva.example
    faß.example => xn--fa-hia.example
    例え.テスト => xn--r8jz45g.xn--zckzah
    例え。テスト => xn--r8jz45g.xn--zckzah
    ｅｘａｍｐｌｅ．com => example.com
    XN--BCHER-KVA.example => xn--bcher-kva.example
    straße.example => xn--strae-oqa.example
    שלום.example => xn--9dbne9b.example
    ab--cd.example => ab--cd.example
    _dmarc.example.com => _dmarc.example.com
    localhost => localhost
    ann@example.com => refused: ann@example.com is an address; only what stands behind the @ is a domain
    127.1 => refused: 127.1 is an IP address or part of one, not a domain
    0x7f.1 => refused: 0x7f.1 is an IP address or part of one, not a domain
    １２７.０.０.１ => refused: 127.0.0.1 is an IP address or part of one, not a domain
    exa%6dple.com => refused: the character % cannot stand in a domain
    אa.example => refused: אa.example cannot be written as an internationalized domain name
    ٣.example => refused: ٣.example cannot be written as an internationalized domain name
    xn--ab--cd.example => refused: xn--ab--cd.example cannot be written as an internationalized domain name
    ₁.₂ => refused: 1.0.0.2 is an IP address or part of one, not a domain
    ex∕ample.com => refused: the character ∕ cannot stand in a domain
    a․b.example => refused: the character ․ cannot stand in a domain
    a-.example => refused: a part of a domain cannot begin or end with a hyphen, as a- does
    example.123 => refused: example.123 is an IP address or part of one, not a domain
    a/b => refused: the character / cannot stand in a domain
    xn--a => refused: xn--a cannot be written as an internationalized domain name
    a..b => refused: two dots follow each other or the domain begins with one
    .a => refused: two dots follow each other or the domain begins with one
    -x.example => refused: a part of a domain cannot begin or end with a hyphen, as -x does
    a b.example => refused: a space cannot stand in a domain`,
    read,
  );
  expect(read('')).toBe('refused: there is no domain');
  expect(read('b\u00adx.example')).toContain('the invisible character U+00AD stands in a domain');
  expect(read(`${'ü'.repeat(60)}.example`)).toContain('at most 63 octets');
  expect(read(`${'a'.repeat(64)}.example`)).toContain('at most 63 octets');
  expect(read(Array.from({ length: 130 }, () => 'a').join('.'))).toContain('at most 253 octets');
  expect(read('a\r\nb')).toBe('refused: a line break cannot stand in a domain');
});

test('a domain that is taken consists of labels that DNS and SMTP can carry', () => {
  const likely = fc.array(fc.constantFrom('.', '-', 'a', 'xn--', '1', '0x', '。', 'é', 'ß', '_', '%', '\u200d', '\u0301', 'א'), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'grapheme' }),
        likely.map((it) => it.join('')),
      ),
      (text) => {
        const parsed = parseDomain(text);
        return parsed.kind === 'refused' || (/^[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*$/.test(parsed.ascii) && parsed.ascii.length <= 253);
      },
    ),
    { numRuns: 3000 },
  );
});

test('a server is a host with or without a port', () => {
  const read = (text: string): string => {
    const parsed = parseServer(text);
    if (parsed.kind === 'refused') return `refused: ${parsed.why}`;
    return `${parsed.host.kind} ${parsed.host.kind === 'ip' ? parsed.host.ip : parsed.host.ascii} ${parsed.port ?? '-'}`;
  };
  expectTable(
    `
    mx1.example.com => domain mx1.example.com -
    mx1.example.com:2525 => domain mx1.example.com 2525
    192.0.2.1 => ip 192.0.2.1 -
    192.0.2.1:25 => ip 192.0.2.1 25
    2001:db8::1 => ip 2001:db8::1 -
    [2001:db8:0::1]:25 => ip 2001:db8::1 25
    [2001:db8::1] => ip 2001:db8::1 -
    [mx1.example.com]:25 => refused: mx1.example.com is no IP address, and only one can stand in brackets
    mx1.example.com:0 => refused: a port is a number from 1 to 65535, not 0
    mx1.example.com:smtp => refused: a port is a number from 1 to 65535, not smtp
    mx1.example.com: => refused: a port is a number from 1 to 65535, not nothing
    a:b:c => refused: a:b:c is not of the form host:port; an IPv6 address stands in brackets
    mx1 example => refused: a space cannot stand in a domain`,
    read,
  );
});

test('a resolver is an IP address with or without a port', () => {
  expect(parseResolver('9.9.9.9', 'Quad9')).toEqual({ kind: 'resolver', name: 'Quad9', address: '9.9.9.9', port: 53 });
  expect(parseResolver('[2620:fe::fe]:5353')).toEqual({ kind: 'resolver', name: '[2620:fe::fe]:5353', address: '2620:fe::fe', port: 5353 });
  expect(parseResolver('fe80::1%eth0')).toMatchObject({ address: 'fe80::1%eth0', port: 53 });
  expect(parseResolver('dns.example')).toEqual({
    kind: 'refused',
    why: 'dns.example is no IP address, and a resolver is asked by its address',
  });
});

test('a resolver over TLS or HTTPS is written as a URL', () => {
  const read = (text: string): string => {
    const parsed = parseResolver(text);
    if (parsed.kind === 'refused') return `refused: ${parsed.why}`;
    const { address, port, over } = parsed;
    return `${address} ${port} ${over?.kind === 'https' ? over.url : (over?.serverName ?? '-')} ${resolverText(parsed)}`;
  };
  expectTable(
    `
    tls://9.9.9.9 => 9.9.9.9 853 - tls://9.9.9.9
    TLS://9.9.9.9:8853#DNS.Quad9.net => 9.9.9.9 8853 dns.quad9.net tls://9.9.9.9:8853#dns.quad9.net
    tls://[2620:fe::fe]:853#dns.quad9.net => 2620:fe::fe 853 dns.quad9.net tls://2620:fe::fe#dns.quad9.net
    tls://2620:fe::fe => 2620:fe::fe 853 - tls://2620:fe::fe
    tls://dns.quad9.net => refused: dns.quad9.net is no IP address, and a resolver is asked by its address
    tls://9.9.9.9# => refused: there is no domain
    tls://9.9.9.9#a..b => refused: two dots follow each other or the domain begins with one
    tls:// => refused: there is no name or address of a resolver
    https://dns.quad9.net/dns-query => dns.quad9.net 443 https://dns.quad9.net/dns-query https://dns.quad9.net/dns-query
    HTTPS://DNS.Quad9.net:8443 => dns.quad9.net 8443 https://dns.quad9.net:8443/dns-query https://dns.quad9.net:8443/dns-query
    https://9.9.9.9/ => 9.9.9.9 443 https://9.9.9.9/dns-query https://9.9.9.9/dns-query
    https://[2620:FE::FE]/x?y=1 => 2620:fe::fe 443 https://[2620:fe::fe]/x?y=1 https://[2620:fe::fe]/x?y=1
    https://dns.example/dns-query{?dns} => dns.example 443 https://dns.example/dns-query https://dns.example/dns-query
    https://bücher.example/q => xn--bcher-kva.example 443 https://xn--bcher-kva.example/q https://xn--bcher-kva.example/q
    https://127.1/ => refused: 127.1 is an IP address or part of one, not a domain
    https://me:secret@dns.example/ => refused: https://me:secret@dns.example/ is not of the form https://host/path
    https:/dns.example => refused: https:/dns.example is not of the form https://host/path
    https://dns.example/#x => refused: https://dns.example/#x is not of the form https://host/path
    http://dns.example/ => refused: http://dns.example/ is no resolver; one is an IP address, or begins with tls:// or https://
    192.0.2.53:5353 => 192.0.2.53 5353 - 192.0.2.53:5353
    ::1 => ::1 53 - ::1`,
    read,
  );
});

test('the resolvers of the system are taken in the forms that Node gives, and named after the machine that asks', () => {
  const found = systemResolvers('laptop', ['127.0.0.53', '192.0.2.53:5353', '[2001:db8::53]:5353', '::1', 'nonsense']);
  expect(found.map((it) => `${it.name} ${it.address} ${it.port}`)).toEqual([
    'System resolver on laptop 127.0.0.53 53',
    'System resolver on laptop 192.0.2.53 5353',
    'System resolver on laptop 2001:db8::53 5353',
    'System resolver on laptop ::1 53',
  ]);
  expect(readResolvers('system')).toEqual({ kind: 'resolvers', resolvers: systemResolvers() });
  expect(readResolvers('192.0.2.53', 'Office')).toMatchObject({ resolvers: [{ name: 'Office', address: '192.0.2.53' }] });
  expect(readResolvers('dns.example').kind).toBe('refused');
});

test('an IP address is judged by where it leads, also when IPv6 carries IPv4', () => {
  const read = (ip: string): string => {
    const { kind, words } = scopeOf(ip);
    return words === '' ? kind : `${kind}: ${words}`;
  };
  expectTable(
    `
    8.8.8.8 => global
    2620:fe::fe => global
    ::ffff:8.8.8.8 => global
    64:ff9b::808:808 => global
    127.0.0.1 => local: loopback
    ::1 => local: loopback
    10.1.2.3 => local: private, RFC 1918
    100.64.0.1 => local: carrier-grade NAT
    169.254.169.254 => local: link-local
    fe80::1%eth0 => local: link-local
    fd00::1 => local: private, unique local
    0.0.0.0 => local: unspecified
    :: => local: unspecified
    192.0.2.1 => local: reserved for documentation or testing
    ::ffff:127.0.0.1 => local: loopback, as 127.0.0.1 inside IPv6
    64:ff9b::7f00:1 => local: loopback, as 127.0.0.1 inside IPv6
    64:ff9b:1::a01:203 => local: private, RFC 1918, as 10.1.2.3 inside IPv6
    2002:a01:203:: => local: private, RFC 1918, as 10.1.2.3 inside IPv6
    ::7f00:1 => local: loopback, as 127.0.0.1 inside IPv6
    nonsense => local: no IP address`,
    read,
  );
  expect(['64:ff9b::808:808', '2002:808:808::', '::ffff:8.8.8.8', '::808:808', '8.8.8.8'].map((it) => scopeOf(it).carrier)).toEqual([
    'NAT64',
    '6to4',
    'IPv4-mapped',
    'IPv4-compatible',
    undefined,
  ]);
  expect(canonicalIp('2001:DB8:0:0::1')).toBe('2001:db8::1');
  expect(canonicalIp('127.1')).toBeUndefined();
});
