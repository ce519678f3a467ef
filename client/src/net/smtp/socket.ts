import { endpointText } from '../endpoint.ts';
import type { TranscriptLine } from '../results.ts';
import { Connection } from './connection.ts';
import type { Answer, Conversation, Move } from './moves.ts';
import { nameOf, type ReachOptions, reach, type Target } from './reach.ts';
import { takeDown } from './transcript.ts';

export interface SocketOptions extends ReachOptions {
  readonly now?: (() => number) | undefined;
}

export interface Held<T> {
  readonly outcome: T;
  readonly transcript: readonly TranscriptLine[];
  readonly ms: number;
}

/** Holds a conversation over a connection of its own and takes it down. Never rejects: what goes wrong is the conversation's to report. */
export async function holdConversation<T>(conversation: Conversation<T>, target: Target, options: SocketOptions): Promise<Held<T>> {
  const { now = () => performance.now(), deadlines, signal, proxy } = options;
  const began = now();
  const transcript = takeDown(now);
  const named = target.host === target.ip ? '' : `${target.host} at `;
  const way = proxy ? ` through the proxy ${nameOf(proxy)}` : '';
  transcript.add('note', `connecting to ${named}${endpointText(target.ip, target.port)}${way}`);
  const reached = await reach(target, options);
  if (reached.kind === 'failure') transcript.add('failure', reached.failure.why);
  // Mail servers judge a client by the address that it comes from.
  else transcript.add('note', proxy ? 'connected' : `connected from ${reached.socket.localAddress ?? 'an unknown address'}`);
  const party = reached.kind === 'socket' ? new Connection(reached.socket, { deadlines, transcript, signal }) : reached;
  let step = conversation.next();
  while (!step.done) step = conversation.next(await perform(step.value));
  if (party instanceof Connection) party.close();
  return { outcome: step.value, transcript: transcript.lines(), ms: Math.round(now() - began) };

  async function perform(move: Move): Promise<Answer> {
    if (move.kind === 'note') {
      transcript.add('note', move.text);
      return { kind: 'done' };
    }
    if (!(party instanceof Connection)) return party;
    switch (move.kind) {
      case 'listen':
        return party.listen(move.stage);
      case 'send':
        return party.send(move.stage, move.line);
      case 'send-all':
        return party.sendAll(move.stage, move.lines);
      case 'secure':
        return party.secure(target.host === target.ip ? undefined : target.host);
      case 'part':
        return party.part();
      default:
        return move satisfies never;
    }
  }
}
