import type { MailSystem, Redirection } from '../core/system.ts';
import type { Place } from '../core/text.ts';

/** The places of entries by where their targets lead: only places, because the entries of a large table are made again when shown. */
type Index = ReadonlyMap<string, readonly Place[]>;

const indexes = new WeakMap<MailSystem, Index>();

/** Entries with a target whose mail an entry takes, or, where none does, with a target that is the address. One walk over all entries at the first question. */
export function leadingTo(system: MailSystem, to: Redirection | string): readonly Redirection[] {
  const index = indexes.get(system) ?? indexOf(system);
  indexes.set(system, index);
  return (index.get(markOf(to)) ?? []).flatMap(({ file, start }) => system.redirectionAt(file, start) ?? []);
}

function indexOf(system: MailSystem): Index {
  const res = new Map<string, Place[]>();
  for (const { at, targets } of system.redirections()) {
    for (const mark of new Set(targets.flatMap(({ address }) => (address === undefined ? [] : leadsTo(system, address))))) {
      const known = res.get(mark);
      if (known) known.push(at);
      else res.set(mark, [at]);
    }
  }
  return res;
}

/** What the target of an entry leads to, in a word of the index. */
export function leadsTo(system: MailSystem, address: string): string {
  return markOf(system.redirectionFor(address) ?? address);
}

export function markOf(to: Redirection | string): string {
  return typeof to === 'string' ? to : `${to.at.start} ${to.at.file}`;
}
