import type { FileId, Place } from '../core/text.ts';
import { STRANGER } from '../core/trace.ts';
import type { Snapshot } from '../workspace/snapshot.ts';
import { shortFate } from './fate.ts';

/** A line over an entry that leads mail on. What it says is found out when it comes into view. */
export interface Lens {
  readonly at: Place;
  readonly address: string;
}

/** Nobody scrolls through more, and the editor keeps each of them. */
const mostLenses = 500;

export function lensesIn(snapshot: Snapshot, file: FileId): readonly Lens[] {
  const res = new Map<number, Lens>();
  for (const { system } of snapshot.systemsOf(file)) {
    for (const { at, address } of system.redirections(file)) {
      if (res.size === mostLenses) break;
      if (address !== undefined && !res.has(at.start)) res.set(at.start, { at, address });
    }
  }
  return [...res.values()];
}

/** The fate of mail for an address, sent by a stranger, in each system that reads the file. */
export function lensTitle(snapshot: Snapshot, file: FileId, address: string): string {
  const fates = snapshot.systemsOf(file).map((it) => shortFate(it.explain(address, STRANGER)));
  return [...new Set(fates)].join(' / ');
}
