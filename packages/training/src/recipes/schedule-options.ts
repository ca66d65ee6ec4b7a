/** How learning rates go over a run, as options. */

import { choice, type OptionsOf, type OptionTable, whole } from './frame/option-table.js';

export const scheduleOptions = {
  warmUpSteps: whole(100, 'steps in which the learning rate rises'),
  schedule: choice(
    'cosine',
    ['cosine', 'halving', 'constant'],
    'what learning rates do then: fall to 0 on half a cosine wave, halve after 30, 50, 70 and 90 % of the steps, or stay',
  ),
} as const satisfies OptionTable;

/** Their values. Plain data. */
export type ScheduleOptions = OptionsOf<typeof scheduleOptions>;
