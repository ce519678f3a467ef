/** Every variable of Exim 4.96 but those whose names have no end: acl_c…, acl_m…, r_…, auth1, regex1. Source: var_table of expand.c. */
export const variableNames: ReadonlySet<string> = new Set(
  (
    'acl_arg1 acl_arg2 acl_arg3 acl_arg4 acl_arg5 acl_arg6 acl_arg7 acl_arg8 acl_arg9 acl_narg acl_verify_message address_data ' +
    'address_file address_pipe authenticated_fail_id authenticated_id authenticated_sender authentication_failed av_failed ' +
    'body_linecount body_zerocount bounce_recipient bounce_return_size_limit caller_gid caller_uid callout_address compile_date ' +
    'compile_number config_dir config_file csa_status dkim_algo dkim_bodylength dkim_canon_body dkim_canon_headers ' +
    'dkim_copiedheaders dkim_created dkim_cur_signer dkim_domain dkim_expires dkim_headernames dkim_identity dkim_key_granularity ' +
    'dkim_key_length dkim_key_nosubdomains dkim_key_notes dkim_key_srvtype dkim_key_testing dkim_selector dkim_signers ' +
    'dkim_verify_reason dkim_verify_status dmarc_domain_policy dmarc_status dmarc_status_text dmarc_used_domain dnslist_domain ' +
    'dnslist_matched dnslist_text dnslist_value domain domain_data event_data event_defer_errno event_name exim_gid exim_path ' +
    'exim_uid exim_version headers_added home host host_address host_data host_lookup_deferred host_lookup_failed host_port ' +
    'initial_cwd inode interface_address interface_port item ldap_dn load_average local_part local_part_data local_part_prefix ' +
    'local_part_prefix_v local_part_suffix local_part_suffix_v local_user_gid local_user_uid localhost_number log_inodes ' +
    'local_scan_data log_space lookup_dnssec_authenticated mailstore_basename malware_name max_received_linelength message_age message_body ' +
    'message_body_end message_body_size message_exim_id message_headers message_headers_raw message_id message_linecount ' +
    'message_size message_smtputf8 mime_anomaly_level mime_anomaly_text mime_boundary mime_charset mime_content_description ' +
    'mime_content_disposition mime_content_id mime_content_size mime_content_transfer_encoding mime_content_type ' +
    'mime_decoded_filename mime_filename mime_is_coverletter mime_is_multipart mime_is_rfc822 mime_part_count original_domain ' +
    'original_local_part originator_gid originator_uid parent_domain parent_local_part pid prdr_requested primary_hostname ' +
    'proxy_external_address proxy_external_port proxy_local_address proxy_local_port proxy_session prvscheck_address ' +
    'prvscheck_keynum prvscheck_result qualify_domain qualify_recipient queue_name queue_size rcpt_count rcpt_defer_count ' +
    'rcpt_fail_count received_count received_for received_ip_address received_port received_protocol received_time recipient_data ' +
    'recipient_verify_failure recipients recipients_count regex_match_string reply_address return_path return_size_limit ' +
    'router_name runrc self_hostname sender_address sender_address_data sender_address_domain sender_address_local_part ' +
    'sender_data sender_fullhost sender_helo_dnssec sender_helo_name sender_host_address sender_host_authenticated ' +
    'sender_host_dnssec sender_host_name sender_host_port sender_ident sender_rate sender_rate_limit sender_rate_period ' +
    'sender_rcvhost sender_verify_failure sending_ip_address sending_port smtp_active_hostname smtp_command smtp_command_argument ' +
    'smtp_command_history smtp_count_at_connection_start smtp_notquit_reason spam_action spam_bar spam_report spam_score ' +
    'spam_score_int spf_guess spf_header_comment spf_received spf_result spf_result_guessed spf_smtp_comment spool_directory ' +
    'spool_inodes spool_space srs_recipient thisaddress tls_bits tls_certificate_verified tls_cipher tls_in_bits ' +
    'tls_in_certificate_verified tls_in_cipher tls_in_cipher_std tls_in_ocsp tls_in_ourcert tls_in_peercert tls_in_peerdn ' +
    'tls_in_resumption tls_in_sni tls_in_ver tls_out_bits tls_out_certificate_verified tls_out_cipher tls_out_cipher_std ' +
    'tls_out_dane tls_out_ocsp tls_out_ourcert tls_out_peercert tls_out_peerdn tls_out_resumption tls_out_sni tls_out_tlsa_usage ' +
    'tls_out_ver tls_peerdn tls_sni tod_bsdinbox tod_epoch tod_epoch_l tod_full tod_log tod_logfile tod_zone tod_zulu ' +
    'transport_name value verify_mode version_number warn_message_delay warn_message_recipient warn_message_recipients ' +
    'warnmsg_delay warnmsg_recipient warnmsg_recipients '
  )
    .trim()
    .split(' '),
);

/**
 * Variables of other releases and other builds: a text with one is unknown and not broken. Sources: var_table of 4.96 with all that
 * a build may add, NewStuff of 4.97 to 4.99, and what went with demime and with the library for SRS.
 */
export const variablesElsewhere: ReadonlySet<string> = new Set(
  (
    'arc_domains arc_oldest_pass arc_state arc_state_reason atrn_host atrn_mode bmi_alt_location bmi_base64_tracker_verdict ' +
    'bmi_base64_verdict bmi_deliver connection_id dcc_header dcc_result demime_errorlevel demime_reason dmarc_alignment_dkim ' +
    'dmarc_alignment_spf dmarc_ar_header found_extension recipients_list sender_helo_verified srs_db_address srs_db_key ' +
    'srs_orig_address srs_orig_recipient srs_status'
  ).split(' '),
);
