/** A name that Postfix once had, or still reads and means to drop. */
export interface LegacyName {
  readonly name: string;
  /** What to write instead; absent where nothing replaces it. */
  readonly now?: string;
  /** The release that renamed it, stopped reading it, or began to warn of it. */
  readonly since: string;
  /**
   * `read`: the value still counts, through the default of the new name; `ignored`: Postfix 3.7 calls it an unused
   * parameter; `deprecated`: a parameter like others, of which the release in `since` warns.
   */
  readonly state: 'read' | 'ignored' | 'deprecated';
}

// Releases: postconf(5) of Postfix 3.7 and DEPRECATION_README. Whether a name is still read, `postconf -n` of 3.7 was asked.
const list: readonly LegacyName[] = [
  read('authorized_verp_clients', 'smtpd_authorized_verp_clients', '2.1'),
  read('fallback_relay', 'smtp_fallback_relay', '2.3'),
  read('lmtp_per_record_deadline', 'lmtp_per_request_deadline', '3.7'),
  read('postscreen_blacklist_action', 'postscreen_denylist_action', '3.6'),
  read('postscreen_dnsbl_ttl', 'postscreen_dnsbl_max_ttl', '3.1'),
  read('postscreen_dnsbl_whitelist_threshold', 'postscreen_dnsbl_allowlist_threshold', '3.6'),
  read('postscreen_whitelist_interfaces', 'postscreen_allowlist_interfaces', '3.6'),
  read('smtp_per_record_deadline', 'smtp_per_request_deadline', '3.7'),
  read('smtpd_client_connection_limit_exceptions', 'smtpd_client_event_limit_exceptions', '2.2'),
  read('smtpd_per_record_deadline', 'smtpd_per_request_deadline', '3.7'),
  read('tlsproxy_client_level', 'tlsproxy_client_security_level', '3.7'),
  read('tlsproxy_client_policy', 'tlsproxy_client_policy_maps', '3.7'),
  read('virtual_maps', 'virtual_alias_maps', '2.0'),

  ignored('enable_errors_to', undefined, '2.2'),
  ignored('extract_recipient_limit', undefined, '2.1'),
  ignored('lmtp_cache_connection', 'lmtp_connection_cache_on_demand', '2.3'),
  ignored('sender_based_routing', 'sender_dependent_relayhost_maps', '2.3'),
  ignored('smtp_skip_4xx_greeting', undefined, '2.1'),
  ignored('smtp_tls_cipherlist', 'smtp_tls_mandatory_ciphers', '2.3'),
  ignored('smtpd_sasl_application_name', 'smtpd_sasl_path', '2.3'),
  ignored('smtpd_tls_cipherlist', 'smtpd_tls_mandatory_ciphers', '2.3'),
  ignored('tls_dane_digest_agility', undefined, '3.2'),
  ignored('tls_dane_trust_anchor_digest_enable', undefined, '3.2'),
  ignored('tlsproxy_tls_session_cache_timeout', 'smtpd_tls_session_cache_timeout', '3.7'),

  deprecated('disable_dns_lookups', 'smtp_dns_support_level', '3.9'),
  deprecated('lmtp_cname_overrides_servername', undefined, '3.11'),
  deprecated('lmtp_enforce_tls', 'lmtp_tls_security_level', '3.9'),
  deprecated('lmtp_tls_enforce_peername', 'lmtp_tls_security_level', '3.11'),
  deprecated('lmtp_tls_per_site', 'lmtp_tls_policy_maps', '3.9'),
  deprecated('lmtp_use_tls', 'lmtp_tls_security_level', '3.9'),
  deprecated('postscreen_enforce_tls', 'postscreen_tls_security_level', '3.9'),
  deprecated('postscreen_use_tls', 'postscreen_tls_security_level', '3.9'),
  deprecated('smtp_cname_overrides_servername', undefined, '3.11'),
  deprecated('smtp_enforce_tls', 'smtp_tls_security_level', '3.9'),
  deprecated('smtp_tls_enforce_peername', 'smtp_tls_security_level', '3.11'),
  deprecated('smtp_tls_per_site', 'smtp_tls_policy_maps', '3.9'),
  deprecated('smtp_use_tls', 'smtp_tls_security_level', '3.9'),
  deprecated('smtpd_enforce_tls', 'smtpd_tls_security_level', '3.9'),
  deprecated('smtpd_tls_dh1024_param_file', undefined, '3.9'),
  deprecated('smtpd_tls_eecdh_grade', undefined, '3.9'),
  deprecated('smtpd_use_tls', 'smtpd_tls_security_level', '3.9'),
];

export const legacyNames: ReadonlyMap<string, LegacyName> = new Map(list.map((it) => [it.name, it]));

/** A word in a list of restrictions that is gone or going. */
export interface LegacyRestriction {
  /** What says the same, or comes nearest. */
  readonly now: string;
  /** The release that gave it the new name; the old one is still read. */
  readonly renamed?: string;
  /** The release that began to warn of it. */
  readonly warned?: string;
  /** The release that dropped it. */
  readonly gone?: string;
}

// Dropped ones: DEPRECATION_README. Renamed ones: postconf(5) of Postfix 3.7, which still takes them.
export const legacyRestrictions: ReadonlyMap<string, LegacyRestriction> = new Map([
  ['check_relay_domains', { now: 'reject_unauth_destination', warned: '2.2', gone: '3.9' }],
  ['permit_mx_backup', { now: 'relay_domains', warned: '3.9' }],
  ['permit_naked_ip_address', { now: 'permit_mynetworks', warned: '2.0', gone: '3.9' }],
  ['reject_maps_rbl', { now: 'reject_rbl_client', warned: '2.1', gone: '3.9' }],
  ['check_recipient_maps', { now: 'reject_unlisted_recipient', renamed: '2.1' }],
  ['reject_invalid_hostname', { now: 'reject_invalid_helo_hostname', renamed: '2.3' }],
  ['reject_non_fqdn_hostname', { now: 'reject_non_fqdn_helo_hostname', renamed: '2.3' }],
  ['reject_unknown_client', { now: 'reject_unknown_client_hostname', renamed: '2.3' }],
  ['reject_unknown_hostname', { now: 'reject_unknown_helo_hostname', renamed: '2.3' }],
]);

function read(name: string, now: string, since: string): LegacyName {
  return { name, now, since, state: 'read' };
}

function ignored(name: string, now: string | undefined, since: string): LegacyName {
  return { name, ...(now === undefined ? {} : { now }), since, state: 'ignored' };
}

function deprecated(name: string, now: string | undefined, since: string): LegacyName {
  return { ...ignored(name, now, since), state: 'deprecated' };
}
