import { isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { parseReply, parseReplyLine, replyText } from '../../../../server/src/smtp/reply.ts';
import type { Reply } from '../../../../server/src/smtp/types.ts';
import { decodeBytes, escapeText } from '../escape.ts';
import { commandFault } from './command.ts';
import type { Answer } from './conversation.ts';
import type { Deadlines } from './deadlines.ts';
import type { Failure, Stage } from './failure.ts';
import { type LineReader, readLines } from './lines.ts';
import { tlsFacts } from './tlsFacts.ts';
import type { Transcript } from './transcript.ts';

/** What no honest server needs; beyond it the connection is closed. */
const limits = { line: 4096, replyLines: 128, replyBytes: 64 * 1024, sessionBytes: 1024 * 1024 } as const;

/** Slower replies are remarked on: a tarpit, or a server that looks something up. */
const slow = 5000;

export interface ConnectionOptions {
  readonly deadlines: Deadlines;
  readonly transcript: Transcript;
  readonly signal?: AbortSignal | undefined;
}

interface Waiter {
  readonly resolve: (answer: Answer) => void;
  readonly timer: NodeJS.Timeout;
  readonly since: number;
}

/**
 * One connection to one mail server, from its first byte to its last. It dies once: whatever happens first is the failure, and everything
 * asked later gets it as the answer.
 */
export class Connection {
  readonly #options: ConnectionOptions;
  #socket: Socket;
  #reader: LineReader = readLines(limits.line);
  #reply: { readonly lines: string[]; bytes: number } = { lines: [], bytes: 0 };
  #received = 0;
  #waiter: Waiter | undefined;
  #failure: Failure | undefined;
  #isSecured = false;
  #asksForTls = false;
  readonly #sessionTimer: NodeJS.Timeout;
  readonly #cancel = (): void => this.#fail({ kind: 'cancelled', why: 'cancelled' });

  constructor(socket: Socket, options: ConnectionOptions) {
    this.#socket = socket;
    this.#options = options;
    const { session } = options.deadlines;
    this.#sessionTimer = setTimeout(
      () => this.#fail({ kind: 'timeout', why: `the conversation was not over after ${inSeconds(session)}` }),
      session,
    );
    options.signal?.addEventListener('abort', this.#cancel, { once: true });
    this.#wire(socket);
    if (options.signal?.aborted) this.#cancel();
  }

  /** Waits until the connection stands; undefined then. */
  connected(): Promise<Failure | undefined> {
    const { connect } = this.#options.deadlines;
    if (this.#failure) return Promise.resolve(this.#failure);
    return new Promise((resolve) => {
      const timer = setTimeout(
        () => this.#fail({ kind: 'timeout', stage: 'connect', why: `no connection within ${inSeconds(connect)}` }),
        connect,
      );
      const settle = (): void => {
        clearTimeout(timer);
        this.#socket.off('connect', settle);
        this.#socket.off('close', settle);
        resolve(this.#failure);
      };
      this.#socket.once('connect', settle);
      // A failure closes the socket, and what failed is known by then.
      this.#socket.once('close', settle);
    });
  }

  /** Waits for one whole reply. */
  listen(stage: Stage): Promise<Answer> {
    if (this.#failure) return Promise.resolve({ kind: 'failure', failure: this.#failure });
    const { banner, reply } = this.#options.deadlines;
    const wait = stage === 'greeting' ? banner : reply;
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#fail({ kind: 'timeout', why: this.#silence(stage, wait) }), wait);
      this.#waiter = { resolve, timer, since: performance.now() };
    });
  }

  /** Writes one command and waits for its reply. The only place of the program that writes to a mail server. */
  send(stage: Stage, line: string): Promise<Answer> {
    const fault = commandFault(line);
    if (fault !== undefined) this.#fail({ kind: 'mistake', why: `a mistake of this program: ${fault}` });
    if (this.#failure) return Promise.resolve({ kind: 'failure', failure: this.#failure });
    this.#options.transcript.add('client', line, { tls: this.#isSecured });
    this.#asksForTls = line === 'STARTTLS';
    this.#socket.write(`${line}\r\n`);
    return this.listen(stage);
  }

  /** Turns to TLS. `name` is the host's, for SNI and for the comparison with the certificate; nothing is demanded of either. */
  secure(name: string | undefined): Promise<Answer> {
    if (this.#reader.rest().length !== 0 || this.#reply.lines.length !== 0) this.#fail(injection);
    if (this.#failure) return Promise.resolve({ kind: 'failure', failure: this.#failure });
    const plain = this.#socket;
    for (const event of ['data', 'error', 'close']) plain.removeAllListeners(event);
    plain.on('error', () => {});
    const servername = name !== undefined && isIP(name) === 0 ? name : undefined;
    return new Promise((resolve) => {
      const secured = connectTls({ socket: plain, rejectUnauthorized: false, ...(servername === undefined ? {} : { servername }) });
      this.#socket = secured;
      const { handshake } = this.#options.deadlines;
      const timer = setTimeout(
        () => this.#fail({ kind: 'tls', why: `the TLS handshake was not over after ${inSeconds(handshake)}` }),
        handshake,
      );
      this.#waiter = { resolve, timer, since: performance.now() };
      secured.on('error', (error) => this.#fail({ kind: 'tls', why: `the TLS handshake failed: ${escapeText(reasonOf(error))}` }));
      secured.on('close', () => this.#fail({ kind: 'tls', why: 'the server closed the connection during the TLS handshake' }));
      secured.once('secureConnect', () => {
        secured.removeAllListeners('error');
        secured.removeAllListeners('close');
        this.#isSecured = true;
        this.#asksForTls = false;
        this.#reader = readLines(limits.line);
        this.#wire(secured);
        for (const fact of tlsFacts(secured, servername)) this.#options.transcript.add('note', fact, { tls: true });
        this.#answer({ kind: 'done' });
      });
    });
  }

  close(): void {
    this.#end({ kind: 'closed', why: 'the conversation is over' });
  }

  #wire(socket: Socket): void {
    socket.on('data', (chunk) => this.#take(chunk));
    socket.on('error', (error) => this.#fail(socketFailure(error, this.#received === 0 && !this.#waiter)));
    socket.on('close', () => this.#fail({ kind: 'closed', why: this.#closing() }));
  }

  #take(chunk: Buffer): void {
    if (this.#failure) return;
    this.#received += chunk.length;
    const failure = this.#read(chunk);
    if (failure) this.#fail(failure);
  }

  #read(chunk: Buffer): Failure | undefined {
    if (limits.sessionBytes < this.#received)
      return { kind: 'endless', why: `more than ${limits.sessionBytes} octets in one conversation` };
    const lines = this.#reader.push(chunk);
    for (const line of lines ?? []) {
      const failure = this.#readLine(line);
      if (failure) return failure;
    }
    return lines ? undefined : { kind: 'endless', why: `a line of more than ${limits.line} octets` };
  }

  #readLine(bytes: Buffer): Failure | undefined {
    const line = decodeBytes(bytes);
    const parsed = parseReplyLine(line);
    this.#options.transcript.add('server', line, { tls: this.#isSecured, expected: parsed !== undefined && parsed.code < 400 });
    if (!parsed) return { kind: 'not-smtp', why: `the server said "${escapeText(line.slice(0, 80))}", which is no SMTP reply` };
    const { lines } = this.#reply;
    lines.push(line);
    this.#reply.bytes += bytes.length;
    const isEndless = limits.replyLines < lines.length || limits.replyBytes < this.#reply.bytes;
    if (isEndless) return { kind: 'endless', why: `a reply of more than ${limits.replyLines} lines or ${limits.replyBytes} octets` };
    const reply = parseReply(lines);
    if (!reply) return undefined;
    this.#reply = { lines: [], bytes: 0 };
    return this.#hand({ ...reply, lines: reply.lines.map(escapeText) });
  }

  /** Gives a whole reply to whoever waits for one. Nobody waiting means that the server said more than it was asked. */
  #hand(reply: Reply): Failure | undefined {
    if (this.#waiter) {
      this.#answer({ kind: 'reply', reply });
      return undefined;
    }
    if (this.#asksForTls) return injection;
    if (reply.code === 421) return { kind: 'shutdown', why: `the server ended the conversation: ${replyText(reply)}` };
    return { kind: 'out-of-step', why: 'the server sent more replies than there were commands, so none of them can be believed' };
  }

  #answer(answer: Answer): void {
    const waiter = this.#waiter;
    if (!waiter) return;
    this.#waiter = undefined;
    clearTimeout(waiter.timer);
    const took = performance.now() - waiter.since;
    if (slow < took) this.#options.transcript.add('note', `the server took ${inSeconds(took)} for this`, { tls: this.#isSecured });
    waiter.resolve(answer);
  }

  #fail(failure: Failure): void {
    if (this.#failure) return;
    this.#options.transcript.add('failure', failure.why, { tls: this.#isSecured });
    this.#end(failure);
  }

  #end(failure: Failure): void {
    this.#failure ??= failure;
    clearTimeout(this.#sessionTimer);
    this.#options.signal?.removeEventListener('abort', this.#cancel);
    this.#socket.destroy();
    this.#answer({ kind: 'failure', failure: this.#failure });
  }

  #silence(stage: Stage, wait: number): string {
    const what = stage === 'greeting' ? 'no greeting' : 'no reply';
    return this.#reply.lines.length === 0 ? `${what} within ${inSeconds(wait)}` : `the reply was not whole after ${inSeconds(wait)}`;
  }

  #closing(): string {
    const isHalf = this.#reply.lines.length !== 0 || this.#reader.rest().length !== 0;
    return isHalf ? 'the server closed the connection in the middle of a reply' : 'the server closed the connection without a reply';
  }
}

const injection: Failure = {
  kind: 'injection',
  why: 'plain text came behind the answer to STARTTLS: somebody on the way, or a broken server, puts words into the secured conversation',
};

function socketFailure(error: Error, isConnecting: boolean): Failure {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const at: Pick<Failure, 'stage'> = isConnecting ? { stage: 'connect' } : {};
  if (code === 'ECONNREFUSED') return { kind: 'refused', stage: 'connect', why: 'nothing listens on that port (connection refused)' };
  if (code === 'ECONNRESET' || code === 'EPIPE') return { kind: 'reset', ...at, why: 'the connection was reset' };
  if (code === 'ETIMEDOUT') return { kind: 'timeout', ...at, why: 'no connection (timed out)' };
  return { kind: 'no-route', ...at, why: `no way there from here (${code || escapeText(error.message)})` };
}

/** The words of OpenSSL without the numbers around them. */
function reasonOf(error: Error): string {
  return (error as Error & { readonly reason?: string }).reason ?? error.message;
}

function inSeconds(milliseconds: number): string {
  return `${Math.round(milliseconds / 100) / 10} s`;
}
