import fc from 'fast-check';

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
  'senders = ! *@sender.test',
  'senders = ^sender@ : lsearch;/etc/mail/people',
  'senders = *',
  'no_repeat_use',
  'address_data = ${lookup{$local_part}lsearch{/etc/mail/absent}}',
  'user = mail',
  'user = Debian-exim',
  'user = ${lookup{$local_part}lsearch{/etc/mail/people}{mail}{nobody-is-called-so}}',
  'set = r_x = ${if eq{$local_part}{alice}{yes}fail}',
  'require_files = ${if eq{$local_part}{bob}{/etc/mail/members}fail} : /etc/mail/people',
  'condition = ${if bool{$local_part}}',
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
    '  driver = manualroute\n  route_list = relay.test 127.0.0.1 ; * 127.1.1.1\n  transport = smtp\n  self = reroute: example.com\n',
    '  driver = manualroute\n  route_list = hosted.test "192.0.2.1 : 192.0.2.2" byname pipe ; * 192.0.2.3 file\n  transport = smtp\n',
    '  driver = manualroute\n  route_list = * nowhere.invalid\n  transport = smtp\n  host_find_failed = pass\n',
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
/** Routers over every feature that decides about a recipient, and a last one for users. */
export const routers = fc
  .array(router, { minLength: 2, maxLength: 5 })
  .map(
    (all) =>
      all.map((it, i) => `r${i}:\n${it}`).join('') +
      'last:\n  driver = accept\n  domains = +local_domains\n  check_local_user\n  transport = local\n  cannot_route_message = Unknown user\n',
  );
