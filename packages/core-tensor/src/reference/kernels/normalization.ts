/** Batch normalization with given statistics, and local response normalization with its gradient. */

import type { Attributes } from '../../jit/program/program.js';
import { numberAttribute } from '../attributes.js';
import type { ReferenceKernels } from '../kernel.js';
import { broadcastElementAt, elementAt, generate, type Index, type ReferenceTensor } from '../tensor.js';

interface LocalResponse {
  readonly alpha: number;
  readonly beta: number;
  /** Channels within the radius of one position's channel, itself included. */
  readonly neighbours: (index: Index) => Index[];
  /** `bias + alpha * sum of squares of the neighbours`. */
  readonly scale: (index: Index) => number;
}

function localResponse(x: ReferenceTensor, attributes: Attributes): LocalResponse {
  const radius = numberAttribute(attributes, 'depthRadius', 5);
  const bias = numberAttribute(attributes, 'bias', 1);
  const alpha = numberAttribute(attributes, 'alpha', 1);
  const beta = numberAttribute(attributes, 'beta', 0.5);
  const channels = x.shape.at(-1)!;
  const neighbours = (index: Index) =>
    Array.from({ length: channels }, (_, channel) => channel)
      .filter((channel) => Math.abs(channel - index.at(-1)!) <= radius)
      .map((channel) => [...index.slice(0, -1), channel]);
  const scale = (index: Index) =>
    bias + alpha * neighbours(index).reduce((sum, other) => sum + elementAt(x, other) ** 2, 0);
  return { alpha, beta, neighbours, scale };
}

export const normalizationKernels: ReferenceKernels = {
  /** Inputs x, scale, offset, mean, variance; the statistics are broadcast against x. */
  FusedBatchNorm: ([x, scale, offset, mean, variance], attributes) => {
    const epsilon = numberAttribute(attributes, 'varianceEpsilon', 1e-3);
    return [
      generate(x!.shape, (index) => {
        const deviation = Math.sqrt(broadcastElementAt(variance!, index) + epsilon);
        const normalized = (elementAt(x!, index) - broadcastElementAt(mean!, index)) / deviation;
        return normalized * broadcastElementAt(scale!, index) + broadcastElementAt(offset!, index);
      }),
    ];
  },

  LRN: ([x], attributes) => {
    const { beta, scale } = localResponse(x!, attributes);
    return [generate(x!.shape, (index) => elementAt(x!, index) * scale(index) ** -beta)];
  },

  /** From `y_c = x_c s_c^-beta`: `dx_k = dy_k s_k^-beta - 2 alpha beta x_k sum_c dy_c x_c s_c^(-beta - 1)` over k's neighbours c. */
  LRNGrad: ([x, , dy], attributes) => {
    const { alpha, beta, neighbours, scale } = localResponse(x!, attributes);
    return [
      generate(x!.shape, (index) => {
        const shared = neighbours(index).reduce(
          (sum, other) => sum + elementAt(dy!, other) * elementAt(x!, other) * scale(other) ** (-beta - 1),
          0,
        );
        return (
          elementAt(dy!, index) * scale(index) ** -beta - 2 * alpha * beta * elementAt(x!, index) * shared
        );
      }),
    ];
  },
};
