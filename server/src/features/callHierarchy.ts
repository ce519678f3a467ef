import type { Redirection } from '../core/system.ts';
import { contains, type FileId, type Place } from '../core/text.ts';
import { type Delivery, STRANGER } from '../core/trace.ts';
import type { Snapshot, SystemView } from '../workspace/snapshot.ts';
import { distinct, shortFate } from './fate.ts';
import { leadingTo, leadsTo, markOf } from './reach.ts';

/** A recipient on the way of mail: an entry that leads on, or where it ends. */
export interface Station {
  readonly name: string;
  /** What becomes of its mail. */
  readonly detail: string;
  readonly at: Place;
  /** Absent for the entry of a whole domain, which no target names. */
  readonly address?: string;
}

/** A station beside another one, and the words of the entry that lead from one to the other. */
export interface Call {
  readonly station: Station;
  readonly from: readonly Place[];
}

/** The recipient at the cursor: a key, or a word on the right side of an entry. */
export function stationAt(snapshot: Snapshot, file: FileId, offset: number): Station | undefined {
  for (const view of snapshot.systemsOf(file)) {
    const entry = view.system.redirectionAt(file, offset);
    if (!entry) continue;
    if (contains(entry.at, file, offset)) return entryStation(view, entry);
    const target = entry.targets.find((it) => contains(it.at, file, offset));
    if (target) return targetStation(view, target);
  }
  return undefined;
}

/** Entries that lead to a station. */
export function incoming(snapshot: Snapshot, { address, at }: Pick<Station, 'address' | 'at'>): readonly Call[] {
  return viewsOf(snapshot, at.file).flatMap((view) => {
    const { system } = view;
    const entry = system.redirectionAt(at.file, at.start);
    const to = entry && contains(entry.at, at.file, at.start) ? entry : address;
    if (to === undefined) return [];
    return leadingTo(system, to).map((it) => ({
      station: entryStation(view, it),
      from: it.targets
        .filter((target) => target.address !== undefined && leadsTo(system, target.address) === markOf(to))
        .map((target) => target.at),
    }));
  });
}

/** Whom the entry of a station leads to; a word that is no address, such as a command, leads no further. */
export function outgoing(snapshot: Snapshot, { at }: Pick<Station, 'at'>): readonly Call[] {
  return viewsOf(snapshot, at.file).flatMap((view) => {
    const entry = view.system.redirectionAt(at.file, at.start);
    const targets = entry && contains(entry.at, at.file, at.start) ? entry.targets : [];
    return targets.map((it) => ({ station: targetStation(view, it), from: [it.at] }));
  });
}

/** Mail may end in a file that no system reads as a table, such as a list of users. */
function viewsOf(snapshot: Snapshot, file: FileId): readonly SystemView[] {
  return snapshot.systemsOf(file).slice(0, 1);
}

function entryStation(view: SystemView, { key, address, at }: Redirection): Station {
  if (address === undefined) return { name: key, detail: 'every address without an entry of its own', at };
  return { name: key, detail: shortFate(view.explain(address, STRANGER)), at, address };
}

function targetStation(view: SystemView, { text, address, at }: Redirection['targets'][number]): Station {
  if (address === undefined) return { name: text, detail: '', at };
  const entry = view.system.redirectionFor(address);
  if (entry) return entryStation(view, entry);
  const { deliveries, steps } = view.follow(address);
  const end = steps.find((it) => it.delivery !== undefined)?.because;
  const mailbox = view.system.mailboxFor?.(address);
  return { name: text, detail: ending(distinct(deliveries)), at: mailbox?.at ?? (end?.kind === 'written' ? end.at : at), address };
}

function ending([first, ...others]: readonly Delivery[]): string {
  if (!first) return '';
  const status = first.outcome === 'bounced' && first.enhanced !== undefined ? ` ${first.enhanced}` : '';
  return 0 < others.length ? `${others.length + 1} recipients` : `${first.outcome}${status}`;
}
