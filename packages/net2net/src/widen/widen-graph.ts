/** Wider networks that compute the same. */

import type { Graph } from '@diopter/core-tensor/graph';
import { foldIn, type Key } from '@diopter/core-tensor/random';
import type { GraphGrowth } from '../growth/index.js';
import { trace } from '../trace/index.js';
import { type Copies, drawCopies, type WidenRequest } from './copies.js';
import { growGraph } from './grow-graph.js';
import { checkedRequests } from './requests.js';
import { drawShares, type Split } from './shares.js';

/** What is widened, and how. */
export interface WidenGraphOptions {
  /** Layers and their new sizes; or all that can be widened, times a factor, to the nearest size that is possible. */
  readonly layers: readonly WidenRequest[] | { readonly factor: number };
  readonly split?: Split;
  /** Which units are copied, and uneven shares. */
  readonly key: Key;
}

/**
 * Plans a wider network that computes the same (Net2WiderNet, Chen et al. 2015, arXiv 1511.05641, section 2): some units are copied, and
 * whatever adds them up takes its share of each copy. Which values hold the same units is found by walking through the graph: through
 * sums, joins, slices, flattening and groups.
 *
 * @throws DiopterError `invalid-argument` for layers that are not there, cannot be widened (with the reason), or not to that size.
 *
 * @example
 * const growth = widenGraph(graph, { layers: [{ layer: 'conv1', to: 96 }], key: randomKey(1) });
 */
export function widenGraph(graph: Graph, { layers, split = 'even', key }: WidenGraphOptions): GraphGrowth {
  const traced = trace(graph);
  let copies: Copies = new Map();
  for (const request of checkedRequests(traced, layers)) {
    copies = drawCopies(traced, request, foldIn(foldIn(key, 'copies'), request.layer), {
      before: copies,
      nearest: 'factor' in layers,
    });
  }
  return growGraph(traced, drawShares(copies, split, foldIn(key, 'shares')));
}
