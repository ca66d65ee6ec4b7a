/** How much a linear classifier makes of features. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { foldIn, type Key } from '@diopter/core-tensor/random';
import type { HostTensor } from '@diopter/core-tensor/tree';
import { type Split, stratifiedFolds } from './folds.js';
import { type FitLinearSvmOptions, fitLinearSvm, type LinearSvm, predict } from './linear-svm.js';

/** What {@link probeSvm} takes. */
export interface ProbeSvmOptions {
  /** `[examples, features]`. */
  readonly features: HostTensor<'float32'>;
  /** From 0, one for each example. */
  readonly labels: Int32Array;
  /** How many folds, or the splits themselves. */
  readonly folds?: number | readonly Split[];
  /** The values of `C` to choose from, ascending. */
  readonly costs?: readonly number[];
  /** See `fitLinearSvm`; the authors of Exemplar-CNN take 5. */
  readonly bias?: number;
  readonly key: Key;
  /** Is told when one more fold has been judged. */
  readonly onFold?: (accuracy: number, fold: number) => void;
}

/** What came of it. Accuracies are shares, from 0 to 1. */
export interface ProbeResult {
  readonly accuracies: readonly number[];
  readonly mean: number;
  /** Over the folds: the root of the mean square, not the estimate for a larger population. */
  readonly deviation: number;
  /** Chosen by examples that it was not fitted to. */
  readonly C: number;
}

/** Four decades around the authors' range from 2e-4 to 2e-1, half a decade apart. */
const usualCosts = Array.from({ length: 9 }, (_, i) => 10 ** (-4 + i / 2));
/** While choosing, less precision is enough: LIBLINEAR's default tolerance, and an end to what hardly converges. */
const roughly = { tolerance: 0.1, maximumPasses: 50 };

/**
 * Fits a linear SVM, one class against the rest, to the training part of every fold, and counts how many of the others it gets
 * right. `C` is chosen once, as by the authors: fitted to four fifths of the first fold's training part, judged by the last.
 *
 * @throws DiopterError `shape-mismatch` if there are not as many labels as rows; `invalid-argument` for fewer than two folds or
 * classes.
 *
 * @example
 * const { mean, deviation } = probeSvm({ features, labels, folds: 5, key: randomKey(1) });
 */
export function probeSvm({
  features,
  labels,
  folds = 5,
  costs = usualCosts,
  bias = 5,
  key,
  onFold = () => {},
}: ProbeSvmOptions): ProbeResult {
  const classes = labels.reduce((largest, label) => Math.max(largest, label), 0) + 1;
  assertProblem(features, labels, classes, folds);
  const splits = typeof folds === 'number' ? stratifiedFolds(labels, folds, foldIn(key, 'folds')) : folds;
  const problem = { features, labels, classes, bias, key: foldIn(key, 'order') };
  const C = costs.length === 1 ? costs[0]! : chooseCost(problem, splits[0]!.train, costs, key);
  const accuracies = splits.map(({ train, test }, fold) => {
    const accuracy = accuracyOf(fitLinearSvm({ ...problem, C, examples: train }), problem, test);
    onFold(accuracy, fold);
    return accuracy;
  });
  const mean = accuracies.reduce((sum, value) => sum + value, 0) / accuracies.length;
  const variance = accuracies.reduce((sum, value) => sum + (value - mean) ** 2, 0) / accuracies.length;
  return { accuracies, mean, deviation: Math.sqrt(variance), C };
}

/** A problem without its examples and cost. */
type Problem = Omit<FitLinearSvmOptions, 'examples' | 'C'>;

/**
 * The cost that is best for a fifth of the examples; of equals the smallest. When two in a row did worse, larger ones, which take
 * longest, are not tried.
 */
function chooseCost(problem: Problem, examples: Int32Array, costs: readonly number[], key: Key): number {
  const [split] = stratifiedFolds(
    Array.from(examples, (example) => problem.labels[example]!),
    5,
    foldIn(key, 'choice'),
  );
  const [train, held] = [split!.train, split!.test].map((part) => part.map((i) => examples[i]!));
  let start: LinearSvm | undefined;
  let best = { C: costs[0]!, accuracy: -1, place: 0 };
  for (const [place, C] of costs.entries()) {
    if (place > best.place + 2) break;
    start = fitLinearSvm({ ...problem, C, examples: train!, ...roughly, ...(start && { start }) });
    const accuracy = accuracyOf(start, problem, held!);
    if (accuracy > best.accuracy) best = { C, accuracy, place };
  }
  return best.C;
}

function accuracyOf(svm: LinearSvm, { features, labels }: Problem, examples: Int32Array): number {
  const right = examples.filter((example) => predict(svm, features, example) === labels[example]);
  return right.length / examples.length;
}

function assertProblem(
  { shape }: HostTensor<'float32'>,
  labels: Int32Array,
  classes: number,
  folds: number | readonly Split[],
): void {
  if (shape.length !== 2 || shape[0] !== labels.length) {
    throw new DiopterError('shape-mismatch', {
      what: `features of shape [${shape.join(', ')}] are not a row for each of ${labels.length} labels`,
      where: 'probeSvm',
    });
  }
  const enough = typeof folds === 'number' ? Number.isInteger(folds) && folds >= 2 : folds.length >= 1;
  if (classes >= 2 && enough) return;
  throw new DiopterError('invalid-argument', {
    what: classes < 2 ? 'there is only one class' : 'there are fewer than two folds',
    where: 'probeSvm',
  });
}
