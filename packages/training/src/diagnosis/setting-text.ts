/** What a diagnosis was made of, in a sentence. */

import type { Preprocessing } from '@diopter/losses';
import type { ModelDiagnosis } from './result.js';

/** Inputs, their path, and what speaks of what. */
export function settingText({ network, output, inputs, points }: ModelDiagnosis): string {
  const { source, count, shape, preprocessing } = inputs;
  const pixels = preprocessing === undefined ? '' : `; ${preprocessingText(preprocessing)}`;
  return `${network}, output ${output}: ${points} points between the first two of ${count} inputs [${shape.join(', ')}] (${source}${pixels}).`;
}

function preprocessingText({ channels = 'rgb', scale = 1, mean = 0, deviation = 1 }: Preprocessing): string {
  const numbers = (value: number | readonly number[]) =>
    [value]
      .flat()
      .map((each) => Number(each.toPrecision(4)))
      .join(', ');
  const steps = [
    ...(channels === 'bgr' ? ['blue, green, red'] : []),
    ...(scale === 1 ? [] : [`times ${scale}`]),
    ...(mean === 0 ? [] : [`less ${numbers(mean)}`]),
    ...(deviation === 1 ? [] : [`over ${numbers(deviation)}`]),
  ];
  return ['pixels in [0, 1]', ...steps].join(', ');
}
