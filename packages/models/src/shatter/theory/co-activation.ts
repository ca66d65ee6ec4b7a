/** Co-activation by layer in theory: the arc-cosine recursion of plain rectifiers. */

/**
 * The probability that a rectifier is active for both of two inputs whose pre-activations correlate by `correlation`: the quadrant
 * probability of a bivariate normal, 1/4 for independent ones, 1/2 for equal ones.
 */
export function quadrantProbability(correlation: number): number {
  return (Math.PI - Math.acos(correlation)) / (2 * Math.PI);
}

/**
 * Co-activation by layer of a plain network of infinite width, without biases and without normalisation: layer by layer the correlation
 * of two inputs becomes `(sin θ + (π - θ) cos θ) / π` with `θ = arccos` of what it was (Cho and Saul 2009, the arc-cosine
 * kernel of order 1). It tends to 1, slowly, and co-activation from 1/4 to 1/2.
 *
 * Exact in the limit of width, given the correlation of the inputs. Centred and batch-normalised networks keep the first layer's.
 *
 * @param correlation Of the two inputs, from -1 to 1.
 * @returns One number per layer.
 */
export function plainCoActivation(layers: number, { correlation = 0 } = {}): number[] {
  let current = correlation;
  return Array.from({ length: layers }, () => {
    const probability = quadrantProbability(current);
    const angle = Math.acos(current);
    current = Math.min(1, (Math.sin(angle) + (Math.PI - angle) * current) / Math.PI);
    return probability;
  });
}
