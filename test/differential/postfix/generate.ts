import fc from 'fast-check';
import type { PostfixSite } from './answers.ts';

/** A made-up deployment and the addresses to ask it. */
export interface Question {
  readonly site: PostfixSite;
  readonly addresses: readonly string[];
}

const DOMAINS = [
  'example.com',
  'mail.example.com',
  'localhost',
  'alias.test',
  'box.test',
  'relay.test',
  'sub.relay.test',
  'other.test',
] as const;
const LOCALS = ['alice', 'bob', 'nosuch', 'info', 'sales', 'list', 'mary-ann', 'root', 'Alice', 'carol'] as const;

const domain = fc.constantFrom(...DOMAINS);
const local = fc.constantFrom(...LOCALS);
const address = fc.tuple(local, domain).map(([user, host]) => `${user}@${host}`);
const target = fc.oneof(
  { weight: 5, arbitrary: address },
  { weight: 2, arbitrary: local },
  { weight: 1, arbitrary: fc.constant('someone@far.test') },
);
const targets = fc.array(target, { minLength: 1, maxLength: 3 }).map((it) => it.join(', '));

/** Distinct keys: of two equal ones Postfix keeps the first and texthash: none at all, which cases of their own show. */
function table(key: fc.Arbitrary<string>, value: fc.Arbitrary<string>, most = 6): fc.Arbitrary<string> {
  return fc
    .uniqueArray(fc.tuple(key, value), { selector: ([it]) => it.toLowerCase(), maxLength: most, minLength: 1 })
    .map((rows) => rows.map(([left, right]) => `${left}\t${right}\n`).join(''));
}

const catchAll = domain.map((it) => `@${it}`);
const virtualKey = fc.oneof(
  { weight: 6, arbitrary: address },
  { weight: 1, arbitrary: catchAll },
  { weight: 1, arbitrary: local },
  { weight: 1, arbitrary: domain },
);
const virtual = table(virtualKey, fc.oneof({ weight: 8, arbitrary: targets }, { weight: 1, arbitrary: catchAll }));
const boxes = table(
  fc.oneof({ weight: 6, arbitrary: local.map((it) => `${it}@box.test`) }, { weight: 1, arbitrary: fc.constant('@box.test') }),
  fc.constant('box/'),
);
const relayed = table(
  fc.oneof(
    { weight: 6, arbitrary: fc.tuple(local, fc.constantFrom('relay.test', 'sub.relay.test')).map((it) => it.join('@')) },
    { weight: 1, arbitrary: fc.constant('@relay.test') },
  ),
  fc.constant('OK'),
);
const canonical = table(fc.oneof(address, local), fc.oneof(address, local), 2);
const moved = table(fc.oneof(address, local), fc.constant('new@far.test'), 2);
const routes = table(
  fc.oneof(
    address,
    domain,
    domain.map((it) => `.${it}`),
    fc.constant('*'),
  ),
  fc.constantFrom(
    'error:no such thing',
    'error:5.1.1 gone away',
    'retry:4.2.1 later',
    'smtp:[far.test]',
    'discard:',
    'local:',
    ':',
    'error:',
  ),
  3,
);
const access = table(
  fc.oneof(
    address,
    domain,
    local.map((it) => `${it}@`),
    fc.constant('test'),
  ),
  fc.constantFrom(
    'OK',
    'REJECT',
    'REJECT not here',
    'DUNNO',
    '550 5.1.1 no such user',
    '450 4.2.0 greylisted',
    'DEFER',
    'DEFER_IF_PERMIT wait',
    'permit',
    'reject_unauth_destination',
    '12345',
    'REJECT 5.1.6 moved',
    'DISCARD',
  ),
  3,
);
const aliases = fc
  .uniqueArray(
    fc.tuple(
      fc.constantFrom('info', 'sales', 'list', 'owner-list', 'staff', 'bob', 'postmaster', 'root'),
      fc.oneof(
        { weight: 6, arbitrary: targets },
        {
          weight: 1,
          arbitrary: fc.constantFrom(
            '"|/bin/true"',
            '/dev/null',
            ':include:/etc/postfix/members',
            ':include:/etc/postfix/absent',
            '\\bob',
            'staff, info',
          ),
        },
      ),
    ),
    { selector: ([it]) => it, maxLength: 5 },
  )
  .map((rows) => rows.map(([left, right]) => `${left}: ${right}\n`).join(''));

/** One line of main.cf, or none. */
function maybe(line: fc.Arbitrary<string>, weight = 3): fc.Arbitrary<string> {
  return fc.oneof({ weight, arbitrary: fc.constant('') }, { weight: 1, arbitrary: line.map((it) => `${it}\n`) });
}

const someOf = (name: string, ...values: readonly string[]) => fc.constantFrom(...values).map((it) => `${name} = ${it}`);
const mapType = fc.constantFrom('hash', 'lmdb', 'texthash', 'cdb', 'btree');
const patterns = fc.constantFrom(
  '/^info@/ alice@example.com\n',
  '/^(.*)@alias\\.test$/ $1@example.com\n',
  'if /@alias\\.test$/\n/^sales/ bob\nendif\n',
  '!/@example\\.com$/ alice\n',
  '/NOSUCH@box/ carol@example.com\n',
);

const mainCf = fc
  .tuple(
    fc.constantFrom('3.6', '3.6', '3.6', '2'),
    someOf('mydestination', '$myhostname, localhost', '$myhostname, localhost, example.com', '$myhostname, localhost.$mydomain, localhost, $mydomain', 'localhost', '/etc/postfix/domains', '!mail.example.com, mail.example.com, example.com'),
    maybe(someOf('myorigin', '$mydomain', 'alias.test', 'box.test', 'localhost'), 2),
    mapType,
    fc.constantFrom('hash:/etc/postfix/virtual', 'hash:/etc/postfix/virtual', 'hash:/etc/postfix/virtual, regexp:/etc/postfix/patterns', 'pcre:/etc/postfix/patterns', 'unionmap:{texthash:/etc/postfix/virtual, inline:{info@alias.test=bob}}', ''),
    maybe(someOf('virtual_alias_domains', 'alias.test', 'alias.test, other.test', '', 'inline:{alias.test=x}'), 1),
    maybe(fc.constant('virtual_mailbox_domains = box.test'), 1),
    fc.constantFrom('virtual_mailbox_maps = hash:/etc/postfix/boxes\n', 'virtual_mailbox_maps = hash:/etc/postfix/boxes\n', 'virtual_mailbox_maps =\n', 'virtual_mailbox_maps = static:x/\n'),
    maybe(someOf('relay_domains', 'relay.test', '.relay.test', '!sub.relay.test, relay.test'), 1),
    maybe(someOf('relay_recipient_maps', 'hash:/etc/postfix/relayed', ''), 1),
    maybe(someOf('local_recipient_maps', '$alias_maps', '', 'unix:passwd.byname', 'unix:passwd.byname $alias_maps inline:{info=x}'), 3),
    fc.constantFrom('', 'recipient_delimiter = +\n', 'recipient_delimiter = -\n', 'recipient_delimiter = +-\n'),
    maybe(someOf('canonical_maps', 'hash:/etc/postfix/canonical')),
    maybe(someOf('relocated_maps', 'hash:/etc/postfix/moved'), 5),
    maybe(someOf('transport_maps', 'hash:/etc/postfix/routes'), 4),
    maybe(someOf('smtpd_recipient_restrictions', 'check_recipient_access hash:/etc/postfix/access', 'permit_mynetworks, reject_unauth_destination, check_recipient_access hash:/etc/postfix/access', 'reject_unlisted_recipient, check_recipient_access hash:/etc/postfix/access', 'permit_mynetworks, reject_unauth_destinatoin', 'check_recipient_access', 'defer_if_permit, permit_mynetworks', 'hash:/etc/postfix/access, permit_mynetworks', 'check_recipient_access nosuch:/x', 'reject_non_fqdn_recipient, permit_mynetworks, reject_unauth_destination'), 2),
    fc.array(
      fc.constantFrom(
        'smtpd_relay_restrictions = permit_mynetworks, reject_unauth_destination',
        'soft_bounce = yes', 'show_user_unknown_table_name = no', 'smtpd_reject_unlisted_recipient = no', 'unknown_local_recipient_reject_code = 450',
        'unknown_virtual_alias_reject_code = 551', 'allow_percent_hack = no', 'swap_bangpath = no', 'append_dot_mydomain = yes', 'parent_domain_matches_subdomains = smtpd_access_maps',
        'luser_relay = alice', 'fallback_transport = error:no fallback', 'mailbox_transport = smtp:[far.test]', 'propagate_unmatched_extensions =', 'mynetworks = 10.0.0.0/8', 'local_transport = error:5.1.1 nothing local',
        'virtual_transport = error:no boxes', 'relay_transport = smtp:[far.test]', 'smtpd_delay_reject = no', 'allow_untrusted_routing = yes', 'smtpd_relay_before_recipient_restrictions = no',
      ),
      { maxLength: 3 },
    ),
  )
  .map(([level, destination, origin, type, virtualMaps, aliasDomains, boxDomains, boxMaps, relay, relayMaps, locals, delimiter, canonicalMaps, relocated, transport, restrictions, others]) =>
    [
      `compatibility_level = ${level}\nmyhostname = mail.example.com\n${destination}\n${origin}`,
      virtualMaps === '' ? '' : `virtual_alias_maps = ${virtualMaps}\n`,
      aliasDomains, boxDomains, 'virtual_mailbox_base = /var/mail\nvirtual_uid_maps = static:5000\nvirtual_gid_maps = static:5000\n', boxMaps, relay, relayMaps, locals, delimiter,
      canonicalMaps, relocated, transport, restrictions, ...others.map((it) => `${it}\n`),
    ].join('').replaceAll('hash:/etc/postfix/v', `${type === 'texthash' ? 'texthash' : type}:/etc/postfix/v`).replaceAll('textlmdb', 'lmdb').replaceAll('texttexthash', 'texthash').replaceAll('textcdb', 'cdb').replaceAll('textbtree', 'btree'),
  ); // biome-ignore format: rows of a table

const form = fc.oneof(
  { weight: 12, arbitrary: address },
  { weight: 2, arbitrary: local },
  { weight: 2, arbitrary: fc.tuple(local, fc.constantFrom('+x', '-x', '+a+b', '-a-b'), domain).map(([user, tag, host]) => `${user}${tag}@${host}`) },
  { weight: 1, arbitrary: fc.tuple(local, domain).map(([user, host]) => `${user.toUpperCase()}@${host.toUpperCase()}`) },
  { weight: 1, arbitrary: fc.tuple(local, domain, domain).map(([user, first, second]) => `${user}%${first}@${second}`) },
  { weight: 1, arbitrary: fc.tuple(local, domain, domain).map(([user, first, second]) => `@${first}:${user}@${second}`) },
  { weight: 1, arbitrary: fc.tuple(local, domain).map(([user, host]) => `${host}!${user}`) },
  { weight: 1, arbitrary: address.map((it) => `${it}.`) },
  { weight: 1, arbitrary: fc.constantFrom('postmaster', 'postmaster@alias.test', 'mailer-daemon@example.com', 'double-bounce@mail.example.com', '"a b"@example.com', '"info"@alias.test', 'info@', '@example.com', 'x@1.2.3.4', 'x@[127.0.0.1]', 'x@-bad.test', 'a b@example.com', '-x@example.com', 'info@nodot', 'x@a..b', '"alice@box.test"@example.com', 'owner-list@example.com', 'list-request@example.com', 'alice@@example.com', '.alice@example.com', '""@example.com') },
); // biome-ignore format: rows of a table

/** Deployments over every feature that decides about a recipient, and addresses in every form that people and mailers write. */
export const question: fc.Arbitrary<Question> = fc
  .record({ main: mainCf, virtual, patterns, boxes, relayed, canonical, moved, routes, access, aliases, members: fc.array(target, { minLength: 1, maxLength: 3 }), forward: fc.option(targets, { freq: 3 }), addresses: fc.uniqueArray(form, { minLength: 45, maxLength: 60 }) })
  .map(({ main, addresses, ...it }) => ({
    addresses,
    site: {
      users: ['alice', 'bob', 'carol', 'mary-ann'],
      files: {
        '/etc/postfix/main.cf': main,
        '/etc/postfix/virtual': it.virtual, '/etc/postfix/patterns': it.patterns, '/etc/postfix/boxes': it.boxes, '/etc/postfix/relayed': it.relayed, '/etc/postfix/canonical': it.canonical,
        '/etc/postfix/moved': it.moved, '/etc/postfix/routes': it.routes, '/etc/postfix/access': it.access, '/etc/postfix/members': `${it.members.join('\n')}\n`,
        '/etc/postfix/domains': '# ours\nexample.com localhost\n!sub.example.com, mail.example.com\n',
        '/etc/aliases': it.aliases,
        ...(it.forward === null ? {} : { '/home/carol/.forward': `${it.forward}\n` }),
      },
    },
  })); // biome-ignore format: rows of a table
