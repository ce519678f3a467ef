/** Parameters that Postfix 3.7 lacks, so that a newer configuration is not called misspelt. */
export interface NewerName {
  readonly name: string;
  /** The release that brought it; absent where only "after 3.7" is known. */
  readonly since?: string;
  /** Absent where it depends on the build. */
  readonly default?: string;
}

/** A built-in value that is another one since a release after 3.7. */
export interface ChangedDefault {
  readonly name: string;
  readonly since: string;
  readonly default: string;
}

// Names and defaults: mail_params.h of the sources before 3.11, next to postconf -d of 3.7. Releases: smtp(8) and tlsmgr(8)
// for 3.8, the release notes for 3.9, TLSRPT_README for 3.10, REQUIRETLS_README and NON_BERKELEYDB_README for 3.11.
const list: readonly NewerName[] = [
  ...of('3.8', {
    allow_srv_lookup_fallback: 'no',
    ignore_srv_lookup_error: 'no',
    smtpd_client_ipv4_prefix_length: '32',
    smtpd_client_ipv6_prefix_length: '84',
    tls_ffdhe_auto_groups: undefined,
    use_srv_lookup: '',
  }),
  ...of('3.9', {
    force_mime_input_conversion: 'no',
    lmtp_tls_enable_rpk: 'no',
    smtp_tls_enable_rpk: 'no',
    smtpd_tls_enable_rpk: 'no',
    tlsproxy_tls_enable_rpk: '$smtpd_tls_enable_rpk',
  }),
  ...of('3.10', {
    lmtp_tlsrpt_enable: 'no',
    lmtp_tlsrpt_skip_reused_handshakes: undefined,
    lmtp_tlsrpt_socket_name: '',
    smtp_tlsrpt_enable: 'no',
    smtp_tlsrpt_skip_reused_handshakes: undefined,
    smtp_tlsrpt_socket_name: '',
    tls_required_enable: 'yes',
  }),
  ...of('3.11', {
    default_cache_db_type: undefined,
    lmtp_requiretls_policy: 'opportunistic',
    non_bdb_custom_mapping: undefined,
    non_bdb_migration_allow_root_prefixes: undefined,
    non_bdb_migration_allow_user_prefixes: undefined,
    non_bdb_migration_level: 'disable',
    non_bdb_migration_log_redirect: undefined,
    requiretls_enable: 'yes',
    requiretls_esmtp_header: 'yes',
    requiretls_redact_dsn: 'yes',
    smtp_requiretls_policy: undefined,
  }),
  ...of(undefined, {
    full_name_encoding_charset: 'utf-8',
    lmtp_log_tls_feature_status: 'yes',
    lmtp_sasl_password_result_delimiter: ':',
    lmtp_tls_enforce_sts_mx_patterns: 'yes',
    maillog_file_permissions: '0600',
    non_empty_end_of_header_action: 'fix_quietly',
    relocated_prefix_enable: 'yes',
    smtp_log_tls_feature_status: 'yes',
    smtp_sasl_password_result_delimiter: ':',
    smtp_tls_enforce_sts_mx_patterns: 'yes',
    smtpd_hide_client_session: 'no',
    smtpd_reject_filter_maps: '',
    socketmap_max_reply_size: '100000',
  }),
];

export const newerNames: ReadonlyMap<string, NewerName> = new Map(list.map((it) => [it.name, it]));

/** Sources as above; for smtpd_forbid_* the release notes of 3.9, for the others those of 3.11. */
export const changedDefaults: readonly ChangedDefault[] = [
  { name: 'smtpd_forbid_bare_newline', since: '3.9', default: 'normalize' },
  { name: 'smtpd_forbid_unauth_pipelining', since: '3.9', default: 'yes' },
  { name: 'milter_default_action', since: '3.11', default: 'shutdown' },
  // The path is the build's, and alias_maps has nis: behind it where NIS is built in.
  { name: 'alias_maps', since: '3.11', default: '$default_database_type:/etc/aliases' },
  { name: 'alias_database', since: '3.11', default: '$default_database_type:/etc/aliases' },
  { name: 'address_verify_map', since: '3.11', default: '$default_cache_db_type:$data_directory/verify_cache' },
  { name: 'postscreen_cache_map', since: '3.11', default: '$default_cache_db_type:$data_directory/postscreen_cache' },
  { name: 'smtp_tls_security_level', since: '3.11', default: `\${{$compatibility_level} <level {3.11} ? {} : {may}}` },
];

function of(since: string | undefined, names: Readonly<Record<string, string | undefined>>): readonly NewerName[] {
  return Object.entries(names).map(([name, value]) => ({
    name,
    ...(since === undefined ? {} : { since }),
    ...(value === undefined ? {} : { default: value }),
  }));
}
