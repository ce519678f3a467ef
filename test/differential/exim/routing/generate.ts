import fc from 'fast-check';
import type { RoutingSite } from './answers.ts';
import { configuration } from './configuration.ts';
import { acl } from './generateAcl.ts';
import { address, aliasKey, domain, local, member, table, targets } from './generateNames.ts';
import { routers } from './generateRouters.ts';

/** A made-up deployment and the addresses to ask it. */
export interface Question {
  readonly site: RoutingSite;
  readonly addresses: readonly string[];
}

const main = fc
  .array(
    fc.constantFrom(
      'qualify_recipient = sub.example.com\n',
      'recipient_unqualified_hosts = 127.0.0.1\n',
      'allow_domain_literals\n',
      'qualify_domain = hosted.test\n',
    ),
    { maxLength: 2 },
  )
  .map((it) => [...new Set(it)].filter((line) => !line.startsWith('qualify_domain')).join(''));
const rewrite = fc.option(
  fc
    .array(
      fc.constantFrom(
        '*@gone.invalid $1@example.com\n',
        'root@* alice@example.com T\n',
        'info@example.com sales@example.com F\n',
        '^list@(.*)$ bob@$1 Eq\n',
        'alice@example.com bob@example.com\n',
        '*@sub.example.com ${lookup{$local_part}lsearch{/etc/mail/aliases}{$local_part@example.com}fail}\n',
        '*@*.hosted.test $1@hosted.test T\n',
        'sales@example.com "alice@example.com" q\n',
      ),
      { minLength: 1, maxLength: 3 },
    )
    .map((it) => it.join('')),
  { freq: 4 },
);

const form = fc.oneof(
  { weight: 14, arbitrary: address },
  {
    weight: 2,
    arbitrary: fc
      .tuple(local, fc.constantFrom('+x', '-x', '+a+b', '-request', '+'), domain)
      .map(([user, tag, host]) => `${user}${tag}@${host}`),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom('owner-', 'real-', 'x-'), local, domain).map(([tag, user, host]) => `${tag}${user}@${host}`),
  },
  { weight: 1, arbitrary: fc.tuple(local, domain).map(([user, host]) => `${user.toUpperCase()}@${host.toUpperCase()}`) },
  { weight: 1, arbitrary: local },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '"a b"@example.com',
      '"alice"@example.com',
      '@far.test:bob@example.com',
      'alice%far.test@example.com',
      'x@[192.0.2.1]',
      'alice@[127.0.0.1]',
      'x@1.2.3.4',
      'alice@example.com.',
      '.alice@example.com',
      'alice@-x.test',
      'al..ice@example.com',
      'alice(x)@example.com',
      'alice@',
      '@example.com',
      'a/b@example.com',
      '|x@example.com',
      'alice@nodot',
    ),
  },
);

/** Deployments over every feature that decides about a recipient, and addresses in many forms. */
export const question: fc.Arbitrary<Question> = fc
  .record({ main, acl, routers, rewrite, aliases: table(aliasKey, targets, 9), domains: table(fc.constantFrom('hosted.test', 'other.hosted.test', '*.hosted.test', 'relay.test', 'sub.example.com', '*'), fc.constantFrom('aliases', 'people', 'absent', ''), 3), people: table(fc.oneof(local, fc.constantFrom('*', '^a', '*s')), fc.constantFrom('yes', 'no', 'bob', '0', 'alice, carol', 'sales@example.com'), 4), members: fc.array(member, { maxLength: 3 }), forward: fc.option(targets, { freq: 2 }), hosted: table(local, targets, 4), addresses: fc.uniqueArray(form, { minLength: 28, maxLength: 34 }) })
  .map((it) => ({
    addresses: it.addresses,
    site: {
      files: {
        '/etc/exim4/exim4.conf': configuration({
          main: `${it.main}domainlist hosted = hosted.test : *.hosted.test\nlocalpartlist roles = postmaster : root : info\n`,
          acl: it.acl,
          routers: it.routers,
          transports: 'dirs:\n  driver = appendfile\n  maildir_format\n  user = mail\n',
          ...(it.rewrite === null ? {} : { rewrite: it.rewrite }),
        }),
        '/etc/mail/aliases': it.aliases, '/etc/mail/domains': it.domains, '/etc/mail/people': it.people, '/etc/mail/example.com': it.hosted,
        '/etc/mail/domain-list': '# ours\nexample.com\n! other.hosted.test\n*.hosted.test\n',
        '/etc/mail/members': it.members.map((line) => `${line}\n`).join(''),
        ...(it.forward === null ? {} : { '/home/carol/.forward': `${it.forward}\n` }),
      },
    },
  })); // biome-ignore format: rows of a table
