import fc from 'fast-check';

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
  'acl = "${if eq{$local_part}{alice}{inner}{inner}}" $domain two',
  'condition = ${acl{inner}{$local_part}}',
  'condition = ${if acl{{inner}{x}}{yes}{no}}',
  'hosts = mx.friends.test : 10.0.0.0/8',
  'hosts = *.friends.test : *',
  'condition = ${if eq{$h_x-spam:}{yes}}',
  'verify = reverse_host_lookup',
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
  'set acl_m_x = ${acl{inner}{$local_part}}',
  'set acl_m_x = <$acl_arg1 $acl_narg>',
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
/** ACLs of all verbs, conditions and modifiers that decide, and another that they call. */
export const acl = fc
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
