import { escapeText } from '../escape.ts';

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
    /** The proxy that was set did not let us through; the mail server was not reached. */
    | 'proxy'
    /** 421 without a question. */
    | 'shutdown'
    /** The TLS handshake failed, the words are OpenSSL's; or TLS was wanted and there is none. */
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

/** What a socket's error means. `stage` is where the conversation stood, where that is known. */
export function socketFailure(error: Error, stage?: Stage): Failure {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const at: Pick<Failure, 'stage'> = stage === undefined ? {} : { stage };
  if (code === 'ECONNREFUSED') return { kind: 'refused', ...at, why: 'nothing listens on that port (connection refused)' };
  if (code === 'ECONNRESET' || code === 'EPIPE') return { kind: 'reset', ...at, why: 'the connection was reset' };
  if (code === 'ETIMEDOUT') return { kind: 'timeout', ...at, why: 'no connection (timed out)' };
  return { kind: 'no-route', ...at, why: `no way there from here (${code || escapeText(error.message)})` };
}

/** A wait as people say it. */
export function inSeconds(milliseconds: number): string {
  return `${Math.round(milliseconds / 100) / 10} s`;
}
