/**
 * Works on at most `atOnce` items at a time and hands the results over one by one in the order of the items, each as soon as those before
 * it are through: who types items sees the answer to each.
 */
export async function inOrder<T, R>(
  items: AsyncIterable<T>,
  atOnce: number,
  work: (item: T) => Promise<R>,
  take: (result: R) => void,
): Promise<void> {
  const waiting: Promise<void>[] = [];
  let last = Promise.resolve();
  for await (const item of items) {
    const result = work(item);
    last = last.then(async () => take(await result));
    waiting.push(last);
    if (atOnce <= waiting.length) await waiting.shift();
  }
  await last;
}
