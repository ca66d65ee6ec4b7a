/** Asynchronous work on many items, a few at a time. */

/** The results of `f` on every item, in the items' order, with no more than `limit` calls at the same time. */
export async function mapConcurrently<Item, Result>(
  items: readonly Item[],
  limit: number,
  f: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results = new Array<Result>(items.length);
  const remaining = items.entries();
  const work = async () => {
    for (const [i, item] of remaining) results[i] = await f(item);
  };
  await Promise.all(Array.from({ length: limit }, work));
  return results;
}
