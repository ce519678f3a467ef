import { connect, type Socket } from 'node:net';
import { endpointText } from '../endpoint.ts';
import type { TranscriptLine } from '../results.ts';
import { Connection } from './connection.ts';
import type { Answer, Move } from './conversation.ts';
import type { Deadlines } from './deadlines.ts';
import { takeDown } from './transcript.ts';

export interface Target {
  /** The host's name, for TLS and for people; the same as `ip` where it has none. */
  readonly host: string;
  /** What is connected to: a name is never resolved again after it was judged. */
  readonly ip: string;
  readonly port: number;
}

export interface SocketOptions {
  readonly deadlines: Deadlines;
  readonly signal?: AbortSignal | undefined;
  /** Opens the connection; a test may give another one. */
  readonly dial?: ((target: Target) => Socket) | undefined;
  readonly now?: (() => number) | undefined;
}

export interface Held<T> {
  readonly outcome: T;
  readonly transcript: readonly TranscriptLine[];
  readonly ms: number;
}

/** Holds a conversation over a connection of its own and takes it down. Never rejects: what goes wrong is the conversation's to report. */
export async function holdConversation<T>(
  conversation: Generator<Move, T, Answer>,
  target: Target,
  options: SocketOptions,
): Promise<Held<T>> {
  const { dial = dialDirectly, now = () => performance.now(), deadlines, signal } = options;
  const began = now();
  const transcript = takeDown(now);
  const named = target.host === target.ip ? '' : `${target.host} at `;
  transcript.add('note', `connecting to ${named}${endpointText(target.ip, target.port)}`);
  const connection = new Connection(dial(target), { deadlines, transcript, signal });
  const failure = await connection.connected();
  if (!failure) transcript.add('note', 'connected');
  let step = conversation.next();
  while (!step.done) step = conversation.next(await perform(step.value));
  connection.close();
  return { outcome: step.value, transcript: transcript.lines(), ms: Math.round(now() - began) };

  async function perform(move: Move): Promise<Answer> {
    switch (move.kind) {
      case 'listen':
        return connection.listen(move.stage);
      case 'send':
        return connection.send(move.stage, move.line);
      case 'starttls':
        return connection.secure(target.host === target.ip ? undefined : target.host);
      case 'note':
        transcript.add('note', move.text);
        return { kind: 'done' };
      default:
        return move satisfies never;
    }
  }
}

function dialDirectly({ ip, port }: Target): Socket {
  const socket = connect({ host: ip, port });
  socket.setNoDelay(true);
  return socket;
}
