import type { Reply } from '../../../../server/src/smtp/types.ts';
import type { Questions } from './conversation.ts';
import type { Conversation } from './moves.ts';
import { fail, leave, type State, say, take } from './talk.ts';

/**
 * From the greeting to an EHLO that counts: what was said before TLS is forgotten (RFC 3207 section 4.2). Undefined where the server
 * turned us away or failed, which is then in the state.
 */
export function* open({ helo, tls }: Questions, state: State): Conversation<Reply | undefined> {
  if (tls === 'immediate' && !(yield* secure(state))) return undefined;
  const greeting = yield* take(state, 'greeting', { kind: 'listen', stage: 'greeting' });
  if (!greeting) return undefined;
  state.greeting = greeting;
  if (greeting.code !== 220) return yield* refuse(state, 'greeting', greeting);
  const hello = yield* greet(helo, state);
  if (!hello) return undefined;
  if (isCrossedOut(greeting, hello))
    yield {
      kind: 'note',
      text: 'something on the way crosses out what the server says, as firewalls do that rewrite SMTP; TLS may be lost so',
    };
  if (tls === 'immediate' || tls === 'never') return hello;
  if (!offers(hello, 'STARTTLS')) return yield* withoutTls(state, hello, tls, 'the server offers no STARTTLS');
  const ready = yield* say(state, 'tls', 'STARTTLS');
  if (!ready) return undefined;
  if (ready.code !== 220) return yield* withoutTls(state, hello, tls, 'the server offers STARTTLS and refuses it');
  if (!(yield* secure(state))) return undefined;
  return yield* greet(helo, state);
}

/** RFC 1869 section 4: the keyword of an extension stands first in its line. */
export function offers(hello: Reply, extension: string): boolean {
  return hello.lines.slice(1).some((it) => keyword(it) === extension);
}

function* secure(state: State): Conversation<boolean> {
  const secured = yield { kind: 'secure' };
  if (secured.kind === 'failure') return fail(state, 'tls', secured.failure) ?? false;
  state.secured = true;
  return true;
}

function* withoutTls(state: State, hello: Reply, tls: Questions['tls'], why: string): Conversation<Reply | undefined> {
  if (tls !== 'required') {
    yield { kind: 'note', text: `${why}; going on in plain text` };
    return hello;
  }
  yield* leave(state);
  return fail(state, 'tls', { kind: 'tls', why: `${why}, and nothing is asked without TLS` });
}

function* greet(helo: string, state: State): Conversation<Reply | undefined> {
  const hello = yield* say(state, 'hello', `EHLO ${helo}`);
  if (!hello || hello.code === 250) return hello;
  if (hello.code === 421) return yield* refuse(state, 'hello', hello);
  const old = yield* say(state, 'hello', `HELO ${helo}`);
  if (!old) return undefined;
  // A server that knows only HELO offers nothing, whatever its lines say.
  return old.code === 250 ? { code: 250, lines: [] } : yield* refuse(state, 'hello', old);
}

function* refuse(state: State, stage: 'greeting' | 'hello', reply: Reply): Conversation<undefined> {
  state.refusal = { stage, reply };
  if (reply.code !== 421) yield* leave(state);
  return undefined;
}

/** Firewalls that inspect SMTP write X over the extensions that they do not know, and asterisks over the greeting. */
function isCrossedOut(greeting: Reply, hello: Reply): boolean {
  return hello.lines.slice(1).some((it) => /^X{4,}/.test(keyword(it))) || /^\*{4,}/.test(greeting.lines[0] ?? '');
}

function keyword(line: string): string {
  return line.trim().toUpperCase().split(/[ =]/)[0] ?? '';
}
