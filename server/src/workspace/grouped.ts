/** The items by a key of theirs, in their order. */
export function grouped<K, T>(items: Iterable<T>, keyOf: (item: T) => K): ReadonlyMap<K, readonly T[]> {
  const res = new Map<K, T[]>();
  for (const it of items) {
    const key = keyOf(it);
    const known = res.get(key);
    if (known) known.push(it);
    else res.set(key, [it]);
  }
  return res;
}
