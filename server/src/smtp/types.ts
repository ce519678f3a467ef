/** A reply of an SMTP server: one code, one or more lines of text without their codes. */
export interface Reply {
  readonly code: number;
  /** RFC 3463, from the last line that has one. */
  readonly enhanced?: string;
  readonly lines: readonly string[];
  /** True where the lines carried different codes; `code` is then the last line's, as Postfix takes it. */
  readonly mixed?: boolean;
}

/** What a probe concludes. Never a boolean: most answers prove less than they seem to. */
export type ProbeVerdict =
  | 'exists'
  | 'unknown-user'
  | 'accepts-all'
  | 'disabled'
  | 'full'
  | 'policy-blocked'
  | 'greylisted'
  | 'relay-denied'
  | 'sender-refused'
  | 'unreachable'
  | 'not-smtp'
  | 'inconclusive';
