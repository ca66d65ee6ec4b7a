/** The gradients of figure 1 of the paper: single networks, and noise. */

import { foldIn, type Key } from '@diopter/core-tensor/random';
import { type ShatterNetworkOptions, shatterAcf } from '@diopter/models';
import { gradientsOf } from './autocorrelations.js';
import { noises } from './noise.js';
import type { ShatterSettings, Specimen } from './result.js';

/**
 * Networks of the figure. That the 24-layer network is centred, and that the residual one has batch norm and β = 0.1, is recalled of the
 * paper, not checked. The network that looks linear is ours.
 */
const networks: readonly (ShatterNetworkOptions & { readonly name: string; readonly depth: number })[] = [
  { name: 'feed-forward, 1 layer', depth: 1 },
  { name: 'feed-forward, 24 layers, centred', depth: 24, normalisation: 'centred' },
  {
    name: 'residual, 50 blocks, batch norm, β = 0.1',
    depth: 50,
    network: 'residual',
    normalisation: 'batch-norm',
    beta: 0.1,
  },
  { name: 'looks-linear, 50 layers', depth: 50, network: 'looks-linear' },
];

/** One gradient of each network and one draw of each noise. */
export async function drawSpecimens(
  key: Key,
  { width, points, extent }: Pick<ShatterSettings, 'width' | 'points' | 'extent'>,
): Promise<readonly Specimen[]> {
  const grid = Array.from({ length: points }, (_, i) => extent * ((2 * i) / (points - 1) - 1));
  const specimens: Specimen[] = [];
  for (const { name, ...network } of networks) {
    const options = { ...network, seeds: 1, width, points, extent, key: foldIn(key, name) };
    const { gradients, constant } = await shatterAcf(options);
    const [gradient] = gradientsOf(gradients);
    specimens.push({ name, at: grid, gradient: Array.from(gradient!), constant: constant === 1 });
  }
  const noise = (['brown', 'white'] as const).map((name) => ({
    name: `${name} noise`,
    at: grid.map((_, i) => i),
    gradient: Array.from(noises[name](foldIn(key, name), points)),
    constant: false,
  }));
  return [...specimens, ...noise];
}
