import { askedVersion, type Section } from './options.ts';

/** Said of what no Exim 4 knows. */
export const gone = 'which went with Exim 4';

/**
 * What 4.96 as Debian builds it does not know, though it is no mistake in spelling: options of the main part, of routers,
 * transports and authenticators, and conditions of ACLs.
 * Sources: NewStuff and ChangeLog of Exim 4.86 to 4.100, Exim4.upgrade, the option tables of 4.96 with all that a build may add.
 */
const others: readonly (readonly [what: string, section: Section | 'acl', names: string])[] = [
  ['which came with 4.98', 'main', 'acl_smtp_wellknown wellknown_advertise_hosts'],
  ['which came with 4.99', 'main', 'acl_smtp_atrn atrn_domains atrn_host'],
  ['which came after 4.96', 'main', 'panic_coredump'],
  ['which came with 4.99', 'routers', 'sieve_inbox'],
  ['which went with 4.96', 'main', 'allow_insecure_tainted_data'],
  [
    'which went when Exim learned SRS without a library',
    'main',
    'srs_config srs_db srs_hashlength srs_hashmin srs_maxage srs_secrets srs_usehash srs_usetimestamp',
  ],
  ['which went when Exim learned SRS without a library', 'routers', 'srs srs_alias srs_condition srs_dbinsert srs_dbselect'],
  ['which went with 4.88', 'main', 'gnutls_require_kx gnutls_require_mac gnutls_require_protocols'],
  ['which went with 4.88', 'transports', 'gnutls_require_kx gnutls_require_mac gnutls_require_protocols'],
  ['which went with 4.88', 'acl', 'demime'],
  [
    gone,
    'main',
    'auth_always_advertise auth_hosts auth_over_tls_hosts errmsg_file errmsg_text errors_address headers_check_syntax ' +
      'headers_sender_verify helo_strict_syntax helo_verify host_accept_relay host_auth_accept_relay host_reject ' +
      'host_reject_recipients ignore_errmsg_errors ignore_errmsg_errors_after kill_ip_options local_domains ' +
      'locally_caseless log_all_parents log_arguments log_interface log_level log_received_recipients log_received_sender ' +
      'log_rewrites log_sender_on_delivery log_smtp_confirmation log_smtp_connections log_smtp_syntax_errors log_subject ' +
      'message_filter nobody_group nobody_user prohibition_message queue_remote_domains rbl_domains rbl_hosts ' +
      'rbl_reject_recipients rbl_warn_header receiver_try_verify receiver_unqualified_hosts receiver_verify ' +
      'receiver_verify_hosts recipients_reject_except refuse_ip_options relay_domains relay_domains_include_local_mx ' +
      'relay_match_host_or_sender remote_sort sender_address_relay sender_host_reject sender_reject sender_reject_recipients ' +
      'sender_try_verify sender_verify sender_verify_fixup sender_verify_hosts sender_verify_reject smtp_etrn_hosts ' +
      'smtp_expn_hosts smtp_verify timestamps_utc tls_hosts tls_log_cipher tls_log_peerdn tls_verify_ciphers',
  ],
  [gone, 'routers', 'prefix suffix new_director route_file route_query route_queries search_type'],
  [gone, 'transports', 'add_headers remove_headers authenticate_hosts bsmtp bsmtp_helo require_lockfile'],
  [
    'which only some builds have',
    'main',
    'bmi_config_file dcc_direct_add_header dccifd_address dccifd_options disable_fsync dmarc_forensic_sender dmarc_history_file ' +
      'dmarc_tld_file ibase_servers limits_advertise_hosts oracle_servers redis_servers tcp_wrappers_daemon_name tls_advertise_requiretls',
  ],
  ['which only some builds have', 'routers', 'bmi_deliver_alternate bmi_deliver_default bmi_dont_deliver bmi_rule translate_ip_address'],
  ['which only some builds have', 'transports', 'arc_sign use_classresources'],
  [
    'which only some builds have',
    'authenticators',
    'server_tls client_authz client_channelbinding client_spassword server_channelbinding server_key server_keytab ' +
      'server_scram_iter server_scram_salt server_skey',
  ],
  ['which only some builds have', 'acl', 'bmi_optin dcc dmarc_status'],
];

const byPath: ReadonlyMap<string, string> = new Map(
  others.flatMap(([what, section, names]) => names.split(' ').map((name) => [`${section}/${name}`, what] as const)),
);

/** Which other release or build knows an option, or a condition of ACLs, for a sentence about it: `which came with 4.98`. */
export function elsewhere(section: Section | 'acl', name: string): string | undefined {
  return byPath.get(`${section}/${name}`);
}

/** The same names with a sentence about each. */
export const otherReleases: ReadonlyMap<string, string> = new Map(
  others.flatMap(([what, , names]) =>
    names.split(' ').map((name) => [name, `Exim ${askedVersion} does not know this name, ${what}`] as const),
  ),
);

/** Drivers that only some builds have. Source: the folders of drivers in 4.96. */
export const driversElsewhere: ReadonlySet<string> = new Set([
  'queuefile',
  'gsasl',
  'heimdal_gssapi',
  'cyrus_sasl',
  'dovecot',
  'spa',
  'iplookup',
]);

/** Log selectors that later releases know, and one that went with 4.96. Sources: NewStuff of 4.97 to 4.100, ChangeLog of 4.96. */
export const logSelectorsElsewhere: ReadonlySet<string> = new Set([
  'connection_id',
  'dmarc',
  'dmarc_verbose',
  'spf',
  'spf_verbose',
  'taint',
]);
