/** Mean and spread of numbers over seeds. */

/** The mean. */
export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The standard deviation, divided by `n - 1`; 0 for one value. */
export function deviationOf(values: readonly number[]): number {
  const mean = meanOf(values);
  const sum = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return values.length > 1 ? Math.sqrt(sum / (values.length - 1)) : 0;
}
