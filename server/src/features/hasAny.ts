/** True where there is at least one: what is behind it is not made. */
export function hasAny(all: Iterable<unknown>): boolean {
  for (const _ of all) return true;
  return false;
}
