/** A number over seeds. */

/** A mean over seeds and its standard deviation, the estimate for a larger population. */
export interface Spread {
  readonly mean: number;
  readonly deviation: number;
}

/** The spread of at least one value; of a single one the deviation is 0. */
export function spreadOf(values: readonly number[]): Spread {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0 };
}

/** The spread of every measure. */
export function spreadsOf<Name extends string>(
  names: readonly Name[],
  judgements: readonly Readonly<Record<Name, number>>[],
): Readonly<Record<Name, Spread>> {
  const entries = names.map((name) => [name, spreadOf(judgements.map((each) => each[name]))] as const);
  return Object.fromEntries(entries) as Record<Name, Spread>;
}
