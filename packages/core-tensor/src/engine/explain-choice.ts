/** Says in one sentence how the engine or provider in use was chosen. */

/** One candidate that was tried. */
interface Candidate {
  readonly name: string;
  readonly started: boolean;
  readonly reason: string;
}

/** The choice and the reason of every candidate: the one chosen, which is the last, comes first. */
export function explainChoice(candidates: readonly Candidate[]): string {
  return candidates
    .toReversed()
    .map(({ name, started, reason }) =>
      started ? `running on ${name} (${reason})` : `${name} did not start: ${reason}`,
    )
    .join('; ');
}
