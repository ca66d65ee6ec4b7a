/** The schedules in common use. Steps count from 1, as in `StepInputs`. */

import { DiopterError } from '../errors/index.js';
import { assertOption } from './assert-option.js';
import { type Schedule, schedule } from './schedule.js';

/** The same value at every step. */
export function constant(value: number): Schedule {
  return schedule((_step, math) => math.constant(value));
}

/** Options of {@link multistep}. */
export interface MultistepOptions {
  readonly initial: number;
  /** After each of these many steps the value is multiplied by `factor`. Ascending. */
  readonly milestones: readonly number[];
  readonly factor?: number;
}

/**
 * A value that drops (or grows) by a factor at given steps, as PyTorch's `MultiStepLR`.
 *
 * @throws DiopterError `invalid-argument` if the milestones do not ascend.
 * @example
 * const rate = multistep({ initial: 0.1, milestones: [30_000, 60_000] }); // step 30,001 is the first at 0.01
 */
export function multistep({ initial, milestones, factor = 0.1 }: MultistepOptions): Schedule {
  if (milestones.some((milestone, i) => i > 0 && milestone <= milestones[i - 1]!)) {
    throw new DiopterError('invalid-argument', {
      what: `the milestones ${milestones.join(', ')} do not ascend`,
      where: 'multistep',
    });
  }
  return schedule((step, math) => {
    let value = math.constant(initial);
    let reached = initial;
    for (const milestone of milestones) {
      reached *= factor;
      value = math.choose(step, milestone, math.constant(reached), value);
    }
    return value;
  });
}

/** Options of {@link exponential}. */
export interface ExponentialOptions {
  readonly initial: number;
  /** Above 0. */
  readonly factor: number;
  /** In how many steps the value is multiplied by `factor` once. */
  readonly steps?: number;
}

/**
 * initial factor^((step - 1) / steps): with one step, PyTorch's `ExponentialLR`.
 *
 * @throws DiopterError `invalid-argument` if `factor` or `steps` is not above 0.
 */
export function exponential({ initial, factor, steps = 1 }: ExponentialOptions): Schedule {
  assertOption(factor > 0, 'exponential', 'factor', factor, 'above 0');
  assertOption(steps > 0, 'exponential', 'steps', steps, 'above 0');
  const slope = Math.log(factor) / steps;
  return schedule((step, math) => math.linear(math.exp(math.linear(step, slope, -slope)), initial, 0));
}

/** Options of {@link cosine}. */
export interface CosineOptions {
  readonly initial: number;
  readonly final?: number;
  /** After this many steps the value is `final`, and stays so. */
  readonly steps: number;
}

/**
 * Half a cosine wave from `initial` to `final` (I. Loshchilov and F. Hutter, arXiv:1608.03983, equation 5, without
 * restarts): final + (initial - final) (1 + cos(pi (step - 1) / steps)) / 2, as PyTorch's `CosineAnnealingLR`.
 *
 * @throws DiopterError `invalid-argument` if `steps` is not above 0.
 */
export function cosine({ initial, final = 0, steps }: CosineOptions): Schedule {
  assertOption(steps > 0, 'cosine', 'steps', steps, 'above 0');
  return schedule((step, math) => {
    // (1 + cos 2x) / 2 = cos^2 x, which keeps its digits where 1 + cos 2x has none left.
    const progress = math.minimum(math.linear(step, 1 / steps, -1 / steps), 1);
    const root = math.cos(math.linear(progress, Math.PI / 2, 0));
    return math.linear(math.multiply(root, root), initial - final, final);
  });
}

/** Options of {@link linearWarmUp}. */
export interface LinearWarmUpOptions {
  /** How many steps the ramp takes: step k has k / steps of the full value. */
  readonly steps: number;
  /** What follows; its first step is the one after the ramp. */
  readonly followedBy: Schedule;
}

/**
 * A ramp up to the first value of another schedule, and then that schedule.
 *
 * @throws DiopterError `invalid-argument` if `steps` is not above 0.
 * @example
 * const rate = linearWarmUp({ steps: 500, followedBy: cosine({ initial: 1e-3, steps: 20_000 }) });
 */
export function linearWarmUp({ steps, followedBy }: LinearWarmUpOptions): Schedule {
  assertOption(steps > 0, 'linearWarmUp', 'steps', steps, 'above 0');
  return schedule((step, math) =>
    math.multiply(
      math.minimum(math.linear(step, 1 / steps, 0), 1),
      followedBy.formula(math.maximum(math.linear(step, 1, -steps), 1), math),
    ),
  );
}
