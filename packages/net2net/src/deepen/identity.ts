/** Layers that start as the identity (Net2DeeperNet). */

import {
  type Activation,
  batchNorm,
  type Conv2d,
  type Dense,
  type Layer,
  type Node,
  prelu,
  relu,
} from '@diopter/core-tensor/graph';
import type { LayerProof } from '../certificate/index.js';
import type { DoubleValues } from '../growth/index.js';
import type { ChannelStatistics, Way } from './piece.js';
import { formatRange, isWithin, keptRange } from './ranges/index.js';
import type { Site } from './site.js';
import { formatWeightLayer, matrixParameters, type Terms, unitsOf, weightLayer } from './weights.js';

/** What comes after the new weights, and what these must be for it to give back the site's values. */
interface Closing {
  readonly layer: Layer;
  /** In a word. */
  readonly name: string;
  /** How many channels the new weights make of so many. */
  units(channels: number): number;
  /** The matrix of the new weights, in words and by output. */
  readonly words: string;
  terms(output: number, units: number): Terms;
  /** The layer's own parameters. */
  parameters(channels: number): Readonly<Record<string, DoubleValues>>;
}

const identityMatrix = {
  units: (channels: number) => channels,
  words: 'the identity',
  terms: (output: number): Terms => [[output, 1]],
};

/** What follows at a site: the activation that is there, or the one that is asked for. */
function closingOf({ layer }: Site, activation: Activation | undefined): Closing {
  if (activation === undefined && layer.kind === 'crelu') return lookingLinear(layer);
  if (activation === undefined && layer.kind === 'prelu') {
    // With slope 1 it is the identity, and learns another.
    const closing = prelu({ shared: layer.shared });
    const parameters = (channels: number) => {
      const count = layer.shared ? 1 : channels;
      return { slope: { shape: [count], data: new Float64Array(count).fill(1) } };
    };
    return { ...identityMatrix, layer: closing, name: 'prelu', parameters };
  }
  const found = activation ?? (layer.kind === 'activation' ? layer : relu());
  return { ...identityMatrix, layer: found, name: found.function, parameters: () => ({}) };
}

/** `[I, -I]` takes `[relu(z), relu(-z)]` to `z`, of which a CReLU makes the same again (Balduzzi et al. 2017, arXiv 1702.08591). */
function lookingLinear(layer: Layer): Closing {
  return {
    layer,
    name: 'crelu',
    units: (channels) => channels / 2,
    words: 'the looks-linear identity [I, -I]',
    terms: (output, units) => [
      [output, 1],
      [output + units, -1],
    ],
    parameters: () => ({}),
  };
}

const normOf = (name: string) => `${name}_norm`;
const activeOf = (name: string) => `${name}_active`;

/** The values that the batch norm of an identity sees: those of the site, or what a CReLU was made of. */
export function normalisedValues(
  site: Site,
  activation: Activation | undefined,
  values: ArrayLike<number>,
): Float64Array {
  const { terms } = closingOf(site, activation);
  const channels = normalisedChannels(site, activation);
  const rows = Array.from({ length: channels }, (_, output) => terms(output, channels));
  const data = new Float64Array((values.length / site.channels) * channels);
  for (let place = 0; place < data.length; place++) {
    const offset = Math.floor(place / channels) * site.channels;
    for (const [input, weight] of rows[place % channels]!) data[place]! += weight * values[offset + input]!;
  }
  return data;
}

/** How many channels that batch norm has. */
export function normalisedChannels(site: Site, activation: Activation | undefined): number {
  return closingOf(site, activation).units(site.channels);
}

/**
 * Net2DeeperNet (Chen et al. 2015, arXiv 1511.05641, section 2.3): `phi(v)` becomes `phi(U phi(v))` with `U = I`, which needs
 * `phi(phi(v)) = phi(v)`.
 */
export const identityWay: Way = {
  calibrated: true,
  activationOf: (site, activation) => closingOf(site, activation).name,
  refusal(site, activation) {
    const { layer } = closingOf(site, activation);
    if (layer.kind !== 'activation') return undefined;
    const { function: name } = layer;
    const keeps = keptRange(layer);
    if (keeps === undefined) return `${name} would change its values: ${name}(${name}(v)) is not ${name}(v)`;
    if (isWithin(site.range, keeps)) return undefined;
    return `its values are not known to lie ${formatRange(keeps)}, and ${name} would change the others`;
  },
  piece(site, { name, kernelSize, normalisation, activation }) {
    const { layer, units } = closingOf(site, activation);
    // A batch norm has a bias of its own.
    const weights = weightLayer(site, { units: units(site.channels), kernelSize, bias: !normalisation });
    const nodes: Record<string, Node> = { [name]: { layer: weights, inputs: [site.name] } };
    if (normalisation) nodes[normOf(name)] = { layer: batchNorm(), inputs: [name] };
    const before = normalisation ? normOf(name) : name;
    nodes[activeOf(name)] = { layer, inputs: [before] };
    return { site, nodes, output: activeOf(name) };
  },
  weights({ site, nodes }, { name, normalisation, activation }, statistics) {
    const { terms, words, parameters, name: closing } = closingOf(site, activation);
    const layer = nodes[name]!.layer as Conv2d | Dense;
    const own: LayerProof = {
      layer: name,
      proof: 'exact',
      words: `${words}, a ${formatWeightLayer(layer)} before ${closing}`,
    };
    const exact = {
      [name]: matrixParameters(layer, site.channels, (output) => terms(output, unitsOf(layer))),
      [activeOf(name)]: parameters(site.channels),
    };
    if (!normalisation) return { parameters: exact, statistics: {}, proofs: [own] };
    const norm = normOf(name);
    const undoing = undoingNorm(statistics!, epsilonOf(nodes[norm]!.layer));
    return {
      parameters: { ...exact, [norm]: undoing.parameters },
      statistics: { [norm]: undoing.statistics },
      proofs: [own, { layer: norm, proof: 'approximate', words: normWords }],
    };
  },
};

const normWords =
  'undoes the normalisation by the statistics of the calibration data: exact in evaluate mode; in train mode other batches are normalised by their own statistics';

function epsilonOf(layer: Layer): number {
  return layer.kind === 'batchNorm' ? layer.epsilon : 0;
}

/**
 * A batch norm that gives back what it takes: `gamma = sqrt(variance + epsilon)` and `beta = mean`. Mean and variance are rounded before, so that
 * what is normalised with and what undoes it are the same numbers in every precision.
 */
function undoingNorm({ mean, variance }: ChannelStatistics, epsilon: number) {
  const values = (numbers: readonly number[]) => ({
    shape: [numbers.length],
    data: Float64Array.from(numbers, Math.fround),
  });
  const statistics = { mean: values(mean), variance: values(variance) };
  const gamma = statistics.variance.data.map((value) => Math.sqrt(value + Math.fround(epsilon)));
  return { parameters: { gamma: { shape: [gamma.length], data: gamma }, beta: statistics.mean }, statistics };
}
