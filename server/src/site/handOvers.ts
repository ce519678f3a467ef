import type { ListedMailbox } from '../core/system.ts';
import type { RcptReply } from '../core/trace.ts';
import { listenerAt, type Member } from './member.ts';

/** A server that takes mail from elsewhere, and one of its host that it hands mail on to. */
export interface HandOver {
  readonly front: Member;
  readonly listener: Member;
  /** Mailboxes of the front server that the listener refuses. */
  readonly refused: readonly Refused[];
  /** A mailbox of the front server that the listener takes. */
  readonly taken?: ListedMailbox;
}

export interface Refused {
  readonly mailbox: ListedMailbox;
  /** As it is handed over. */
  readonly recipient: string;
  readonly reply: RcptReply;
}

const known = new WeakMap<readonly Member[], readonly HandOver[]>();

/** The pairs of servers of a host between which mail goes, with what comes of the mailboxes that the front server names. */
export function handOversOf(host: readonly Member[]): readonly HandOver[] {
  const res =
    known.get(host) ?? host.filter(({ system }) => system.self && system.mailboxes).flatMap((front) => handOversFrom(front, host));
  known.set(host, res);
  return res;
}

/** The address of the host itself, which hands mail over. */
const ITSELF = '127.0.0.1';

function handOversFrom(front: Member, host: readonly Member[]): readonly HandOver[] {
  const listeners = host.filter((it) => it !== front && it.system.listens);
  const refused = new Map<Member, Refused[]>();
  const taken = new Map<Member, ListedMailbox>();
  const [only, ...others] = listeners;
  if (!only) return [];
  for (const mailbox of front.system.mailboxes?.() ?? []) {
    // Following mail is dear, and whom the only listener takes may be followed once for all.
    const isSure = others.length === 0 && taken.has(only) && reply(only, mailbox.name).verdict === 'accepted';
    if (isSure) continue;
    for (const { recipient, handedTo, handedAs = recipient } of front.mta.follow(front.system, mailbox.name).deliveries) {
      const listener = handedTo && listenerAt(handedTo, listeners);
      // An alias of the same name may lead elsewhere: that one has a line of its own.
      if (!listener || recipient.toLowerCase() !== mailbox.name.toLowerCase()) continue;
      const answer = reply(listener, handedAs);
      if (answer.verdict === 'rejected') add(listener, { mailbox, recipient: handedAs, reply: answer });
      else if (answer.verdict === 'accepted' && !taken.has(listener)) taken.set(listener, mailbox);
    }
  }
  return listeners.flatMap((listener) => {
    const first = taken.get(listener);
    const bad = refused.get(listener) ?? [];
    return first || 0 < bad.length ? [{ front, listener, refused: bad, ...(first ? { taken: first } : {}) }] : [];
  });

  function add(listener: Member, it: Refused): void {
    const all = refused.get(listener);
    if (all) all.push(it);
    else refused.set(listener, [it]);
  }
}

function reply({ mta, system }: Member, recipient: string): RcptReply {
  return mta.reply(system, recipient, ITSELF);
}
