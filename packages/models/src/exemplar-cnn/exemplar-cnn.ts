/** The networks of Exemplar-CNN. */

import {
  conv2d,
  dropout,
  type Graph,
  heNormal,
  type Layer,
  maxPool,
  relu,
  sequential,
} from '@diopter/core-tensor/graph';

/** The authors' nets: filters of the 5x5 convolutions, then the width of the layer that sees 8x8 of the last map. */
const widths = {
  /** 64c5-64c5-128f. */
  small: { convolutions: [64, 64], dense: 128 },
  /** 64c5-128c5-256c5-512f. */
  medium: { convolutions: [64, 128, 256], dense: 512 },
  /** 92c5-256c5-512c5-1024f. */
  large: { convolutions: [92, 256, 512], dense: 1024 },
} as const;

/** Which of the authors' three nets. */
export type ExemplarCnnSize = keyof typeof widths;

/** The sizes, smallest first. */
export const exemplarCnnSizes = Object.keys(widths) as readonly ExemplarCnnSize[];

/** Options of {@link exemplarCnn}. */
export interface ExemplarCnnOptions {
  readonly size?: ExemplarCnnSize;
  /** With it comes the layer `fc7` that tells so many surrogate classes apart; without it the net ends at `relu6`. */
  readonly classes?: number;
  /** The share of `relu6` that is set to zero in training; 0.5 in the authors' net. */
  readonly dropoutRate?: number;
}

/** Only the first two convolutions are followed by pooling: 32x32 pixels become maps of 8x8. */
const pooled = 2;

/**
 * Exemplar-CNN (Dosovitskiy et al., arXiv 1406.6909): nodes `conv1`, `relu1`, `pool1`, `conv2`, `relu2`, `pool2`, for the larger
 * nets `conv3` and `relu3`, then `fc6`, `relu6` and, with `classes`, `dropout6` and `fc7` (logits). Convolutions keep the size,
 * pooling takes the largest of 3x3 at stride 2 and lets the last window hang over, as the authors' published net does
 * (their papers say 2x2).
 *
 * The dense layers are convolutions, `fc6` of 8x8 without padding: a patch of 32x32 becomes one vector, a larger picture a map
 * with one vector for every fourth pixel. Images are NHWC RGB of at least 32x32, with mean near 0 and deviation near 1 (our
 * choice, as are the He-normal filters: the authors' narrower starts need tens of thousands of steps to get going).
 *
 * @example
 * const network = exemplarCnn({ size: 'small', classes: 2000 });
 * const { taps } = apply(exemplarCnn(), variables, images, { taps: ['relu1', 'relu2', 'relu6'] });
 */
export function exemplarCnn({ size = 'small', classes, dropoutRate = 0.5 }: ExemplarCnnOptions = {}): Graph<{
  readonly input: readonly [null, null, null, 3];
}> {
  const { convolutions, dense } = widths[size];
  const stages = convolutions.flatMap((filters, i): [string, Layer][] => {
    const stage: [string, Layer][] = [
      [`conv${i + 1}`, conv2d({ filters, kernelSize: 5, padding: 2 })],
      [`relu${i + 1}`, relu()],
    ];
    if (i < pooled) stage.push([`pool${i + 1}`, maxPool({ kernelSize: 3, strides: 2, ceilMode: true })]);
    return stage;
  });
  const features: [string, Layer][] = [
    ...stages,
    ['fc6', conv2d({ filters: dense, kernelSize: 8, padding: 'valid' })],
    ['relu6', relu()],
  ];
  const classifier = (count: number): [string, Layer][] => [
    ['dropout6', dropout({ rate: dropoutRate })],
    // Logits that start small make every class as likely as any other.
    [
      'fc7',
      conv2d({ filters: count, kernelSize: 1, initializers: { filter: heNormal({ coefficient: 0.1 }) } }),
    ],
  ];
  return sequential(
    [null, null, null, 3],
    Object.fromEntries(classes === undefined ? features : [...features, ...classifier(classes)]),
  ) as Graph<{ readonly input: readonly [null, null, null, 3] }>;
}
