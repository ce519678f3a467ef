import { SILENT } from '../../../core/trail.ts';
import { addressOf } from '../redirections.ts';
import { type Mailbox, splitExtension, written } from '../routing/address.ts';
import { deliveriesOf } from '../routing/index.ts';
import { resolve } from '../routing/resolve.ts';
import type { Postfix } from '../system.ts';
import { usersOf } from './shared/users.ts';

/** A word of a right side that names nobody. */
export interface Nobody {
  readonly mailbox: Mailbox;
  /** Said of the word itself: why its mail bounces as that of an unknown user. */
  readonly because: string;
  /** True where the domain comes from myorigin, and that is none in which users of this host have mail. */
  readonly isCompleted: boolean;
}

/** Several rules ask about the same words, and a list names the same people again and again. */
const known = new WeakMap<Postfix, Map<string, Nobody | undefined>>();
const MOST_REMEMBERED = 100_000;

/** Undefined where mail for this word does not bounce as that of an unknown user, or nobody can tell. */
export function nobodyBehind(system: Postfix, text: string): Nobody | undefined {
  let judged = known.get(system);
  if (!judged || MOST_REMEMBERED <= judged.size) known.set(system, (judged = new Map()));
  const word = text.toLowerCase();
  if (judged.has(word)) return judged.get(word);
  const res = isLocalName(system, text) ? undefined : judge(system, text);
  judged.set(word, res);
  return res;
}

/** Names without a domain are users and aliases of this host where myorigin is a local domain. */
export function hasLocalOrigin(system: Postfix): boolean {
  const found = system.classOf(system.parameters.text('myorigin'));
  return found.kind === 'class' && found.class === 'local' && system.parameters.isYes('append_at_myorigin');
}

/** True for a tagged address whose user exists, where no recipient_delimiter separates the two. */
export function lacksDelimiter(system: Postfix, { mailbox: { local, domain } }: Nobody): boolean {
  const split = system.parameters.text('recipient_delimiter') === '' ? splitExtension(local, '+') : undefined;
  return split !== undefined && domain !== undefined && nobodyBehind(system, written({ local: split.user, domain })) === undefined;
}

/** Most words are found at once, and the whole question takes longer. */
function isLocalName(system: Postfix, text: string): boolean {
  if (text.includes('@') || !hasLocalOrigin(system)) return false;
  const users = usersOf(system);
  if (users && 0 <= users.rows.find(text)) return true;
  return system.mapsOf('alias_maps').tables.some(({ file }) => file !== undefined && 0 <= file.rows.find(text));
}

function judge(system: Postfix, text: string): Nobody | undefined {
  const mailbox = addressOf(system, text);
  if (!mailbox) return undefined;
  const deliveries = deliveriesOf(system, mailbox);
  const only = deliveries[0];
  if (deliveries.length !== 1 || only?.outcome !== 'bounced' || only.enhanced !== '5.1.1') return undefined;
  // An address that leads on to others is not dead itself: the finding stands where the dead one is named.
  if (only.recipient.toLowerCase() !== written(mailbox).toLowerCase()) return undefined;
  const resolved = resolve(system, mailbox, SILENT);
  if (resolved.kind !== 'resolved') return undefined;
  // A domain in two classes is the cause, and a finding of its own.
  if (1 < claimsOn(system, resolved.mailbox.domain)) return undefined;
  const isLocal = resolved.class === 'local';
  const isCompleted = !text.includes('@') && !isLocal;
  const what = WHAT[resolved.class];
  if (isLocal) return { mailbox, because: `no user or alias "${mailbox.local}" here`, isCompleted };
  const because = isCompleted
    ? `${text} means ${written(mailbox)} here, as myorigin says, and there is no such ${what}`
    : `no ${what === 'virtual alias' ? 'virtual alias for' : what} ${written(mailbox)}`;
  return { mailbox, because, isCompleted };
}

const WHAT = {
  local: 'user',
  'virtual-alias': 'virtual alias',
  'virtual-mailbox': 'mailbox',
  relay: 'recipient',
  default: 'recipient',
} as const;

function claimsOn(system: Postfix, domain: string): number {
  return new Set(system.claims.filter((it) => it.domain === domain.toLowerCase()).map((it) => it.class)).size;
}
