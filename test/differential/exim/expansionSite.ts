import type { EximSite } from './ask.ts';

/** What the recorded expansions are asked of: named lists, and tables of every kind that a file can be. */
export const expansionSite: EximSite = {
  config: `primary_hostname = mail.example.com
qualify_domain = example.com
qualify_recipient = rcpt.example.com
keep_environment =
domainlist local_domains = @ : example.com : *.sub.example.com : !no.list.example : lsearch;/etc/mail/domains
domainlist nested = +local_domains : other.example
domainlist semicolons = <; a.example ; b::c.example ; 2001:db8::1
domainlist from_file = /etc/mail/domain-list
hostlist relay = <; 127.0.0.1 ; 192.0.2.0/24 ; !192.0.2.7 ; ::1
addresslist bad = bad@evil.example : *@spam.example : ^x\\d+@ : @@lsearch;/etc/mail/split
localpartlist staff = alice : +caseful : Bob
localpartlist roles = postmaster : ^info- : *-admin
`,
  files: {
    '/etc/mail/domains': '# hosted\nhosted.example\n"quoted domain": yes\n*.wild.example: w\nwild.example\n',
    '/etc/mail/domain-list': '# one a line\nlisted.example # with a comment\n! not.listed.example\n*.listed.example\n',
    '/etc/mail/mixed':
      'Twice.example\n!twice.example\n!last.example\nlast.example\n*.tail.example\na.tail.example\n!*.over.example\na.over.example\n@\n',
    '/etc/mail/people': 'Alice\nalice\n!bob\nBob\n',
    '/etc/mail/senders': 'User@Example.com\n!other.example\nuser@other.example\nthird.example\n*@third.example\n!user@fourth.example\n',
    '/etc/mail/aliases': [
      '# aliases',
      'postmaster: root',
      'Root: alice, bob',
      'long: one,',
      '\ttwo,  ',
      '   three',
      'spaced   value with blanks  ',
      'colon : after a blank',
      'empty:',
      'empty-but-spaced:   ',
      '"a b": quoted',
      '"c\\"d":escaped',
      'twice: first',
      'twice: second',
      'ended: before',
      '# a comment',
      '  after the comment',
      'user@example.com: full',
      '*@example.com: star at',
      '*: star',
      '',
    ].join('\n'),
    '/etc/mail/partial': '*.example.com: one\nexample.net: exact\n*.b.example.net: deep\n*: all\n',
    '/etc/mail/dotted': '.example.com: one\nexample.net: exact\n*: all\n',
    '/etc/mail/split': 'split.example: alice : !bob : *x : >more\nmore: carol\n',
    '/etc/mail/wild': '*.a.example: tail\n^b\\\\d+\\\\.example$: pattern\nplain.example: plain\n"^quoted\\\\s": q\nc.example\n*: rest\n',
    '/etc/mail/nwild': '*.a.example: tail\n^b\\d+\\.example$: pattern\nplain.example: plain\n',
    '/etc/mail/networks': '192.0.2.0/24: net\n198.51.100.7: host\n2001:db8::/32: six\n"2001:db8:1::1": quoted\n*: star\n',
    '/etc/mail/boxes/alice': '',
    '/etc/mail/boxes/bob/inbox': '',
  },
  users: ['alice', 'bob'],
};
