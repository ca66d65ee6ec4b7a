/** `preparePrior`: a prior checked and ready, by a table of its kinds. */

import { DiopterError } from '@diopter/core-tensor/errors';
import * as tf from '@tensorflow/tfjs';
import { categoricalPrior } from './categorical-embedding.js';
import { checkedWeights } from './check-weights.js';
import { type DiagonalMixture, type Doubles, diagonalize } from './diagonalize.js';
import type { PreparedPrior } from './embedding.js';
import { drawGaussians } from './gaussian-draws.js';
import { gaussianEmbedding } from './gaussian-embedding.js';
import type { GaussianComponent, Prior, PriorKind } from './prior.js';

type PriorOf<Kind extends PriorKind> = Extract<Prior, { kind: Kind }>;

const preparations: { readonly [Kind in PriorKind]: (prior: PriorOf<Kind>, where: string) => PreparedPrior } =
  {
    gaussian: (component, where) => gaussianPrior([1], [component], where),
    mixture: ({ weights, components }, where) => {
      if (weights.length !== components.length) {
        throw new DiopterError('invalid-argument', {
          what: `${weights.length} weights for ${components.length} components`,
          where,
        });
      }
      return gaussianPrior(checkedWeights(weights, `${where}, weights`), components, where);
    },
    categorical: ({ weights }, where) => categoricalPrior(checkedWeights(weights, `${where}, weights`)),
  };

/**
 * A prior checked, with the linear algebra of its covariances done, in double precision. Losses take either a prior or what this
 * makes of it; preparing once is for loops that are not compiled, and for priors of many dimensions.
 *
 * @param where for errors: the function and its argument.
 * @throws DiopterError `invalid-argument` for weights that are no probabilities, and for a covariance that is not symmetric and positive
 * definite; `shape-mismatch` for means and covariances of different sizes.
 *
 * @example
 * const prior = preparePrior({ kind: 'gaussian', mean: [0, 0], covariance: [[1, 0], [0, 1]] });
 * const loss = squaredMmdToPrior(codes, prior, { kernel });
 */
export function preparePrior(prior: Prior | PreparedPrior, where = 'preparePrior'): PreparedPrior {
  if ('expectations' in prior) return prior;
  const prepare = preparations[prior.kind] as ((prior: Prior, where: string) => PreparedPrior) | undefined;
  if (prepare !== undefined) return prepare(prior, `${where}, ${prior.kind} prior`);
  throw new DiopterError('invalid-argument', {
    what: `the expectations of a prior "${(prior as Prior).kind}" are not known`,
    where,
    help: `one of ${Object.keys(preparations).join(', ')}; for others draw a sample and compare with squaredMmd`,
  });
}

function gaussianPrior(
  weights: readonly number[],
  components: readonly GaussianComponent[],
  where: string,
): PreparedPrior {
  const mixture = diagonalize(weights, components, where);
  const [count = 0, dimensions = 0] = mixture.variances.shape;
  return {
    ...gaussianEmbedding(() => asTensors(mixture), [count, dimensions]),
    draw: (key, rows) => drawGaussians(key, mixture, rows),
  };
}

/** The arrays in single precision. */
function asTensors({ pairs, ...own }: DiagonalMixture): DiagonalMixture<tf.Tensor> {
  const tensor = ({ data, shape }: Doubles) => tf.tensor(Float32Array.from(data), [...shape]);
  return {
    weights: tensor(own.weights),
    means: tensor(own.means),
    axes: tensor(own.axes),
    variances: tensor(own.variances),
    pairs: {
      weights: tensor(pairs.weights),
      squaredOffsets: tensor(pairs.squaredOffsets),
      variances: tensor(pairs.variances),
    },
  };
}
