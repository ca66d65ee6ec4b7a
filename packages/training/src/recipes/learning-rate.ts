/** How learning rates go over a run. */

import { constant, cosine, linearWarmUp, multistep, type Schedule } from '@diopter/core-tensor/optim';
import type { ScheduleOptions } from './schedule-options.js';

/** What a rate does in so many steps after it has risen. */
const courses: Readonly<Record<ScheduleOptions['schedule'], (highest: number, steps: number) => Schedule>> = {
  cosine: (initial, steps) => cosine({ initial, steps }),
  halving: (initial, steps) =>
    // Of the authors' million: after 300,000, 500,000, 700,000 and 900,000.
    multistep({ initial, milestones: [0.3, 0.5, 0.7, 0.9].map((share) => share * steps), factor: 0.5 }),
  constant: (highest) => constant(highest),
};

/** A ramp up to `highest`, then the course of the options. */
export function learningRateOf(
  highest: number,
  { schedule, steps, warmUpSteps }: ScheduleOptions & { readonly steps: number },
): Schedule {
  const followedBy = courses[schedule](highest, Math.max(steps - warmUpSteps, 1));
  return warmUpSteps === 0 ? followedBy : linearWarmUp({ steps: warmUpSteps, followedBy });
}
