/** A re-encoding for people. */

import type { NumbersPart } from '../reports/index.js';
import { mean } from './distances.js';
import type { ReencodedPicture, Reencoding } from './reencode.js';
import type { Sheet } from './sheet.js';
import { nameOf } from './square-pictures.js';

/** One row per picture, one column per time; above each column the mean distance from the originals. */
export function reencodingSheet(reencoding: Reencoding): Sheet {
  const { run, times, comparator, pictures } = reencoding;
  const compared = comparator === undefined ? '' : `, and of the features of \`${comparator}\``;
  return {
    title: `${run}: encoded and decoded up to ${times} times`,
    lead: `Above each column stands the mean distance from the originals: the root mean square difference of pixels in [0, 1]${compared}.`,
    rows: pictures.map(({ path, images }) => ({ label: nameOf(path), pictures: images })),
    columns: ['original', ...Array.from({ length: times }, (_, i) => columnLabel(pictures, i))],
    tables: [
      table('Distance in pixels', reencoding, ({ pixelDistances }) => pixelDistances),
      ...(comparator === undefined
        ? []
        : [
            table(
              `Distance in features of ${comparator}`,
              reencoding,
              ({ featureDistances = [] }) => featureDistances,
            ),
          ]),
    ],
  };
}

function columnLabel(pictures: readonly ReencodedPicture[], i: number): string {
  const pixels = mean(pictures.map(({ pixelDistances }) => pixelDistances[i]!));
  const features = pictures.flatMap(({ featureDistances }) => featureDistances?.[i] ?? []);
  const distances = features.length === 0 ? [pixels] : [pixels, mean(features)];
  return `${i + 1}: ${distances.map((distance) => distance.toFixed(3)).join(', ')}`;
}

function table(
  caption: string,
  { times, pictures }: Reencoding,
  distancesOf: (picture: ReencodedPicture) => readonly number[],
): NumbersPart {
  return {
    kind: 'numbers',
    caption,
    heading: 'picture',
    columns: Array.from({ length: times }, (_, i) => ({ name: `${i + 1}`, decimals: 3 })),
    rows: pictures.map((picture) => ({ name: nameOf(picture.path), values: distancesOf(picture) })),
  };
}
