/** Resizing of images. */

import { int, text } from '../../onnx/index.js';
import { type Pair, toPair } from '../../ops/convolution/padding.js';
import { type Coordinates, resizeBilinear, resizeNearest } from '../../ops/index.js';
import { readResize } from '../from-onnx/read-resize.js';
import { problem } from '../problem.js';
import type { Dimension } from '../shape.js';
import { float32s, int64s } from '../to-onnx/constants.js';
import type { LayerDefinition } from './definition.js';
import { imageOf } from './inputs.js';

/** See {@link upsample}. */
export interface Upsample {
  readonly kind: 'upsample';
  readonly factors: readonly [number, number];
  readonly method: 'nearest' | 'bilinear';
  readonly coordinates: Coordinates;
}

/** Options of {@link upsample}. */
export interface UpsampleOptions {
  /** Output size over input size, along height and width. */
  readonly factors?: Pair;
  readonly method?: Upsample['method'];
  /** Where output pixels lie on the input, for `bilinear`; `nearest` always copies the pixel below the centre. */
  readonly coordinates?: Coordinates;
}

/**
 * Enlarges images (or shrinks them, with factors below one) by nearest or bilinear interpolation, without parameters.
 *
 * @example
 * upsample({ factors: 2, method: 'bilinear' });
 */
export function upsample({
  factors = 2,
  method = 'nearest',
  coordinates = 'half-pixel',
}: UpsampleOptions = {}): Upsample {
  return { kind: 'upsample', factors: toPair(factors), method, coordinates };
}

const scaled = (size: Dimension, factor: number): Dimension =>
  size === null ? null : Math.round(size * factor);

export const upsampleDefinition: LayerDefinition<Upsample> = {
  arity: [1, 1],
  infer({ factors }, inputs) {
    const [batch, height, width, channels] = imageOf(inputs);
    return [batch, scaled(height, factors[0]), scaled(width, factors[1]), channels];
  },
  apply({ factors, method, coordinates }, [x]) {
    const [, height = 0, width = 0] = x!.shape;
    const size: [number, number] = [scaled(height, factors[0])!, scaled(width, factors[1])!];
    return method === 'nearest' ? resizeNearest(x!, size) : resizeBilinear(x!, size, { coordinates });
  },
  toOnnx({ factors, method, coordinates }, { inputs: [x], shape, add, constant }) {
    const size = shape.slice(1, 3).filter((dimension) => dimension !== null);
    const whole = factors.every(Number.isInteger);
    if (!whole && size.length < 2) {
      throw problem(
        'invalid-graph',
        `the factors ${factors} of an image of any size cannot be written to ONNX, which rounds sizes differently`,
        'state the height and width of the input',
      );
    }
    const target = whole
      ? [constant('factors', float32s([1, 1, ...factors]))]
      : [
          '',
          add(
            'Concat',
            [add('Shape', [x!], { end: int(2) }, 'batch-and-channels'), constant('size', int64s(size))],
            { axis: int(0) },
            'sizes',
          ),
        ];
    const how = method === 'nearest' ? { nearest_mode: text('round_prefer_ceil') } : {};
    add('Resize', [x!, '', ...target], {
      mode: text(method === 'nearest' ? 'nearest' : 'linear'),
      coordinate_transformation_mode: text(
        method === 'nearest' ? 'half_pixel' : coordinates.replace('-', '_'),
      ),
      ...how,
    });
  },
  fromOnnx: { Resize: readResize, Upsample: readResize },
};
