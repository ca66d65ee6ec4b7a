/** Whose turn it is: engines that are compared do a few steps each, over and over, so that all see the same machine. */

/** Some steps in a row of one engine. */
export interface Turn {
  readonly engine: number;
  readonly steps: number;
}

/**
 * The turns of `engines` engines that do `steps` steps each. Every round starts with the next engine, so that none always
 * follows the same.
 */
export function turns(engines: number, steps: number, { stepsPerTurn = 5 } = {}): Turn[] {
  const rounds = Math.ceil(steps / stepsPerTurn);
  return Array.from({ length: rounds }, (_, round) =>
    Array.from({ length: engines }, (_, place) => ({
      engine: (round + place) % engines,
      steps: Math.min(stepsPerTurn, steps - round * stepsPerTurn),
    })),
  ).flat();
}
