/** How many answers are kept: a configuration has some hundred strings, and what is made of addresses need not stay. */
const most = 2000;

/** The same function, which works out each text once while it is asked for often. */
export function remembered<T>(make: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    if (most <= known.size) known.clear();
    const res = make(text);
    known.set(text, res);
    return res;
  };
}
