/** Wider networks, from file to file. */

import {
  growAverage,
  growOptimizerState,
  planWidening,
  type WidenOptions,
  widen,
  widenGraph,
} from '@diopter/net2net';
import { type GrowFileOptions, type GrownFile, growFile } from './grow-file.js';
import { assertLayerName } from './layer-names.js';

/** What is widened, and how. */
export interface WidenFileOptions extends GrowFileOptions, Pick<WidenOptions, 'layers' | 'split' | 'noise'> {}

/**
 * Widens the network in a file without changing what it computes, and writes it to another file, with the certificate beside it. Of a
 * checkpoint the optimizer's state and the average grow too.
 *
 * @throws DiopterError `invalid-argument` for layers that are not there, naming near ones, that cannot be widened, or not to that size; as
 * `readModel` and `writeModel`.
 *
 * @example
 * await widenFile({ model: 'resnet20.onnx', out: 'wider.onnx', layers: { factor: 1.5 }, split: 'uneven' });
 */
export function widenFile({ layers, split, noise, ...files }: WidenFileOptions): Promise<GrownFile> {
  const how = { layers, ...(split && { split }) };
  return growFile(
    {
      check(graph, key) {
        if (!('factor' in layers)) {
          const names = planWidening(graph).map(({ name }) => name);
          for (const { layer } of layers) assertLayerName(layer, names, { graph, option: 'layer' });
        }
        widenGraph(graph, { ...how, key });
      },

      async grow(model, setting) {
        const { growth, ...grown } = await widen(model, { ...how, ...setting, ...(noise && { noise }) });
        return {
          ...grown,
          training: ({ optimizer, average, ...rest }) => ({
            ...rest,
            ...(optimizer && { optimizer: growOptimizerState(growth, optimizer) }),
            ...(average && { average: growAverage(growth, average) }),
          }),
        };
      },
    },
    files,
  );
}
