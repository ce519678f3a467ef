import type { Fault, Files } from './faults/fault.ts';

/** A host with one mistake. */
export interface Mutant {
  readonly fault: Fault;
  readonly files: Files;
}

/** At most `most` of each kind, and of these a share; the same seed draws the same. */
export interface Sample {
  readonly seed: number;
  readonly most: number;
  readonly share: number;
}

export function mutantsOf(host: string, files: Files, faults: readonly Fault[], { seed, most, share }: Sample): readonly Mutant[] {
  const isDrawn = ({ kind }: Fault): boolean => drawnNumber(`${host} ${kind}`, seed) < share;
  return faults.filter(isDrawn).flatMap((fault) => {
    const all = [...fault.apply(files)].map((it, i) => ({ fault, files: it, place: drawnNumber(`${host} ${fault.kind} ${i}`, seed) }));
    return all.sort((a, b) => a.place - b.place).slice(0, most);
  });
}

/** A number below one for a name, always the same (FNV-1a with a last stir). */
function drawnNumber(name: string, seed: number): number {
  let res = 0x811c9dc5 ^ seed;
  for (const char of name) res = Math.imul(res ^ char.codePointAt(0)!, 0x01000193);
  res = Math.imul(res ^ (res >>> 15), 0x2c1b3c6d);
  return ((res ^ (res >>> 12)) >>> 0) / 2 ** 32;
}
