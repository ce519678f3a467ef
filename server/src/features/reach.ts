import type { MailSystem, Redirection } from '../core/system.ts';
import type { Place } from '../core/text.ts';

/** Who leads to whom, as far as entries say it. */
export interface Reach {
  /** The entry that takes the mail of an address; of several the server asks the first. */
  entryFor(address: string): Redirection | undefined;
  /** Entries with a target that is this address. */
  leadingTo(address: string): readonly Redirection[];
}

/** Only places are kept: the entries of a large table are made again when they are shown. */
interface Index {
  readonly keys: ReadonlyMap<string, Place>;
  readonly targets: ReadonlyMap<string, readonly Place[]>;
}

const indexes = new WeakMap<MailSystem, Index>();

/** One walk over all entries at the first question about a system. */
export function reachOf(system: MailSystem): Reach {
  const index = indexes.get(system) ?? indexOf(system);
  indexes.set(system, index);
  const entryAt = ({ file, start }: Place) => system.redirectionAt(file, start);
  return {
    entryFor(address) {
      const at = index.keys.get(address);
      return at && entryAt(at);
    },
    leadingTo: (address) => (index.targets.get(address) ?? []).flatMap((it) => entryAt(it) ?? []),
  };
}

function indexOf(system: MailSystem): Index {
  const keys = new Map<string, Place>();
  const targets = new Map<string, Place[]>();
  for (const entry of system.redirections()) {
    const { address, at } = entry;
    if (address !== undefined && !keys.has(address)) keys.set(address, at);
    for (const to of new Set(entry.targets.flatMap((it) => it.address ?? []))) {
      const known = targets.get(to);
      if (known) known.push(at);
      else targets.set(to, [at]);
    }
  }
  return { keys, targets };
}
