import type { Postfix } from '../../../server/src/mta/postfix/system.ts';
import { explain, readSite } from '../postfix/engine.ts';
import { type Deployment, unknownElsewhere } from './deployment.ts';
import { type Fault, type Mutant, mutantOf } from './fault.ts';

/**
 * At most `most` of each kind for one deployment, chosen by the seed: the same seed gives the same mutants. Our own engine says beforehand whether
 * a mutant makes somebody unknown, so that the server is not asked for hours about harmless ones; `harmless` of each kind are asked about all the same.
 */
export interface Sample {
  readonly seed: number;
  readonly most: number;
  readonly harmless: number;
}

export function mutantsOf(deployment: Deployment, faults: readonly Fault[], { seed, most, harmless }: Sample): readonly Mutant[] {
  const res = new Map<string, Mutant>();
  const before = readSite(deployment.site);
  const fates = new Map(deployment.addresses.map((it) => [it, isUnknown(before, it)]));
  for (const fault of faults) {
    const all = [...fault.apply(deployment)].map((it, i) => mutantOf(fault, deployment, it, i));
    const drawn = all.filter(isChange).sort((a, b) => drawnNumber(a.id, seed) - drawnNumber(b.id, seed));
    const counts = { bad: 0, good: 0 };
    for (const it of drawn) {
      if (most <= counts.bad && harmless <= counts.good) break;
      const isBad = makesUnknown(it, fates);
      if (isBad ? most <= counts.bad : harmless <= counts.good) continue;
      counts[isBad ? 'bad' : 'good']++;
      res.set(JSON.stringify([it.site.files, it.site.changedSince]), it);
    }
  }
  return [...res.values()];
}

function makesUnknown({ site, change, deployment }: Mutant, fates: ReadonlyMap<string, boolean>): boolean {
  // What a table that was not compiled again says is in no file, nor is what other servers say.
  if (change.changedSince) return true;
  const named = Object.values(change.files).flatMap((it) => it ?? '');
  if (0 < unknownElsewhere(deployment, named).length) return true;
  const system = readSite(site);
  return [...fates].some(([address, was]) => !was && isUnknown(system, address));
}

/** Is it refused as unknown, or does a part of its mail bounce so? */
function isUnknown(system: Postfix, address: string): boolean {
  const { rcpt, deliveries } = explain(system, address, 'outside');
  return rcpt.enhanced === '5.1.1' || deliveries.some((it) => it.enhanced === '5.1.1' || it.outcome === 'unknown');
}

function isChange({ deployment, site, change }: Mutant): boolean {
  return change.changedSince !== undefined || JSON.stringify(site.files) !== JSON.stringify(deployment.site.files);
}

/** A number for a name, always the same (FNV-1a). */
function drawnNumber(name: string, seed: number): number {
  let res = 0x811c9dc5 ^ seed;
  for (const char of name) res = Math.imul(res ^ char.codePointAt(0)!, 0x01000193);
  return res >>> 0;
}
