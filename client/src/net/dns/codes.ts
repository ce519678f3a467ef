/** What the numbers of DNS are called. */

/** The name of a response code, such as NXDOMAIN; RCODE and the number where a look-up does not meet it. */
export function rcodeName(code: number): string {
  return rcodes[code] ?? `RCODE${code}`;
}

/** The meaning of an extended error; undefined for a number that is newer than RFC 8914. */
export function extendedErrorName(code: number): string | undefined {
  return extendedErrors[code];
}

/** From the IANA registry of DNS RCODEs; those that a look-up can meet. */
const rcodes: Readonly<Record<number, string>> = {
  0: 'NOERROR',
  1: 'FORMERR',
  2: 'SERVFAIL',
  3: 'NXDOMAIN',
  4: 'NOTIMP',
  5: 'REFUSED',
  6: 'YXDOMAIN',
  9: 'NOTAUTH',
  10: 'NOTZONE',
  16: 'BADVERS',
  23: 'BADCOOKIE',
};

/** From RFC 8914 section 4, in its order; the first one, "other", says nothing. */
const extendedErrors: readonly (string | undefined)[] = [
  undefined,
  'unsupported DNSKEY algorithm',
  'unsupported DS digest type',
  'stale answer',
  'forged answer',
  'DNSSEC indeterminate',
  'DNSSEC bogus',
  'signature expired',
  'signature not yet valid',
  'DNSKEY missing',
  'RRSIGs missing',
  'no zone key bit set',
  'NSEC missing',
  'cached error',
  'not ready',
  'blocked',
  'censored',
  'filtered',
  'prohibited',
  'stale NXDOMAIN answer',
  'not authoritative',
  'not supported',
  'no reachable authority',
  'network error',
  'invalid data',
];
