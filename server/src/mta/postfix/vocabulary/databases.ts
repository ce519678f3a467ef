const sql = ['additional_conditions', 'dbname', 'domain', 'expansion_limit', 'hosts', 'password', 'query', 'result_format'].concat([
  'select_field',
  'table',
  'user',
  'where_field',
]);

/**
 * The parameters in the file of a table, by the type of the table: of a long list of names those of which `postconf -n` of Postfix
 * 3.7 did not say "unused parameter". Names that later releases added stand behind them (mysql_table(5), pgsql_table(5)).
 */
export const databaseParameters: ReadonlyMap<string, readonly string[]> = new Map([
  [
    'ldap',
    [
      ...['bind', 'bind_dn', 'bind_pw', 'cache', 'cache_expiry', 'cache_size', 'chase_referrals', 'debuglevel', 'dereference', 'domain'],
      ...['expansion_limit', 'leaf_result_attribute', 'query_filter', 'recursion_limit', 'result_attribute', 'result_filter'],
      ...['result_format', 'sasl_authz_id', 'sasl_mechs', 'sasl_minssf', 'sasl_realm', 'scope', 'search_base', 'server_host'],
      ...['server_port', 'size_limit', 'special_result_attribute', 'start_tls', 'terminal_result_attribute', 'timeout'],
      ...['tls_ca_cert_dir', 'tls_ca_cert_file', 'tls_cert', 'tls_cipher_suite', 'tls_key', 'tls_random_file', 'tls_require_cert'],
      'version',
    ],
  ],
  [
    'mysql',
    [
      ...sql,
      ...['option_file', 'option_group', 'require_result_set', 'tls_CAfile', 'tls_CApath', 'tls_cert_file', 'tls_ciphers'],
      ...['tls_key_file', 'tls_verify_cert', 'charset', 'idle_interval', 'retry_interval'],
    ],
  ],
  ['pgsql', [...sql, 'select_function', 'encoding', 'idle_interval', 'retry_interval']],
  ['sqlite', [...sql.filter((it) => !/^(dbname|hosts|password|user)$/.test(it)), 'dbpath']],
]);
