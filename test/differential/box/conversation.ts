import { createConnection } from 'node:net';
import { parseReplyLine } from '../../../server/src/smtp/reply.ts';

/** One SMTP session. `say` gives the lines of the reply; it rejects if the server hangs up or is silent too long. */
export interface Conversation {
  readonly greeting: readonly string[];
  say(command: string): Promise<readonly string[]>;
  end(): void;
}

export interface Timing {
  readonly greetingMs: number;
  readonly replyMs: number;
  /** Asked while we wait for the greeting: a reason to give up, such as a line in the log. */
  readonly isHopeless: () => boolean;
}

export async function converse(at: { readonly host: string; readonly port: number }, timing: Timing): Promise<Conversation> {
  const socket = createConnection(at);
  const replies: (readonly string[])[] = [];
  let waiting: (() => void) | undefined;
  let failure: Error | undefined;
  let rest = '';
  let lines: string[] = [];
  const wake = (): void => waiting?.();
  socket.setEncoding('utf8');
  socket.on('data', (it) => {
    const parts = (rest + it.toString()).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      const line = part.replace(/\r$/, '');
      lines.push(line);
      if (parseReplyLine(line)?.isLast === false) continue;
      replies.push(lines);
      lines = [];
    }
    wake();
  });
  const fail = (why: string): void => {
    failure ??= new Error(why);
    wake();
  };
  socket.on('error', (it) => fail(it.message));
  socket.on('close', () => fail('the server closed the connection'));

  async function next(timeoutMs: number, isHopeless: () => boolean): Promise<readonly string[]> {
    const end = Date.now() + timeoutMs;
    for (;;) {
      const reply = replies.shift();
      if (reply) return reply;
      if (failure) throw failure;
      if (end <= Date.now() || isHopeless()) {
        socket.destroy();
        throw new Error('the server is silent');
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.min(50, end - Date.now()));
        waiting = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      waiting = undefined;
    }
  }

  const greeting = await next(timing.greetingMs, timing.isHopeless);
  return {
    greeting,
    say(command) {
      socket.write(`${command}\r\n`);
      return next(timing.replyMs, () => false);
    },
    end() {
      socket.end('QUIT\r\n');
    },
  };
}
