import { isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { replyText } from '../../../../server/src/smtp/reply.ts';
import type { Reply } from '../../../../server/src/smtp/types.ts';
import { escapeText } from '../escape.ts';
import { commandFault } from './command.ts';
import type { Deadlines } from './deadlines.ts';
import { type Failure, inSeconds, type Stage, socketFailure } from './failure.ts';
import type { Answer } from './moves.ts';
import { type Heard, type ReplyReader, readReplies } from './replies.ts';
import { tlsFacts } from './tlsFacts.ts';
import type { Transcript } from './transcript.ts';

/** Octets; a server that says more than this in one conversation does not mean to end it. */
const mostReceived = 1024 * 1024;

export interface ConnectionOptions {
  readonly deadlines: Deadlines;
  readonly transcript: Transcript;
  readonly signal?: AbortSignal | undefined;
}

interface Waiter {
  readonly resolve: (answer: Answer) => void;
  /** Milliseconds, counted from when nobody else waits before. */
  readonly wait: number;
  /** What it means that nothing came. */
  readonly late: () => Failure;
}

/**
 * One connection to one mail server, from its first byte to its last. It dies once: whatever happens first is the failure, and everything
 * asked later gets it as the answer.
 */
export class Connection {
  readonly #options: ConnectionOptions;
  #socket: Socket;
  #reader: ReplyReader = readReplies();
  #received = 0;
  /** Those who wait for a reply, in the order of the commands. */
  readonly #waiting: Waiter[] = [];
  #timer: NodeJS.Timeout | undefined;
  #since = 0;
  #failure: Failure | undefined;
  #isSecured = false;
  #asksForTls = false;
  /** Set while the server is expected to hang up. */
  #parting: ((answer: Answer) => void) | undefined;
  readonly #sessionTimer: NodeJS.Timeout;
  readonly #cancel = (): void => this.#fail({ kind: 'cancelled', why: 'cancelled' });

  /** `socket` is connected already. */
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
    // What went wrong before anybody listened is not said again.
    if (socket.errored) this.#fail(socketFailure(socket.errored));
    if (options.signal?.aborted) this.#cancel();
  }

  /** Waits for one whole reply. */
  listen(stage: Stage): Promise<Answer> {
    const { banner, reply } = this.#options.deadlines;
    const wait = stage === 'greeting' ? banner : reply;
    return this.#wait(wait, () => ({ kind: 'timeout', why: this.#silence(stage, wait) }));
  }

  /** Writes one command and waits for its reply. */
  send(stage: Stage, line: string): Promise<Answer> {
    this.#write([line]);
    return this.listen(stage);
  }

  /** Writes several commands at once (PIPELINING, RFC 2920) and waits for as many replies; those that came count, whatever ended it. */
  async sendAll(stage: Stage, lines: readonly string[]): Promise<Answer> {
    this.#write(lines);
    const answers = await Promise.all(lines.map(() => this.listen(stage)));
    const replies = answers.flatMap((it) => (it.kind === 'reply' ? [it.reply] : []));
    const failed = answers.find((it) => it.kind === 'failure');
    return { kind: 'replies', replies, ...(failed ? { failure: failed.failure } : {}) };
  }

  /** Turns to TLS. `name` is the host's, for SNI and for the comparison with the certificate; nothing is demanded of either. */
  secure(name: string | undefined): Promise<Answer> {
    if (this.#reader.isMidway()) this.#fail(injection);
    if (this.#failure) return Promise.resolve({ kind: 'failure', failure: this.#failure });
    const plain = this.#socket;
    for (const event of ['data', 'error', 'close']) plain.removeAllListeners(event);
    plain.on('error', () => {});
    const servername = name !== undefined && isIP(name) === 0 ? name : undefined;
    const secured = connectTls({ socket: plain, rejectUnauthorized: false, ...(servername === undefined ? {} : { servername }) });
    this.#socket = secured;
    secured.on('error', (error) => this.#fail({ kind: 'tls', why: `the TLS handshake failed: ${escapeText(reasonOf(error))}` }));
    secured.on('close', () => this.#fail({ kind: 'tls', why: 'the server closed the connection during the TLS handshake' }));
    secured.once('secureConnect', () => {
      secured.removeAllListeners('error');
      secured.removeAllListeners('close');
      this.#isSecured = true;
      this.#asksForTls = false;
      this.#reader = readReplies();
      this.#wire(secured);
      for (const fact of tlsFacts(secured, servername)) this.#options.transcript.add('note', fact, { tls: true });
      this.#answer({ kind: 'done' });
    });
    const { handshake } = this.#options.deadlines;
    return this.#wait(handshake, () => ({ kind: 'tls', why: `the TLS handshake was not over after ${inSeconds(handshake)}` }));
  }

  /** Waits until the server hangs up after QUIT; what it says until then was left over from earlier commands. */
  part(): Promise<Answer> {
    if (this.#reader.isMidway()) this.#fail(outOfStep);
    if (this.#failure) return Promise.resolve({ kind: 'failure', failure: this.#failure });
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#part({ kind: 'done' }), this.#options.deadlines.goodbye);
      this.#parting = (answer) => {
        clearTimeout(timer);
        resolve(answer);
      };
    });
  }

  close(): void {
    this.#end({ kind: 'closed', why: 'the conversation is over' });
  }

  /** The only place of the program that writes to a mail server. */
  #write(lines: readonly string[]): void {
    const fault = lines.map(commandFault).find((it) => it !== undefined);
    if (fault !== undefined) this.#fail({ kind: 'mistake', why: `a mistake of this program: ${fault}` });
    if (this.#failure) return;
    for (const line of lines) this.#options.transcript.add('client', line, { tls: this.#isSecured });
    this.#asksForTls = lines.includes('STARTTLS');
    this.#socket.write(lines.map((it) => `${it}\r\n`).join(''));
  }

  #wire(socket: Socket): void {
    socket.on('data', (chunk) => this.#take(chunk));
    socket.on('error', (error) => this.#fail(socketFailure(error)));
    socket.on('close', () => this.#closed());
  }

  #take(chunk: Buffer): void {
    if (this.#failure) return;
    this.#received += chunk.length;
    if (mostReceived < this.#received) return this.#fail({ kind: 'endless', why: `more than ${mostReceived} octets in one conversation` });
    for (const it of this.#reader.push(chunk)) {
      this.#hear(it);
      if (this.#failure) return;
    }
  }

  #hear(it: Heard): void {
    switch (it.kind) {
      case 'line':
        return this.#options.transcript.add('server', it.text, { tls: this.#isSecured, expected: it.expected });
      case 'reply':
        return this.#hand(it.reply);
      case 'failure':
        // Behind the answer to STARTTLS it does not matter what the plain text was to be.
        return this.#fail(this.#asksForTls && this.#waiting.length === 0 ? injection : it.failure);
      default:
        return it satisfies never;
    }
  }

  /** Gives a whole reply to whoever waits for one. Nobody waiting means that the server said more than it was asked. */
  #hand(reply: Reply): void {
    if (0 < this.#waiting.length) return this.#answer({ kind: 'reply', reply });
    if (this.#asksForTls) return this.#fail(injection);
    if (reply.code === 421 && !this.#parting)
      return this.#fail({ kind: 'shutdown', why: `the server ended the conversation: ${replyText(reply)}` });
    this.#fail(outOfStep);
  }

  #answer(answer: Answer): void {
    const waiter = this.#waiting.shift();
    if (!waiter) return;
    clearTimeout(this.#timer);
    const took = performance.now() - this.#since;
    if (this.#options.deadlines.slow < took)
      this.#options.transcript.add('note', `the server took ${inSeconds(took)} for this`, { tls: this.#isSecured });
    waiter.resolve(answer);
    this.#watch();
  }

  #wait(wait: number, late: () => Failure): Promise<Answer> {
    if (this.#failure) return Promise.resolve({ kind: 'failure', failure: this.#failure });
    return new Promise((resolve) => {
      this.#waiting.push({ resolve, wait, late });
      if (this.#waiting.length === 1) this.#watch();
    });
  }

  /** Starts the clock for the one who waits first: in a batch every reply has its own time. */
  #watch(): void {
    const [first] = this.#waiting;
    if (!first || this.#failure) return;
    this.#since = performance.now();
    this.#timer = setTimeout(() => this.#fail(first.late()), first.wait);
  }

  /** Hanging up is what the server is to do after QUIT, and no failure then. */
  #closed(): void {
    if (this.#parting && !this.#reader.isMidway()) return this.#part({ kind: 'done' });
    this.#fail(this.#parting ? outOfStep : { kind: 'closed', why: this.#closing() });
  }

  #part(answer: Answer): void {
    const parting = this.#parting;
    this.#parting = undefined;
    parting?.(answer);
  }

  #fail(failure: Failure): void {
    if (this.#failure) return;
    this.#options.transcript.add('failure', failure.why, { tls: this.#isSecured });
    this.#end(failure);
  }

  #end(failure: Failure): void {
    this.#failure ??= failure;
    clearTimeout(this.#sessionTimer);
    clearTimeout(this.#timer);
    this.#options.signal?.removeEventListener('abort', this.#cancel);
    this.#socket.destroy();
    const answer: Answer = { kind: 'failure', failure: this.#failure };
    for (const it of this.#waiting.splice(0)) it.resolve(answer);
    this.#part(answer);
  }

  #silence(stage: Stage, wait: number): string {
    const what = stage === 'greeting' ? 'no greeting' : 'no reply';
    return this.#reader.isMidway() ? `the reply was not whole after ${inSeconds(wait)}` : `${what} within ${inSeconds(wait)}`;
  }

  #closing(): string {
    const how = this.#reader.isMidway() ? 'in the middle of a reply' : 'without a reply';
    return `the server closed the connection ${how}`;
  }
}

const injection: Failure = {
  kind: 'injection',
  why: 'plain text came behind the answer to STARTTLS: somebody on the way, or a broken server, puts words into the secured conversation',
};

const outOfStep: Failure = {
  kind: 'out-of-step',
  why: 'the server sent more replies than there were commands, so none of them can be believed',
};

/** The words of OpenSSL without the numbers around them. */
function reasonOf(error: Error): string {
  return (error as Error & { readonly reason?: string }).reason ?? error.message;
}
