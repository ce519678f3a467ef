import fc from 'fast-check';
import type { DovecotSite } from './answers.ts';

/** A made-up mailbox server and whom to ask it for. Of all that can be written only what decides about a recipient, in every combination. */
export interface Question {
  readonly site: DovecotSite;
  readonly addresses: readonly string[];
}

const locals = ['alice', 'Alice', 'bob', 'root', 'a.b', 'x-y', 'x_y', 'o+p', 'postmaster', 'Zoë', 'nobody'];
const domains = ['example.com', 'EXAMPLE.com', 'example.net', 'sub.example.com', ''];

const address = fc
  .tuple(fc.constantFrom(...locals), fc.constantFrom('', '', '', '+tag', '-tag', '+', '-a+b', '_c'), fc.constantFrom(...domains))
  .map(([local, tag, domain]) => (domain === '' ? local + tag : `${local}${tag}@${domain}`));

const key = fc
  .tuple(fc.constantFrom(...locals, 'alice+tag', 'x'), fc.constantFrom('example.com', 'example.com', 'Example.net', ''))
  .map(([local, domain]) => (domain === '' ? local : `${local}@${domain}`));

const rest = fc.constantFrom(
  ...[
    ':{PLAIN}x:1001:1001::/h',
    ':{PLAIN}x:1001:1001::/h',
    ':{PLAIN}x:1001:1001::/h::',
    ':x::::',
    ':{PLAIN}x',
    '',
    ':x:0:0::/h',
    ':x:1001',
  ],
  ...[':x:bob:bob::/h', ':x:nosuch:1001::/h', ':x:1001:0::/h', ':x:1001:1001::/h::userdb_uid=0', ':x:1001:1001::/h::nologin'],
  ...[':x:1001:1001::/h::userdb_mail=maildir:/m', ':x:::::: userdb_uid=1001', ':x:::::: userdb_tempfail=yes', ' :x:1001:1001::/h'],
);

const line = fc.oneof(
  { weight: 9, arbitrary: fc.tuple(key, rest).map((it) => it.join('')) },
  { weight: 1, arbitrary: fc.constantFrom('# alice:x', '', ':x:1001:1001', ' alice:x:1001:1001') },
);

const users = fc.array(line, { maxLength: 9 }).map((it) => it.map((one) => `${one}\n`).join(''));

const path = fc.constantFrom(
  '/etc/dovecot/users',
  '/etc/dovecot/users',
  '/etc/dovecot/others',
  '/etc/dovecot/%d/users',
  '/etc/dovecot/none',
);
const format = fc.constantFrom(
  '%u',
  '%Lu',
  '%n',
  '%Ln',
  '%d',
  '%Un',
  '%3n',
  '%1.2u',
  '%Rn',
  '%n@%d',
  '%{user}',
  '%L{username}',
  'v-%n',
  '',
);

const rules = fc.oneof(
  { weight: 6, arbitrary: fc.constant('') },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.constantFrom('result_success', 'result_failure', 'result_internalfail'),
        fc.constantFrom('return-ok', 'return-fail', 'return', 'continue', 'continue-ok', 'continue-fail'),
      )
      .map((it) => `  ${it.join(' = ')}\n`),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('  skip = found\n', '  skip = notfound\n', '  default_fields = uid=0\n', '  override_fields = uid=bob\n'),
  },
);

const usernameFormat = format.map((it) => (it === '' ? '' : `username_format=${it} `));

const userdb = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(usernameFormat, path).map((it) => ['passwd-file', it.join('')] as const) },
  { weight: 1, arbitrary: fc.tuple(usernameFormat, path).map(([of, file]) => ['passwd-file', `scheme=PLAIN ${of}${file}`] as const) },
  { weight: 2, arbitrary: fc.constant(['passwd', ''] as const) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      ...[
        'uid=1001 gid=1001 home=/h/%u',
        'uid=bob gid=bob home=/h',
        'uid=1001 gid=1001 allow_all_users=yes',
        'uid=0 gid=0 home=/h',
        '',
      ].map((it) => ['static', it] as const),
    ),
  },
  { weight: 1, arbitrary: fc.constant(['prefetch', ''] as const) },
);

const passdb = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(fc.constantFrom('', 'scheme=PLAIN '), usernameFormat, path).map((it) => ['passwd-file', it.join('')] as const),
  },
  { weight: 1, arbitrary: fc.constant(['passwd', ''] as const) },
  { weight: 1, arbitrary: fc.constant(['static', 'password=x'] as const) },
  { weight: 1, arbitrary: fc.constant(['pam', ''] as const) },
);

const denial = fc.constantFrom('', '', '', '', '', '  deny = yes\n', '  master = yes\n');

function block(kind: string, [driver, args]: readonly [string, string], more: string): string {
  return `${kind} {\n  driver = ${driver}\n${args === '' ? '' : `  args = ${args}\n`}${more}}\n`;
}

const settings = fc
  .record(
    {
      auth_username_format: format,
      auth_default_realm: fc.constantFrom('example.com', 'Example.net'),
      auth_username_chars: fc.constantFrom('', 'abcdefghijklmnopqrstuvwxyz@.', 'abcdefghijklmnopqrstuvwxyzAB@.+-_'),
      auth_username_translation: fc.constantFrom('-_', 'ab', '+-_.'),
      recipient_delimiter: fc.constantFrom('+', '-', '+-', '', '_'),
      lmtp_save_to_detail_mailbox: fc.constantFrom('yes', 'no'),
    },
    { requiredKeys: [] },
  )
  .map((it) => Object.entries(it).map(([name, value]) => `${name} = ${value}\n`));

const conf = fc
  .tuple(
    settings,
    fc.constantFrom('', '', '', 'protocol lmtp {\n  auth_username_format = %Ln\n}\n', 'protocol imap {\n  auth_username_format = %n\n}\n'),
    fc.array(
      fc.tuple(passdb, denial).map(([it, more]) => block('passdb', it, more)),
      { minLength: 1, maxLength: 2 },
    ),
    fc.array(
      fc.tuple(userdb, rules).map(([it, more]) => block('userdb', it, more)),
      { maxLength: 3 },
    ),
  )
  .map((it) => it.flat().join(''));

export const question: fc.Arbitrary<Question> = fc
  .record({
    files: fc.record({
      '/etc/dovecot/dovecot.conf': conf,
      '/etc/dovecot/users': users,
      '/etc/dovecot/others': users,
      '/etc/dovecot/example.com/users': users,
    }),
    addresses: fc.uniqueArray(address, { minLength: 14, maxLength: 18 }),
  })
  .map(({ files, addresses }) => ({ site: { files }, addresses }));
