import type { RoutingSite } from './routing/answers.ts';

/** A Debian host of which only what its administrator wrote is told. */
export interface DebianHost {
  readonly title: string;
  readonly site: RoutingSite;
}

export const answersFile = '/etc/exim4/update-exim4.conf.conf';

const aliases = `postmaster: root
root: alice
sales: alice, bob
ghost: nosuch
out: someone@elsewhere.test
gone: :fail: gone away
hole: :blackhole:
piped: |/bin/cat
later: :defer: not now
`;

/** Who is asked about on each of them. */
export const people: readonly string[] = [
  ...['alice', 'nosuch', 'sales', 'ghost', 'postmaster', 'root', 'mail', 'real-bob', '.alice', 'a|b'].map((it) => `${it}@example.com`),
  ...['out', 'gone', 'hole', 'piped', 'later', 'carol', 'mary-ann'].map((it) => `${it}@example.com`),
  'alice@example.org',
  'alice@localhost',
  'alice@mail.example.com',
  'alice@sub.wild.test',
  'alice@hub.test',
  'x@relay.test',
  'postmaster@relay.test',
  'x@in.relay.test',
  'x@elsewhere.test',
  'a/../b@elsewhere.test',
  'x@[192.0.2.1]',
];

type Answers = Readonly<Record<string, string>>;

const usual: Answers = {
  dc_eximconfig_configtype: 'internet',
  dc_other_hostnames: 'example.com;example.org',
  dc_local_interfaces: '',
  dc_readhost: '',
  dc_relay_domains: '',
  dc_minimaldns: 'false',
  dc_relay_nets: '',
  dc_smarthost: 'smart.test::587',
  dc_use_split_config: 'true',
  dc_hide_mailname: '',
  dc_mailname_in_oh: 'true',
  dc_localdelivery: 'mail_spool',
};

const variants: Readonly<Record<string, Answers>> = {
  'as usual': {},
  'lists with blanks and both separators': {
    dc_other_hostnames: '  Example.COM ; *.wild.test:example.org ; ',
    dc_relay_domains: ' relay.test ; *.relay.test',
    dc_relay_nets: '203.0.113.0/24 ; 2001:db8::/32',
  },
  'relaying, colons': { dc_relay_domains: 'relay.test : *.relay.test', dc_relay_nets: '198.51.100.0/24:203.0.113.9' },
  'its name hidden': { dc_hide_mailname: 'true', dc_readhost: 'hub.test', dc_smarthost: 'smart.test ; other.test' },
  'reading mail at a domain of its own': { dc_readhost: 'example.com', dc_other_hostnames: 'example.com' },
  'no names but its own': { dc_other_hostnames: '', dc_mailname_in_oh: 'false', dc_minimaldns: 'true' },
  'folders for mail': { dc_localdelivery: 'maildir_home', dc_local_interfaces: '127.0.0.1 ; ::1' },
};

/** Every kind of host, with every variant, split or not. */
export const kinds: readonly DebianHost[] = ['internet', 'smarthost', 'satellite', 'local'].flatMap((kind) =>
  Object.entries(variants).flatMap(([title, answers]) =>
    ['true', 'false'].map((split) => ({
      title: `${kind}, ${title}, ${split === 'true' ? 'split' : 'in one file'}`,
      site: siteOf({ ...answers, dc_eximconfig_configtype: kind, dc_use_split_config: split }),
    })),
  ),
);

function siteOf(answers: Answers, files: Answers = {}): RoutingSite {
  const lines = Object.entries({ ...usual, ...answers }).map(([name, value]) => `${name}='${value}'\n`);
  const dns = { 'mail.example.com': { A: ['192.0.2.26'] } };
  return { files: { [answersFile]: lines.join(''), '/etc/aliases': aliases, ...files }, dns };
}

/** Macros that change what the parts do, each in front of them as the manual of Debian says. */
const macros: Readonly<Record<string, string>> = {
  'local parts refused': 'CHECK_RCPT_LOCAL_LOCALPARTS = ^[.] : bob\nCHECK_RCPT_REMOTE_LOCALPARTS = x\n',
  'postmaster and others': 'CHECK_RCPT_POSTMASTER = postmaster : nosuch\n',
  'a transport and domains of one’s own': 'LOCAL_DELIVERY = maildir_home\nMAIN_LOCAL_DOMAINS = @ : example.com : hub.test\n',
  'relaying of one’s own': 'MAIN_RELAY_TO_DOMAINS = relay.test\nMAIN_RELAY_NETS = <; 203.0.113.9 ; ::1\n',
  'senders verified': 'CHECK_RCPT_VERIFY_SENDER = true\nCHECK_RCPT_SPF = true\nCHECK_RCPT_REVERSE_DNS = true\n',
  'accounts of the system': 'FIRST_USER_ACCOUNT_UID = 1002\nDEFAULT_SYSTEM_ACCOUNT_ALIAS = :blackhole:\n',
  'pipes in aliases': 'SYSTEM_ALIASES_PIPE_TRANSPORT = address_pipe\nSYSTEM_ALIASES_USER = mail\nSYSTEM_ALIASES_GROUP = mail\n',
  'literals and names': 'MAIN_ALLOW_DOMAIN_LITERALS = 1\nMAIN_PRIMARY_HOSTNAME_AS_QUALIFY_DOMAIN = 1\n',
  'a domain for bare names': 'MAIN_QUALIFY_DOMAIN = elsewhere.test\nNO_EAA_REWRITE_REWRITE = 1\n',
  'a primary name': 'MAIN_HARDCODE_PRIMARY_HOSTNAME = hub.test\nMAIN_HOST_LOOKUP = !*\n',
  'another ACL': 'MAIN_ACL_CHECK_RCPT = acl_check_mail\n',
  'a file with statements for the ACL': 'CHECK_RCPT_LOCAL_ACL_FILE = /etc/exim4/more\n',
  'a missing file with statements': 'CHECK_DATA_LOCAL_ACL_FILE = /etc/exim4/missing\n',
  'exceptions of one’s own': 'LOCAL_DENY_EXCEPTIONS_LOCAL_ACL_FILE = /etc/exim4/exceptions\n',
  'an option that is set again': 'host_lookup =\n',
  'a macro whose name holds another': 'DC_ = x\n',
  'keys for TLS': 'MAIN_TLS_ENABLE = yes\nREMOTE_SMTP_HELO_FROM_DNS = 1\nMESSAGE_SIZE_LIMIT = 10M\n',
  'a timeout that is defined again': 'MAIN_TIMEOUT_FROZEN_AFTER = 1d\nMAIN_TIMEOUT_FROZEN_AFTER = 2d\n',
};

const more = {
  '/etc/exim4/more': 'deny message = closed\n  local_parts = carol\n',
  '/etc/exim4/exceptions': 'accept senders = *@sender.test\n',
  '/etc/exim4/local_host_blacklist': '203.0.113.0/24\n',
};

export const withMacros: readonly DebianHost[] = Object.entries(macros).flatMap(([title, text]) => [
  { title: `${title}, split`, site: siteOf({}, { ...(/FILE/.test(text) && more), '/etc/exim4/conf.d/main/000_localmacros': text }) },
  {
    title: `${title}, in one file`,
    site: siteOf({ dc_use_split_config: 'false' }, { ...(/FILE/.test(text) && more), '/etc/exim4/exim4.conf.localmacros': text }),
  },
]);

const local = (name: string) => `/etc/exim4/${name}`;
const macrosFile = local('conf.d/main/000_localmacros');

/** Files that the parts look for, and parts that the administrator has added or changed. */
const files: Readonly<Record<string, Answers>> = {
  'hosts behind this one': {
    [local('hubbed_hosts')]: 'hub.test: 192.0.2.7\n*.relay.test: 192.0.2.8\n',
    [answersFile]: "dc_eximconfig_configtype='internet'\ndc_other_hostnames='example.com'\ndc_relay_domains='hub.test : *.relay.test'\n",
  },
  'senders refused': { [local('local_sender_blacklist')]: '*@sender.test\n' },
  'senders and hosts refused, but for one': {
    [local('local_sender_blacklist')]: '*@sender.test\n',
    [local('local_host_blacklist')]: '203.0.113.9\n',
    [local('sender_local_deny_exceptions')]: 'sender@sender.test\n',
  },
  'hosts refused': { [local('local_host_blacklist')]: '203.0.113.0/24\n' },
  'hosts refused, and one taken out': { [local('local_host_blacklist')]: '!203.0.113.9\n203.0.113.0/24\n' },
  'hosts refused, and excepted': { [local('local_host_blacklist')]: '203.0.113.0/24\n', [local('local_host_whitelist')]: '203.0.113.9\n' },
  'aliases for accounts of the system': {
    [local('lowuid-aliases')]: 'mail: alice\nbob: :fail: not him\n',
    [macrosFile]: 'FIRST_USER_ACCOUNT_UID = 5000\n',
  },
  'addresses for senders': { '/etc/email-addresses': 'alice: alice@elsewhere.test\n' },
  'forward files': {
    '/home/alice/.forward': 'bob, x@elsewhere.test\n',
    '/home/bob/.forward': '# Exim filter\nfinish\n',
    '/home/carol/.forward': '\\carol, "|/bin/cat"\n',
  },
  'aliases in circles and lists': {
    '/etc/aliases': 'alice: alice, carol\nbob: real-bob\nsales: :include:/etc/exim4/list\nroot: /dev/null\n',
    [local('list')]: 'alice, x@elsewhere.test\n',
  },
  'aliases for everybody': { '/etc/aliases': '*: alice\n' },
  'a domain in a folder': {
    [local('conf.d/router/250_local')]: `folders:
  driver = redirect
  domains = dsearch;/etc/exim4/virtual
  data = \${lookup{$local_part}lsearch*{/etc/exim4/virtual/$domain_data}}
  no_more
`,
    [macrosFile]: 'MAIN_LOCAL_DOMAINS = @ : localhost : example.com : dsearch;/etc/exim4/virtual\n',
    [local('virtual/hub.test')]: 'alice: bob@example.com\n*: :fail: nobody there\n',
  },
  'aliases by a part of one’s own': {
    [local('conf.d/router/400_exim4-config_system_aliases')]: `system_aliases:
  driver = redirect
  domains = +local_domains
  data = \${lookup{$local_part@$domain}lsearch{/etc/exim4/people}}
`,
    [local('people')]: 'nosuch@example.com: alice\n',
  },
  'a rule instead of a part': {
    [local('conf.d/router/900_exim4-config_local_user.rul')]: `local_user:
  driver = accept
  domains = +local_domains
  local_parts = alice : bob
  transport = LOCAL_DELIVERY
`,
  },
  'an ACL of one’s own': {
    [local('conf.d/acl/30_exim4-config_check_rcpt')]: `acl_check_rcpt:
  require message = not here
    domains = +local_domains
  deny local_parts = bob
  require verify = recipient
  accept
`,
  },
  'exceptions for everybody': {
    [local('conf.d/acl/20_exim4-config_local_deny_exceptions')]: 'acl_local_deny_exceptions:\n  accept\n',
    [local('local_host_blacklist')]: '203.0.113.9\n',
  },
  'lists of one’s own': {
    [local('conf.d/main/01_exim4-config_listmacrosdefs')]: `CONFDIR = /etc/exim4
UPEX4CmacrosUPEX4C = 1
domainlist local_domains = lsearch;CONFDIR/domains
domainlist relay_to_domains = MAIN_RELAY_TO_DOMAINS
hostlist relay_from_hosts = MAIN_RELAY_NETS
qualify_domain = hub.test
`,
    [local('domains')]: 'example.com\nhub.test\nmail.example.com\n',
  },
  'a part that comes last': {
    [local('conf.d/router/zzz_local')]: 'rest:\n  driver = redirect\n  domains = +local_domains\n  data = bob@localhost\n',
  },
  'a part with a name that is passed over': { [local('conf.d/router/250_local.disabled')]: 'rest:\n  driver = accept\n' },
  'an unknown option': { [local('conf.d/router/250_local')]: 'rest:\n  driver = redirect\n  dta = alice\n' },
  'a second router of the name': { [local('conf.d/router/250_local')]: 'local_user:\n  driver = redirect\n  data = alice\n' },
  'a second authenticator of the name': { [local('conf.d/auth/10_local')]: 'plain:\n  driver = plaintext\n  public_name = PLAIN\n' },
  'a rule that rewrites': { [local('conf.d/rewrite/40_local')]: '*@hub.test $1@example.com T\n' },
  'options of one’s own': { [local('conf.d/main/04_local')]: 'qualify_recipient = localhost\ndomainlist more = MAIN_LOCAL_DOMAINS\n' },
  'a transport of one’s own': {
    [local('conf.d/transport/40_local')]: 'boxes:\n  driver = appendfile\n  file = /var/mail/boxes\n',
    [macrosFile]: 'LOCAL_DELIVERY = boxes\n',
  },
  'a macro in the answers': {
    [answersFile]: "dc_eximconfig_configtype='internet'\nMAIN_LOCAL_DOMAINS=example.com\ndc_use_split_config='true'\n",
  },
  'answers of several lines': {
    [answersFile]: `  dc_eximconfig_configtype='internet'
# dc_other_hostnames=none
dc_other_hostnames="example.com;
\tExample.org "
dc_relay_domains='relay.test' # a comment
`,
  },
  'few answers': { [answersFile]: "dc_eximconfig_configtype='internet'\ndc_other_hostnames=example.com\n" },
  'a kind that makes no macros': { [answersFile]: "dc_eximconfig_configtype='Internet site'\ndc_use_split_config='true'\n" },
};

export const withFiles: readonly DebianHost[] = Object.entries(files).map(([title, own]) => ({ title, site: siteOf({}, own) }));
