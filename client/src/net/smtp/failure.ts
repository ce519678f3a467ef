/** Where a conversation stood when something happened. */
export type Stage = 'connect' | 'greeting' | 'hello' | 'tls' | 'sender' | 'recipient' | 'goodbye';

/** Why a conversation ended that was not over. Data, not an exception: every one of these happens to healthy programs. */
export interface Failure {
  readonly kind:
    | 'timeout'
    | 'refused'
    | 'no-route'
    | 'reset'
    | 'closed'
    /** 421 without a question. */
    | 'shutdown'
    /** The TLS handshake failed; the words are OpenSSL's. */
    | 'tls'
    /** Plain text behind the answer to STARTTLS: somebody between, or a broken server. */
    | 'injection'
    /** What came is no SMTP. */
    | 'not-smtp'
    /** A line, a reply or a session that does not end. */
    | 'endless'
    /** More replies than commands: nothing of this session can be believed. */
    | 'out-of-step'
    | 'cancelled'
    /** Our own: a line that must not be written. */
    | 'mistake';
  /** One sentence without a full stop. */
  readonly why: string;
  /** Where it is known better than by the command that was being answered. */
  readonly stage?: Stage;
}
