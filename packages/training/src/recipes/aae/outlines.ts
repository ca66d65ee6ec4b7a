/** Where the codes of a prior should be, as curves in the plane. */

import type { GaussianComponent, Prior } from '@diopter/models';
import type { ChartPoint } from '../../reports/index.js';

type Outline = readonly ChartPoint[];

const segments = 96;
/** Two ellipses of each Gaussian, this many standard deviations from its centre. */
const deviations = [1, 3] as const;

const outlines: {
  readonly [Kind in Prior['kind']]: (prior: Extract<Prior, { kind: Kind }>) => readonly Outline[];
} = {
  gaussian: ellipses,
  mixture: ({ components }) => components.flatMap(ellipses),
  'swiss-roll': ({ radius, turns }) => [
    Array.from({ length: 4 * segments + 1 }, (_, i) => {
      const root = i / (4 * segments);
      const angle = 2 * Math.PI * turns * root;
      return { x: radius * root * Math.cos(angle), y: radius * root * Math.sin(angle) };
    }),
  ],
  categorical: () => [],
};

/** The curves of equal density `m + d L (cos t, sin t)` of a Gaussian of covariance `L Lᵀ`, in its first two dimensions. */
function ellipses({ mean, covariance }: GaussianComponent): readonly Outline[] {
  const [[a, b], [, c]] = covariance as [[number, number], [number, number]];
  const [l11, l21] = [Math.sqrt(a), b / Math.sqrt(a)];
  const l22 = Math.sqrt(Math.max(c - l21 ** 2, 0));
  return deviations.map((deviation) =>
    Array.from({ length: segments + 1 }, (_, i) => {
      const angle = (2 * Math.PI * i) / segments;
      const [u, v] = [deviation * Math.cos(angle), deviation * Math.sin(angle)];
      return { x: mean[0]! + l11 * u, y: mean[1]! + l21 * u + l22 * v };
    }),
  );
}

/** The outline of a prior of codes of length 2 or more; nothing for labels. */
export function priorOutline(prior: Prior): readonly Outline[] {
  return (outlines[prior.kind] as (prior: Prior) => readonly Outline[])(prior);
}
