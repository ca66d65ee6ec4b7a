/** The sizes that our small generators go through, and how wide they are there. */

/** Height and width of the smallest map. */
const smallest = 4;

/** The sizes from which a picture of `size` is reached by 0, 1, 2... doublings: 64, 32, 16, 8, 4. */
export function stageSizes(size: number): readonly number[] {
  const sizes = [size];
  for (let half = size / 2; Number.isInteger(half) && half >= smallest; half /= 2) sizes.push(half);
  return sizes;
}

/** Channels where so many doublings are still to come. */
export function stageWidth(doublings: number): number {
  return Math.min(16 * 2 ** doublings, 128);
}
