/** True where a release such as 3.7.11 is the one that brought something, such as 3.7, or a later one. */
export function hasReached(release: string, since: string): boolean {
  const [have, want] = [release, since].map((it) => it.split('.').map(Number));
  for (let i = 0; i < want!.length; i++) {
    const difference = (have![i] ?? 0) - want![i]!;
    if (difference !== 0) return 0 < difference;
  }
  return true;
}
