/** What is measured on random vectors: the correlation of gradients against depth, and co-activation by layer. */

import type { Key } from '@diopter/core-tensor/random';
import {
  coActivationByLayer,
  correlationByDepth,
  plainCoActivation,
  type TheoryArchitecture,
  theoryCurves,
} from '@diopter/models';
import type {
  NetworkCoActivation,
  NetworkCorrelation,
  ShatterSettings,
  ShatterSpecification,
  VectorSample,
} from './result.js';

/** Inputs of each network; every pair of them is compared. */
const batch = 32;
/** Each network is an average over 496 pairs of inputs already: more networks than these would only take time. */
const mostSeeds = 10;

type CorrelationNetwork = ShatterSpecification & { readonly theory: TheoryArchitecture };

/** Networks whose gradients theory has a curve for. */
export const correlationNetworks: readonly CorrelationNetwork[] = [
  { network: 'feedforward', normalisation: 'centred', beta: 1, theory: 'feedforward' },
  { network: 'feedforward', normalisation: 'none', beta: 1, theory: 'plain' },
  { network: 'residual', normalisation: 'none', beta: 1, theory: 'residual' },
  { network: 'residual', normalisation: 'none', beta: 0.1, theory: 'residual' },
  { network: 'residual', normalisation: 'batch-norm', beta: 1, theory: 'residualBatchNormCorrected' },
  { network: 'residual', normalisation: 'batch-norm', beta: 0.1, theory: 'residualBatchNormCorrected' },
];

type CoActivationNetwork = ShatterSpecification & {
  /** What theory expects of so many layers. */
  readonly expected?: (layers: number) => readonly number[];
};

const quarters = (layers: number) => Array.from({ length: layers }, () => 0.25);

/** Networks whose co-activation is followed through their layers. */
export const coActivationNetworks: readonly CoActivationNetwork[] = [
  { network: 'feedforward', normalisation: 'none', beta: 1, expected: (layers) => plainCoActivation(layers) },
  { network: 'feedforward', normalisation: 'centred', beta: 1, expected: quarters },
  { network: 'feedforward', normalisation: 'batch-norm', beta: 1, expected: quarters },
  { network: 'residual', normalisation: 'none', beta: 1 },
  { network: 'residual', normalisation: 'batch-norm', beta: 1, expected: quarters },
];

/** Powers of two up to the largest of some depths, and these. */
function correlationDepths(depths: readonly number[]): readonly number[] {
  const most = Math.max(...depths);
  const powers = Array.from({ length: Math.floor(Math.log2(most)) + 1 }, (_, exponent) => 2 ** exponent);
  return [...new Set([...powers, ...depths])].sort((a, b) => a - b);
}

/** The correlation of gradients of one network. */
export async function correlationOf(
  { theory, ...network }: CorrelationNetwork,
  settings: ShatterSettings,
  key: Key,
): Promise<NetworkCorrelation> {
  const sample = sampleOf(settings);
  const { width } = settings;
  const depths = correlationDepths(settings.depths);
  const rows = await correlationByDepth({ ...network, ...sample, depths, width, key });
  const { correlation } = theoryCurves[theory];
  const expected = (depth: number) => correlation.at(depth, { beta: network.beta });
  const byDepth = rows.map((row) => ({ ...row, expected: expected(row.depth) }));
  return { ...network, ...sample, theory, byDepth };
}

/** Co-activation in one network. */
export async function coActivationOf(
  { expected, ...network }: CoActivationNetwork,
  settings: ShatterSettings,
  key: Key,
): Promise<NetworkCoActivation> {
  const sample = sampleOf(settings);
  const { width } = settings;
  const depth = Math.max(...settings.depths);
  const layers = await coActivationByLayer({ ...network, ...sample, depth, width, key });
  const theory = expected?.(depth);
  const byLayer = layers.map((layer, i) => ({ ...layer, ...(theory && { expected: theory[i]! }) }));
  return { ...network, ...sample, byLayer };
}

function sampleOf({ seeds }: ShatterSettings): VectorSample {
  return { seeds: Math.min(seeds, mostSeeds), batch };
}
