/** An interpolation for people. */

import type { Interpolation } from './interpolate.js';
import type { Sheet } from './sheet.js';
import { nameOf } from './square-pictures.js';

/** One row per pair: the first picture, the way from its code to the other's, and the other picture. */
export function interpolationSheet({ run, steps, path, pairs }: Interpolation): Sheet {
  const place = (i: number) => (i / (steps - 1)).toFixed(2).replace(/\.?0+$/, '');
  const names = pairs.map(({ from, to }) => `${nameOf(from)} – ${nameOf(to)}`);
  return {
    title: `${run}: between pictures`,
    lead: `Codes on the ${path} way from that of the first picture to that of the last, decoded; at both ends the pictures themselves.`,
    rows: pairs.map(({ originals: [first, last], images }, i) => ({
      label: names[i]!,
      pictures: [first, ...images, last],
    })),
    columns: ['original', ...Array.from({ length: steps }, (_, i) => place(i)), 'original'],
    tables: [
      {
        kind: 'numbers',
        caption: 'Root mean square difference of each picture from the next',
        heading: 'pair',
        columns: Array.from({ length: steps - 1 }, (_, i) => ({
          name: `${place(i)} – ${place(i + 1)}`,
          decimals: 3,
        })),
        rows: pairs.map(({ distances }, i) => ({ name: names[i]!, values: distances })),
      },
    ],
  };
}
