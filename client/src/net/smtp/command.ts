/**
 * The only words that this program can say to a mail server. There is no DATA, so a probe cannot send a message, and no VRFY, EXPN or AUTH.
 */
const sayable = /^(?:(?:EHLO|HELO) \S+|STARTTLS|MAIL FROM:<.*>(?: SMTPUTF8)?|RCPT TO:<.+>|RSET|NOOP|QUIT)$/u;

/** RFC 5321 section 4.5.3.1.4 gives a command 512 octets; SMTPUTF8 and long paths may need more. */
const longest = 1000;

/** What is wrong with a line that is about to be written; undefined for a command that may be said. Asked at the one place that writes. */
export function commandFault(line: string): string | undefined {
  if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(line)) return 'a control character would have been written';
  if (!sayable.test(line)) return `${JSON.stringify(line.slice(0, 12))} is not among the commands of a probe`;
  return longest < Buffer.byteLength(line) ? `a command of ${Buffer.byteLength(line)} octets would have been written` : undefined;
}
