/** How good a classifier is, in words. */

/** A line from the numbers of a validation. */
export function classifierHeadline({
  loss = Number.NaN,
  accuracy = Number.NaN,
}: Readonly<Record<string, number>>): string {
  return `${(100 * accuracy).toFixed(1)} % of held-out pictures right, loss ${loss.toFixed(3)}`;
}
