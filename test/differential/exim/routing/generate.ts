import fc from 'fast-check';
import type { RoutingSite } from './answers.ts';
import { configuration } from './configuration.ts';

/** A made-up deployment and the addresses to ask it. */
export interface Question {
  readonly site: RoutingSite;
  readonly addresses: readonly string[];
}

const domain = fc.constantFrom(
  'example.com',
  'example.com',
  'sub.example.com',
  'mail.example.com',
  'hosted.test',
  'other.hosted.test',
  'relay.test',
  'far.test',
  'gone.invalid',
);
const local = fc.constantFrom(
  'alice',
  'bob',
  'carol',
  'nosuch',
  'info',
  'sales',
  'list',
  'mary-ann',
  'root',
  'Alice',
  'postmaster',
  'owner-list',
);
const address = fc.tuple(local, domain).map(([user, host]) => `${user}@${host}`);
const target = fc.oneof(
  { weight: 4, arbitrary: local },
  { weight: 4, arbitrary: address },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '"|/bin/true x"',
      '/var/mail/box',
      '/var/mail/dir/',
      ':include:/etc/mail/members',
      ':include:/etc/mail/absent',
      '\\bob',
      'Bob <bob@example.com>',
      '"carol"@example.com',
      'bad@@example.com',
      '/dev/null',
      'alice # once',
    ),
  },
);
const targets = fc.oneof(
  { weight: 8, arbitrary: fc.array(target, { minLength: 1, maxLength: 3 }).map((it) => it.join(', ')) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ':fail: no longer here',
      ':fail: 550 5.1.6 moved',
      ':fail:',
      ':defer: later',
      ':blackhole:',
      ':unknown:',
      'alice, :fail: late',
      '',
      ':fail: 451 4.2.0 wrong class',
    ),
  },
);

function table(key: fc.Arbitrary<string>, value: fc.Arbitrary<string>, most = 6): fc.Arbitrary<string> {
  return fc
    .array(fc.tuple(key, value), { maxLength: most, minLength: 1 })
    .map((rows) => rows.map(([left, right]) => `${left}: ${right}\n`).join(''));
}

const aliasKey = fc.oneof(
  { weight: 8, arbitrary: local },
  { weight: 2, arbitrary: address },
  { weight: 1, arbitrary: fc.constantFrom('*', '*@hosted.test', '*@example.com') },
);
const member = fc.oneof(target, fc.constantFrom('# nobody', ''));

/** One line of a router, or none. */
function maybe(weight: number, ...lines: readonly string[]): fc.Arbitrary<string> {
  const line = fc.constantFrom(...lines).map((it) => `  ${it}\n`);
  return fc.oneof({ weight, arbitrary: fc.constant('') }, { weight: 1, arbitrary: line });
}

const domains = maybe(
  1,
  'domains = +local_domains',
  'domains = example.com : *.hosted.test',
  'domains = lsearch;/etc/mail/domains',
  'domains = ! relay.test : ! far.test : *',
  'domains = partial-lsearch;/etc/mail/domains',
  'domains = +hosted : mail.example.com',
  'domains = ^hosted\\.',
  'domains = ${lookup{$domain}lsearch{/etc/mail/domains}{$domain}{example.com}}',
  'domains = nwildlsearch;/etc/mail/domains',
  'domains = /etc/mail/domain-list',
);
const localParts = maybe(
  4,
  'local_parts = alice : bob',
  'local_parts = ! root : ! nosuch',
  'local_parts = lsearch;/etc/mail/people',
  'local_parts = ^[a-m]',
  'local_parts = lsearch*;/etc/mail/people',
  'local_parts = *s : !sales',
  'local_parts = +roles',
  'local_parts = nwildlsearch;/etc/mail/people',
  'local_parts = lsearch;/etc/mail/$domain_data',
  'local_parts = lsearch;/etc/mail/absent',
);
const condition = maybe(
  6,
  'condition = ${if eq{$domain}{example.com}}',
  'condition = ${lookup{$local_part@$domain}lsearch{/etc/mail/aliases}{yes}{no}}',
  'condition = ${if match{$local_part}{^[a-c]}{true}{false}}',
  'condition = $address_data',
  'condition = ${if def:local_part_suffix}',
  'condition = ${if inlist{$local_part}{alice:info}}',
  'condition = ${if exists{/etc/mail/members}}',
  'condition = 0',
  'condition =',
  'condition = ${if eq{$r_x}{yes}}',
  'condition = ${if !eqi{$original_local_part}{ALICE}}',
);
const affix = maybe(
  5,
  'local_part_suffix = +*\n  local_part_suffix_optional',
  'local_part_suffix = +* : -*',
  'local_part_prefix = owner-',
  'local_part_prefix = owner- : real-\n  local_part_prefix_optional',
  'local_part_suffix = -request',
  'local_part_suffix = -* : +*\n  local_part_suffix_optional',
  'local_part_prefix = *-\n  local_part_prefix_optional',
);
const verifies = maybe(
  9,
  'no_verify',
  'verify_only',
  'fail_verify',
  'no_verify_recipient',
  'fail_verify_recipient',
  'no_verify_sender',
  'verify_recipient = false',
);
const more = maybe(7, 'no_more', 'more = ${if eq{$local_part}{alice}{no}{yes}}', 'unseen', 'unseen', 'more = false');
const message = maybe(
  3,
  'cannot_route_message = Unknown user',
  'cannot_route_message = 550 5.1.1 nobody $local_part in $domain',
  'cannot_route_message = ${lookup{$domain}lsearch{/etc/mail/domains}}',
  'cannot_route_message = <$local_part_suffix> of <$original_local_part>',
);
const data = maybe(
  8,
  'address_data = ${lookup{$local_part}lsearch{/etc/mail/people}}',
  'address_data = ${lookup{$local_part}lsearch{/etc/mail/people}{$value}fail}',
  'set = r_x = ${lookup{$local_part}lsearch{/etc/mail/people}}',
  'require_files = /etc/mail/members',
  'require_files = !/etc/mail/absent : /etc/mail/people',
  'require_files = /etc/mail/absent',
  'caseful_local_part',
  'senders = : *@nowhere.test',
  'senders = *',
  'no_repeat_use',
  'address_data = ${lookup{$local_part}lsearch{/etc/mail/absent}}',
  'user = mail',
  'user = Debian-exim',
);
const common = fc.tuple(domains, localParts, condition, affix, verifies, more, message, data).map((it) => it.join(''));

const accepting = fc
  .tuple(
    maybe(1, 'check_local_user'),
    fc.constantFrom('local', 'local', 'file', 'smtp', '${if eq{$domain}{example.com}{local}{file}}', 'nosuch'),
    maybe(20, 'transport ='),
  )
  .map(([user, transport]) => `  driver = accept\n${user}  transport = ${transport}\n`);
const aliasData = fc.constantFrom(
  '${lookup{$local_part}lsearch{/etc/mail/aliases}}',
  '${lookup{$local_part}lsearch{/etc/mail/aliases}}',
  '${lookup{$local_part@$domain}lsearch*@{/etc/mail/aliases}}',
  '${lookup{$local_part}lsearch*{/etc/mail/aliases}}',
  '${lookup{$local_part}lsearch{/etc/mail/$domain_data}}',
  '${lookup{$local_part}lsearch{/etc/mail/aliases}{$value}fail}',
  '${if eq{$local_part}{info}{alice}}',
  'bob@$domain',
  '$local_part_data',
  '${lookup{$local_part}lsearch{/etc/mail/absent}}',
  '${lookup{$local_part}lsearch{/etc/mail/$domain}}',
  '$address_data',
  '${extract{1}{,}{${lookup{$local_part}lsearch{/etc/mail/aliases}}}}',
  '${lookup{$local_part}dsearch{/etc/mail}{alice}}',
);
const redirecting = fc
  .tuple(
    aliasData,
    maybe(1, 'allow_fail\n  allow_defer'),
    maybe(1, 'file_transport = file\n  pipe_transport = pipe\n  directory_transport = dirs'),
    maybe(
      4,
      'check_ancestor',
      'skip_syntax_errors',
      'qualify_preserve_domain',
      'qualify_domain = sub.example.com',
      'forbid_include',
      'forbid_pipe',
      'forbid_file',
      'forbid_blackhole',
      'no_rewrite',
      'redirect_router = last',
      'one_time',
    ),
  )
  .map(([value, ...rest]) => `  driver = redirect\n  data = ${value}\n${rest.join('')}`);
const forwarding = fc
  .tuple(
    fc.constantFrom(
      '  check_local_user\n  file = $home/.forward\n  condition = ${if !eq{$local_part}{root}}\n',
      '  file = /etc/mail/members\n',
    ),
    maybe(2, 'no_verify'),
    maybe(1, 'check_ancestor'),
  )
  .map((it) => `  driver = redirect\n${it.join('')}  file_transport = file\n  pipe_transport = pipe\n`);
const remote = fc.oneof(
  fc.constantFrom(
    '  driver = dnslookup\n  transport = smtp\n',
    '  driver = dnslookup\n  transport = smtp\n  self = pass\n',
    '  driver = dnslookup\n  transport = smtp\n  self = fail\n',
    '  driver = dnslookup\n  transport = smtp\n  pass_router = last\n  self = pass\n',
  ),
  fc.constantFrom(
    '  driver = manualroute\n  route_list = relay.test 192.0.2.20 ; *.hosted.test 192.0.2.21::26\n  transport = smtp\n',
    '  driver = manualroute\n  route_list = * 192.0.2.25\n  transport = smtp\n',
    '  driver = manualroute\n  route_data = ${lookup{$domain}lsearch{/etc/mail/domains}{192.0.2.9}}\n  transport = smtp\n',
    '  driver = manualroute\n  route_list = +local_domains "192.0.2.1 : 192.0.2.2" byname\n  transport = smtp\n',
    '  driver = manualroute\n  route_list = hosted.test\n  transport = pipe\n',
    '  driver = manualroute\n  route_list = far.test 127.0.0.1\n  transport = smtp\n',
  ),
);
const router = fc
  .tuple(
    fc.oneof(
      { weight: 3, arbitrary: accepting },
      { weight: 4, arbitrary: redirecting },
      { weight: 1, arbitrary: forwarding },
      { weight: 2, arbitrary: remote },
    ),
    common,
  )
  .map(
    ([driver, options]) =>
      driver +
      options
        .split(/(?<=\n)/)
        .filter((it) => !driver.split('\n').includes(it.trimEnd()))
        .join(''),
  );
const routers = fc
  .array(router, { minLength: 2, maxLength: 5 })
  .map(
    (all) =>
      all.map((it, i) => `r${i}:\n${it}`).join('') +
      'last:\n  driver = accept\n  domains = +local_domains\n  check_local_user\n  transport = local\n  cannot_route_message = Unknown user\n',
  );

const test = fc.constantFrom(
  'domains = +local_domains',
  '! domains = +local_domains',
  'domains = lsearch;/etc/mail/domains',
  'hosts = +relay_hosts',
  '! hosts = 127.0.0.1 : 10.0.0.0/8',
  'hosts = 203.0.113.0/24',
  'hosts = :',
  'local_parts = alice : postmaster',
  '! local_parts = ^[a-f]',
  'recipients = alice@example.com : *@hosted.test',
  'recipients = lsearch*@;/etc/mail/aliases',
  'senders = *@sender.test',
  'senders = :',
  'sender_domains = sender.test',
  'condition = ${if eq{$domain}{example.com}}',
  'condition = ${lookup{$local_part}lsearch{/etc/mail/people}}',
  'condition = $acl_m_x',
  'verify = recipient',
  'verify = recipient',
  'verify = recipient/success_on_redirect',
  '! verify = recipient',
  'verify = sender',
  'acl = inner',
  '! acl = inner $local_part',
  'authenticated = *',
  'encrypted = *',
  'domains = lsearch;/etc/mail/absent',
  'dnslists = zen.invalid',

  'local_parts = ^.*[@%!/|] : ^\\\\.',
);
const says = fc.constantFrom(
  'message = refused',
  'message = 550 5.1.1 no $local_part here',
  'message = 451 4.7.1 wrong class',
  'message =',
  'message = ${lookup{$domain}lsearch{/etc/mail/domains}}',
  'message = $acl_verify_message',
  'message = because of $acl_m_x',
  'endpass',
  'set acl_m_x = ${lookup{$local_part}lsearch{/etc/mail/people}}',
  'set acl_m_x = yes',
  'log_message = noted',
  'add_header = X: y',
  'control = submission',
  'logwrite = x',
  'message = 553-5.1.1 one\\n553 5.1.1 two',
);
function statement(...verbs: readonly string[]): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.constantFrom(...verbs),
      fc.array(fc.oneof({ weight: 3, arbitrary: test }, { weight: 2, arbitrary: says }), { minLength: 1, maxLength: 4 }),
    )
    .map(([verb, lines]) => {
      // Behind other verbs endpass is a mistake with which Exim does not run.
      const fit = verb === 'accept' || verb === 'discard' ? lines : lines.filter((it) => it !== 'endpass');
      return `  ${verb}${fit.map((it) => ` ${it}\n`).join('        ') || '\n'}`;
    });
}
const calm = statement('deny', 'deny', 'warn', 'warn', 'defer', 'require', 'require');
const acl = fc
  .tuple(
    fc.array(fc.oneof({ weight: 6, arbitrary: calm }, { weight: 1, arbitrary: statement('drop', 'discard', 'accept') }), { maxLength: 3 }),
    statement('accept', 'accept', 'require', 'deny'),
    fc.array(statement('accept', 'deny', 'defer', 'drop', 'discard', 'warn', 'require'), { minLength: 1, maxLength: 2 }),
    fc.constantFrom(
      '  require verify = recipient\n  accept\n',
      '  accept verify = recipient\n',
      '  accept domains = +local_domains\n         endpass\n         verify = recipient\n  deny message = relay not permitted\n',
      '  accept\n',
    ),
  )
  .map(([first, second, inner, end]) => `acl_rcpt:\n${first.join('')}${second}${end}inner:\n${inner.join('')}  accept\n`);

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
