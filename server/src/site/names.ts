import type { ListedMailbox } from '../core/system.ts';
import type { HandOver } from './handOvers.ts';

/** By which names the mailbox server has the users that it is not asked for by. */
export interface NameClash {
  readonly form: 'local-part' | 'address';
  readonly asked: string;
  /** As the mailbox server has it. */
  readonly known: string;
}

/**
 * Why a mailbox server refuses everybody: it is asked for whole addresses and has names without a domain, or it cuts the domain off
 * and has whole addresses. Undefined where it takes somebody, or has none of them by another name.
 */
export function nameClash({ listener, refused, taken }: HandOver): NameClash | undefined {
  if (taken || refused.length === 0) return undefined;
  const { mta, system } = listener;
  for (const { recipient } of refused.slice(0, mostTried)) {
    const local = recipient.slice(0, recipient.lastIndexOf('@'));
    if (local !== '' && mta.reply(system, local, '').verdict === 'accepted') return { form: 'local-part', asked: recipient, known: local };
  }
  const asked = new Map(refused.map(({ recipient }) => [recipient.toLowerCase(), recipient]));
  const listed = find(system.mailboxes?.() ?? [], ({ name }) => asked.has(name));
  return listed && { form: 'address', asked: asked.get(listed.name)!, known: listed.name };
}

/** A table may have a million of them. */
const mostTried = 100;

function find(all: Iterable<ListedMailbox>, isIt: (mailbox: ListedMailbox) => boolean): ListedMailbox | undefined {
  for (const it of all) if (isIt(it)) return it;
  return undefined;
}
