/** Every operator of Exim 4.96, `${name:text}`. Source: op_table_underscore and op_table_main of expand.c. */
export const operators: ReadonlySet<string> = new Set(
  (
    'from_utf8 local_part quote_local_part reverse_ip time_eval time_interval utf8_domain_from_alabel utf8_domain_to_alabel ' +
    'utf8_localpart_from_alabel utf8_localpart_to_alabel address addresses base32 base32d base62 base62d base64 base64d domain ' +
    'escape escape8bit eval eval10 expand h hash hex2b64 hexquote ipv6denorm ipv6norm l lc length listcount listnamed mask md5 ' +
    'nh nhash quote randint rfc2047 rfc2047d rxquote s sha1 sha2 sha256 sha3 stat str2b64 strlen substr uc utf8clean'
  ).split(' '),
);

/** Operators that came after 4.96: what they give is unknown. Sources: NewStuff of 4.97, and the tests of 4.98. */
export const operatorsElsewhere: ReadonlySet<string> = new Set(['headerwrap', 'xtextd']);
