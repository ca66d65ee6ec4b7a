/** What training a classifier can be told, whatever the network: light to load. */

import {
  atLeastZero,
  choice,
  commonOptions,
  count,
  type OptionTable,
  properShare,
  share,
} from '../frame/option-table.js';
import { scheduleOptions } from '../schedule-options.js';

export const classifierTrainingOptions = {
  ...commonOptions,
  steps: count(1000, 'training steps in all'),
  batch: count(64, 'pictures per step'),
  optimizer: choice('adam', ['adam', 'sgd'], 'Adam, or gradient descent with momentum'),
  momentum: share(0.9, 'of sgd'),
  clip: atLeastZero(0, 'the largest norm of the gradient, which is scaled down to it; 0 for any norm'),
  ...scheduleOptions,
  heldOut: properShare(
    0.1,
    'share to judge by: the last pictures of the data set as it is stored, whatever the seed',
  ),
  validateEvery: count(250, 'steps between validations'),
  checkpointEvery: count(250, 'steps between checkpoints'),
} as const satisfies OptionTable;
