/** Samples for people. */

import type { Sampling } from './sample.js';
import type { Sheet } from './sheet.js';

/** The samples in a square, in the order in which they were drawn. */
export function samplingSheet({ run, images, seed, temperature, diversity }: Sampling): Sheet {
  const side = Math.ceil(Math.sqrt(images.length));
  return {
    title: `${run}: ${images.length} samples`,
    lead: `Decoded codes from the prior, seed ${seed}, temperature ${temperature}. On average two of them differ by ${diversity.toFixed(3)} (root mean square, pixels in [0, 1]).`,
    rows: Array.from({ length: Math.ceil(images.length / side) }, (_, i) => ({
      label: '',
      pictures: images.slice(i * side, (i + 1) * side),
    })),
  };
}
