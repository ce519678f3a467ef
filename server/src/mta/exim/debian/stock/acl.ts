import { fileList, preset, type Section, where } from './lines.ts';

const unless = (macro: string, lines: readonly string[]): readonly string[] => [`.ifndef ${macro}`, ...lines, '.endif'];

/** Refuses what a file of the administrator lists, unless an exception is made for the sender or the host. */
const refusing = (condition: string, file: string, ...more: readonly string[]): readonly string[] => [
  'deny',
  '!acl = acl_local_deny_exceptions',
  `${condition} = ${fileList(file)}`,
  ...more,
];

/** Reads statements of the administrator's own where a macro names their file. */
const hook = (macro: string): readonly string[] => where(macro, [`.include ${macro}`]);

/**
 * The ACLs of exim4-config, as far as they decide whether a recipient is taken: warnings and log lines are left out.
 * Source: conf.d/acl of exim4-config 4.96-15+deb12u.
 */
export const acl: Section = {
  '00_exim4-config_header': ['begin acl'],
  '20_exim4-config_local_deny_exceptions': [
    'acl_local_deny_exceptions:',
    `accept hosts = ${fileList('host_local_deny_exceptions')}`,
    `accept senders = ${fileList('sender_local_deny_exceptions')}`,
    `accept hosts = ${fileList('local_host_whitelist')}`,
    `accept senders = ${fileList('local_sender_whitelist')}`,
    ...hook('LOCAL_DENY_EXCEPTIONS_LOCAL_ACL_FILE'),
    ...hook('WHITELIST_LOCAL_DENY_LOCAL_ACL_FILE'),
  ],
  '30_exim4-config_check_mail': ['acl_check_mail:', 'accept'],
  '30_exim4-config_check_rcpt': [
    ...preset('CHECK_RCPT_LOCAL_LOCALPARTS', '^[.] : ^.*[@%!/|`#&?]'),
    ...preset('CHECK_RCPT_REMOTE_LOCALPARTS', '^[./|] : ^.*[@%!`#&?] : ^.*/\\\\.\\\\./'),
    'acl_check_rcpt:',
    'accept hosts = :',
    ...['+local_domains', '!+local_domains'].flatMap((domains, i) => [
      'deny',
      `domains = ${domains}`,
      `local_parts = ${i === 0 ? 'CHECK_RCPT_LOCAL_LOCALPARTS' : 'CHECK_RCPT_REMOTE_LOCALPARTS'}`,
      'message = restricted characters in address',
    ]),
    'accept',
    ...where('CHECK_RCPT_POSTMASTER', ['local_parts = CHECK_RCPT_POSTMASTER'], ['local_parts = postmaster']),
    'domains = +local_domains : +relay_to_domains',
    ...where('CHECK_RCPT_VERIFY_SENDER', [
      'deny',
      '!acl = acl_local_deny_exceptions',
      '!verify = sender',
      'message = Sender verification failed',
    ]),
    ...refusing('senders', 'local_sender_callout', '!verify = sender/callout'),
    ...unless('CHECK_RCPT_NO_FAIL_TOO_MANY_BAD_RCPT', [
      'deny',
      'condition = ${if and{{>{$rcpt_count}{10}}{<{$recipients_count}{${eval:$rcpt_count/2}}}}}',
      'message = Rejected for too many bad recipients',
    ]),
    'accept hosts = +relay_from_hosts',
    'control = submission/sender_retain',
    'accept authenticated = *',
    'control = submission/sender_retain',
    'require message = relay not permitted',
    'domains = +local_domains : +relay_to_domains',
    'require verify = recipient',
    ...refusing('recipients', 'local_rcpt_callout', '!verify = recipient/callout'),
    ...refusing('senders', 'local_sender_blacklist', 'message = sender envelope address $sender_address is locally blacklisted here'),
    ...refusing('hosts', 'local_host_blacklist', 'message = sender IP address $sender_host_address is locally blacklisted here'),
    ...where(
      'CHECK_RCPT_SPF',
      where('_HAVE_SPF', [
        'deny',
        '!acl = acl_local_deny_exceptions',
        'spf = fail',
        'defer',
        '!acl = acl_local_deny_exceptions',
        'spf = temperror',
      ]),
    ),
    ...hook('CHECK_RCPT_LOCAL_ACL_FILE'),
    'accept domains = +relay_to_domains',
    'endpass',
    'verify = recipient',
    'accept',
  ],
  '40_exim4-config_check_data': [
    'acl_check_data:',
    ...unless('NO_CHECK_DATA_VERIFY_HEADER_SYNTAX', ['deny', '!acl = acl_local_deny_exceptions', '!verify = header_syntax']),
    ...hook('CHECK_DATA_LOCAL_ACL_FILE'),
    'accept',
  ],
};
