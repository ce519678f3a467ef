import type { Place } from '../../core/text.ts';

/** Each place once: systems that read the same file find the same. */
export function distinctPlaces(all: readonly Place[]): readonly Place[] {
  return [...new Map(all.map((it) => [`${it.start} ${it.end} ${it.file}`, it])).values()];
}
