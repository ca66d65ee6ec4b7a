/** Every pixel of an NCHW image repeated in a block. */

import type { OnnxBuilder } from './builder.js';

/** `factors`: how often along height and along width. */
export function repeatedPixels(
  builder: OnnxBuilder,
  image: string,
  factors: readonly [vertical: number, horizontal: number],
): string {
  if (factors.every((factor) => factor === 1)) return image;
  const scales = builder.constant({
    dataType: 'float32',
    shape: [4],
    data: Float32Array.of(1, 1, ...factors),
  });
  const text = (value: string) => ({ type: 'string', value }) as const;
  return builder.node('Resize', [image, '', scales], {
    attributes: {
      mode: text('nearest'),
      coordinate_transformation_mode: text('asymmetric'),
      nearest_mode: text('floor'),
    },
  });
}
