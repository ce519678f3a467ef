import { given, preset, presetOption, type Section, where } from './lines.ts';

/**
 * The main options that exim4-config sets. Source: conf.d/main of exim4-config 4.96-15+deb12u. Real servers with the files of the
 * package and these parts are asked the same by test/differential/exim/debianStock.test.ts.
 */
export const main: Section = {
  '01_exim4-config_listmacrosdefs': [
    'exim_path = /usr/sbin/exim4',
    ...preset('CONFDIR', '/etc/exim4'),
    'UPEX4CmacrosUPEX4C = 1',
    'domainlist local_domains = MAIN_LOCAL_DOMAINS',
    'domainlist relay_to_domains = MAIN_RELAY_TO_DOMAINS',
    'hostlist relay_from_hosts = MAIN_RELAY_NETS',
    '.ifndef MAIN_PRIMARY_HOSTNAME_AS_QUALIFY_DOMAIN',
    ...where('MAIN_QUALIFY_DOMAIN', ['qualify_domain = MAIN_QUALIFY_DOMAIN'], ['qualify_domain = ETC_MAILNAME']),
    '.endif',
    ...given('local_interfaces', 'MAIN_LOCAL_INTERFACES'),
    ...preset('LOCAL_DELIVERY', 'mail_spool'),
    'gecos_pattern = ^([^,:]*)',
    'gecos_name = $1',
    ...preset('MAIN_LOG_SELECTOR', '+smtp_protocol_error +smtp_syntax_error +tls_certificate_verified +tls_peerdn'),
  ],
  '02_exim4-config_options': [
    ...presetOption('acl_smtp_mail', 'MAIN_ACL_CHECK_MAIL', 'acl_check_mail'),
    ...presetOption('acl_smtp_rcpt', 'MAIN_ACL_CHECK_RCPT', 'acl_check_rcpt'),
    ...presetOption('acl_smtp_data', 'MAIN_ACL_CHECK_DATA', 'acl_check_data'),
    ...given('message_size_limit', 'MESSAGE_SIZE_LIMIT'),
    ...where('MAIN_ALLOW_DOMAIN_LITERALS', ['allow_domain_literals']),
    '.ifndef DC_minimaldns',
    ...presetOption('host_lookup', 'MAIN_HOST_LOOKUP', '*'),
    '.endif',
    'dns_dnssec_ok = 1',
    ...given('primary_hostname', 'MAIN_HARDCODE_PRIMARY_HOSTNAME'),
    'prdr_enable',
    ...given('smtp_accept_max_nonmail_hosts', 'MAIN_SMTP_ACCEPT_MAX_NOMAIL_HOSTS'),
    ...where('MAIN_FORCE_SENDER', [], ['no_local_from_check', 'local_sender_retain', 'untrusted_set_sender = *']),
    ...presetOption('ignore_bounce_errors_after', 'MAIN_IGNORE_BOUNCE_ERRORS_AFTER', '2d'),
    ...presetOption('timeout_frozen_after', 'MAIN_TIMEOUT_FROZEN_AFTER', '7d'),
    ...presetOption('freeze_tell', 'MAIN_FREEZE_TELL', 'postmaster'),
    ...presetOption('spool_directory', 'SPOOLDIR', '/var/spool/exim4'),
    ...presetOption('trusted_users', 'MAIN_TRUSTED_USERS', 'uucp'),
    ...given('trusted_groups', 'MAIN_TRUSTED_GROUPS'),
    ...where('MAIN_KEEP_ENVIRONMENT', ['keep_environment = MAIN_KEEP_ENVIRONMENT'], ['keep_environment =']),
    ...given('add_environment', 'MAIN_ADD_ENVIRONMENT'),
    ...where('_OPT_MAIN_SMTPUTF8_ADVERTISE_HOSTS', presetOption('smtputf8_advertise_hosts', 'MAIN_SMTPUTF8_ADVERTISE_HOSTS', '')),
  ],
  '03_exim4-config_tlsoptions': where('MAIN_TLS_ENABLE', [
    ...presetOption('tls_advertise_hosts', 'MAIN_TLS_ADVERTISE_HOSTS', '*'),
    ...where(
      'MAIN_TLS_CERTKEY',
      ['tls_certificate = MAIN_TLS_CERTKEY'],
      [
        ...presetOption('tls_certificate', 'MAIN_TLS_CERTIFICATE', 'CONFDIR/exim.crt'),
        ...presetOption('tls_privatekey', 'MAIN_TLS_PRIVATEKEY', 'CONFDIR/exim.key'),
      ],
    ),
    ...presetOption(
      'tls_verify_certificates',
      'MAIN_TLS_VERIFY_CERTIFICATES',
      '${if exists{/etc/ssl/certs/ca-certificates.crt}{/etc/ssl/certs/ca-certificates.crt}{/dev/null}}',
    ),
    ...given('tls_verify_hosts', 'MAIN_TLS_VERIFY_HOSTS'),
    ...given('tls_try_verify_hosts', 'MAIN_TLS_TRY_VERIFY_HOSTS'),
  ]),
  '90_exim4-config_log_selector': given('log_selector', 'MAIN_LOG_SELECTOR'),
};
