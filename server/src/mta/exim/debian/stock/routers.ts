import { driver, given, type Options, preset, type Section, where } from './lines.ts';

const mine = '+local_domains';
const elsewhere = '! +local_domains';

/** For mail that did not come over a network, or from an address of the host itself. */
const isFromHere = '${if match_ip{$sender_host_address}{:@[]}{1}{0}}';
const isFromAfarToSystem = '${if and{{! match_ip{$sender_host_address}{:@[]}}{<{$local_user_uid}{FIRST_USER_ACCOUNT_UID}}}{1}{0}}';

const toSmarthost: Options = {
  transport: 'remote_smtp_smarthost',
  route_list: '* DCsmarthost byname',
  host_find_failed: 'ignore',
  same_domain_copy_routing: true,
};

/** The transports of what a .forward file may say. */
const forwardTransports: Options = {
  directory_transport: 'address_directory',
  file_transport: 'address_file',
  pipe_transport: 'address_pipe',
  reply_transport: 'address_reply',
};

const procmailrc = '${if exists{/etc/procmailrc}{/etc/procmailrc}{${home}/.procmailrc}}';

/** Addresses that nobody on the internet has. */
const ignored =
  '<; 0.0.0.0 ; 127.0.0.0/8 ; 192.168.0.0/16 ; 172.16.0.0/12 ; 10.0.0.0/8 ; 169.254.0.0/16 ; 255.255.255.255 ; ' +
  '::/128 ; ::1/128 ; fc00::/7 ; fe80::/10 ; 100::/64';

/** The routers of exim4-config, in the order in which they are asked. Source: conf.d/router of exim4-config 4.96-15+deb12u. */
export const routers: Section = {
  '00_exim4-config_header': ['begin routers'],
  '100_exim4-config_domain_literal': where(
    'MAIN_ALLOW_DOMAIN_LITERALS',
    driver('domain_literal', 'ipliteral', { domains: elsewhere, transport: 'remote_smtp' }),
  ),
  '150_exim4-config_hubbed_hosts': driver('hubbed_hosts', 'manualroute', {
    domains: '"${if exists{CONFDIR/hubbed_hosts}{partial-lsearch;CONFDIR/hubbed_hosts}fail}"',
    route_data: '${lookup{$domain}partial-lsearch{CONFDIR/hubbed_hosts}}',
    same_domain_copy_routing: true,
    transport: 'remote_smtp',
  }),
  '200_exim4-config_primary': [
    ...where('DCconfig_internet', [
      ...driver('dnslookup_relay_to_domains', 'dnslookup', {
        domains: `${elsewhere} : +relay_to_domains`,
        transport: 'remote_smtp',
        same_domain_copy_routing: true,
        more: false,
      }),
      ...preset('ROUTER_DNSLOOKUP_IGNORE_TARGET_HOSTS', ignored),
      ...driver('dnslookup', 'dnslookup', {
        domains: elsewhere,
        transport: 'remote_smtp',
        same_domain_copy_routing: true,
        ignore_target_hosts: 'ROUTER_DNSLOOKUP_IGNORE_TARGET_HOSTS',
        more: false,
      }),
    ]),
    ...where(
      'DCconfig_local',
      driver('nonlocal', 'redirect', {
        domains: elsewhere,
        allow_fail: true,
        data: ':fail: Mailing to remote domains not supported',
        more: false,
      }),
    ),
    ...where(
      'DCconfig_smarthost DCconfig_satellite',
      driver('smarthost', 'manualroute', { domains: elsewhere, ...toSmarthost, more: false }),
    ),
  ],
  '300_exim4-config_real_local': [
    `COND_LOCAL_SUBMITTER = "${isFromHere}"`,
    ...driver('real_local', 'accept', {
      domains: mine,
      condition: 'COND_LOCAL_SUBMITTER',
      local_part_prefix: 'real-',
      check_local_user: true,
      transport: 'LOCAL_DELIVERY',
    }),
  ],
  '400_exim4-config_system_aliases': driver(
    'system_aliases',
    'redirect',
    { domains: mine, allow_fail: true, allow_defer: true, data: '${lookup{$local_part}lsearch{/etc/aliases}}' },
    [
      ...given('user', 'SYSTEM_ALIASES_USER'),
      ...given('group', 'SYSTEM_ALIASES_GROUP'),
      ...given('file_transport', 'SYSTEM_ALIASES_FILE_TRANSPORT'),
      ...given('pipe_transport', 'SYSTEM_ALIASES_PIPE_TRANSPORT'),
      ...given('directory_transport', 'SYSTEM_ALIASES_DIRECTORY_TRANSPORT'),
    ],
  ),
  '500_exim4-config_hubuser': where('DCconfig_satellite', [
    ...driver('hub_user', 'redirect', { domains: mine, data: '${local_part}@DCreadhost', check_local_user: true }),
    ...driver('hub_user_smarthost', 'manualroute', { domains: 'DCreadhost', ...toSmarthost, check_local_user: true }),
  ]),
  '600_exim4-config_userforward': driver('userforward', 'redirect', {
    domains: mine,
    check_local_user: true,
    file: '$home/.forward',
    require_files: '$local_part_data:$home/.forward',
    verify: false,
    expn: false,
    check_ancestor: true,
    allow_filter: true,
    forbid_smtp_code: 'true',
    ...forwardTransports,
    skip_syntax_errors: true,
    syntax_errors_to: 'real-$local_part@$domain',
  }),
  '700_exim4-config_procmail': driver('procmail', 'accept', {
    domains: mine,
    check_local_user: true,
    transport: 'procmail_pipe',
    require_files: `\${local_part_data}:${procmailrc}:+/usr/bin/procmail`,
    verify: false,
    expn: false,
  }),
  '800_exim4-config_maildrop': driver('maildrop', 'accept', {
    domains: mine,
    check_local_user: true,
    transport: 'maildrop_pipe',
    require_files: '${local_part_data}:${home}/.mailfilter:+/usr/bin/maildrop',
    verify: false,
    expn: false,
  }),
  '850_exim4-config_lowuid': [
    ...preset('FIRST_USER_ACCOUNT_UID', '0'),
    ...preset('DEFAULT_SYSTEM_ACCOUNT_ALIAS', ':fail: no mail to system accounts'),
    `COND_SYSTEM_USER_AND_REMOTE_SUBMITTER = "${isFromAfarToSystem}"`,
    ...driver('lowuid_aliases', 'redirect', {
      domains: mine,
      check_local_user: true,
      allow_fail: true,
      condition: 'COND_SYSTEM_USER_AND_REMOTE_SUBMITTER',
      data:
        '${if exists{CONFDIR/lowuid-aliases}' +
        '{${lookup{$local_part}lsearch{CONFDIR/lowuid-aliases}{$value}{DEFAULT_SYSTEM_ACCOUNT_ALIAS}}}{DEFAULT_SYSTEM_ACCOUNT_ALIAS}}',
    }),
  ],
  '900_exim4-config_local_user': driver('local_user', 'accept', {
    domains: mine,
    check_local_user: true,
    local_parts: '! root',
    transport: 'LOCAL_DELIVERY',
    cannot_route_message: 'Unknown user',
  }),
  mmm_mail4root: driver('mail4root', 'redirect', {
    domains: mine,
    local_parts: 'root',
    data: '/var/mail/mail',
    file_transport: 'address_file',
    user: 'mail',
    group: 'mail',
  }),
};
