/** A linear support vector machine, one class against the rest. */

import { foldIn, type Key, permutationValues } from '@diopter/core-tensor/random';
import type { HostTensor } from '@diopter/core-tensor/tree';

/** What {@link fitLinearSvm} takes. */
export interface FitLinearSvmOptions {
  /** `[examples, features]`. */
  readonly features: HostTensor<'float32'>;
  /** From 0, one for each example. */
  readonly labels: ArrayLike<number>;
  /** How many classes there are. */
  readonly classes: number;
  /** Which examples to learn from. */
  readonly examples: ArrayLike<number>;
  /** What an error costs, against the size of the weights. */
  readonly C: number;
  /** The value of a further feature that every example has, so that its weight is an offset: LIBLINEAR's `-B`. */
  readonly bias?: number;
  /** Ends when the projected gradients of a pass lie within so much of each other, LIBLINEAR's `-e`. */
  readonly tolerance?: number;
  readonly maximumPasses?: number;
  /** The order in which examples are visited. */
  readonly key: Key;
  /** A solution to begin with, for the same examples in the same order, such as that of a smaller `C`. */
  readonly start?: LinearSvm;
}

/** A fitted machine, in double precision. */
export interface LinearSvm {
  /** By class: as many as there are features, and last that of the bias. */
  readonly weights: readonly Float64Array[];
  /** By class: how much every example counts (the dual variables). */
  readonly counts: readonly Float64Array[];
  readonly bias: number;
}

/**
 * Fits for each class `min_w |w|² / 2 + C Σ max(0, 1 - y wᵀx)²`, `y` being 1 for the class and -1 for the rest, by dual coordinate
 * descent (Hsieh et al. 2008, A Dual Coordinate Descent Method for Large-scale Linear SVM, algorithm 1 with the L2 loss): the
 * problem and the method of LIBLINEAR's `-s 1`.
 *
 * @example
 * const svm = fitLinearSvm({ features, labels, classes: 10, examples, C: 0.01, key });
 * const guess = predict(svm, features, 7);
 */
export function fitLinearSvm({
  features,
  labels,
  classes,
  examples,
  C,
  bias = 1,
  tolerance = 0.01,
  maximumPasses = 1000,
  key,
  start,
}: FitLinearSvmOptions): LinearSvm {
  const { data } = features;
  const [, width = 0] = features.shape;
  const count = examples.length;
  const softness = 1 / (2 * C);
  const curvatures = Float64Array.from({ length: count }, (_, i) => {
    const row = examples[i]! * width;
    let sum = bias * bias + softness;
    for (let k = 0; k < width; k++) sum += data[row + k]! ** 2;
    return sum;
  });
  const problems = Array.from({ length: classes }, (_, label) => ({
    label,
    weights: start ? start.weights[label]!.slice() : new Float64Array(width + 1),
    counts: start ? start.counts[label]!.slice() : new Float64Array(count),
    largest: 0,
    smallest: 0,
  }));

  // Classes go through the examples together: memory is read once for all of them.
  let open = problems;
  for (let pass = 0; pass < maximumPasses && open.length > 0; pass++) {
    for (const problem of open) [problem.largest, problem.smallest] = [-Infinity, Infinity];
    const order = permutationValues(foldIn(key, pass), count).data;
    for (let n = 0; n < count; n++) {
      const i = order[n]!;
      const row = examples[i]! * width;
      for (const problem of open) {
        const { weights, counts } = problem;
        const sign = labels[examples[i]!] === problem.label ? 1 : -1;
        let output = weights[width]! * bias;
        for (let k = 0; k < width; k++) output += weights[k]! * data[row + k]!;
        const own = counts[i]!;
        const gradient = sign * output - 1 + softness * own;
        const projected = own === 0 ? Math.min(gradient, 0) : gradient;
        problem.largest = Math.max(problem.largest, projected);
        problem.smallest = Math.min(problem.smallest, projected);
        const next = Math.max(own - gradient / curvatures[i]!, 0);
        const change = (next - own) * sign;
        if (change === 0) continue;
        counts[i] = next;
        for (let k = 0; k < width; k++) weights[k]! += change * data[row + k]!;
        weights[width]! += change * bias;
      }
    }
    open = open.filter(({ largest, smallest }) => largest - smallest > tolerance);
  }
  return {
    weights: problems.map(({ weights }) => weights),
    counts: problems.map(({ counts }) => counts),
    bias,
  };
}

/** The class whose machine gives the largest value for an example. */
export function predict(
  { weights, bias }: LinearSvm,
  features: HostTensor<'float32'>,
  example: number,
): number {
  const [, width = 0] = features.shape;
  const row = example * width;
  let [best, highest] = [0, -Infinity];
  weights.forEach((own, label) => {
    let output = own[width]! * bias;
    for (let k = 0; k < width; k++) output += own[k]! * features.data[row + k]!;
    if (output > highest) [best, highest] = [label, output];
  });
  return best;
}
