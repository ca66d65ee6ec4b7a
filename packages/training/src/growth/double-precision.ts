/** Whether networks are compared in double precision too: kernel by kernel, in plain loops, which takes long. */

/** Multiply-adds of one example up to which nobody has to ask for it: tens of seconds on one core. */
const usualLimit = 100e6;

/** Whether it is done, or why not. */
export type DoublePrecision = { readonly done: true } | { readonly done: false; readonly reason: string };

/**
 * Decides, and says so.
 *
 * @param wanted as the user asked; `undefined` if nobody did.
 */
export function doublePrecision(
  wanted: boolean | undefined,
  multiplyAdds: number | null,
  onMessage: (text: string) => void,
): DoublePrecision {
  const millions = multiplyAdds === null ? '?' : Math.ceil(multiplyAdds / 1e6);
  if (wanted ?? (multiplyAdds !== null && multiplyAdds <= usualLimit)) {
    onMessage(
      `computing one example in double precision, which takes a while: ${millions} million multiply-adds before`,
    );
    return { done: true };
  }
  if (wanted === false) return { done: false, reason: 'not asked for' };
  const reason = `${millions} million multiply-adds would take long`;
  onMessage(`not computed in double precision: ${reason}; --double does it`);
  return { done: false, reason };
}
