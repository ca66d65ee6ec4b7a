/** Deeper networks, from file to file. */

import {
  type DeepenGraphOptions,
  deepen,
  deepenAverage,
  deepenGraph,
  deepenOptimizerState,
} from '@diopter/net2net';
import { pictureInputs } from './checked-inputs.js';
import { type GrowFileOptions, type GrownFile, growFile } from './grow-file.js';
import { assertLayerName } from './layer-names.js';

/** What is inserted, and how. */
export interface DeepenFileOptions extends GrowFileOptions, Omit<DeepenGraphOptions, 'activation'> {
  /** Files and folders of pictures, of which the first calibrate batch norms: pixels in [0, 1], cut to the size that the network takes. */
  readonly calibrate?: readonly string[];
}

/** Pictures that calibrate. */
const calibrationCount = 100;

/**
 * Inserts layers into the network in a file that do not change what it computes, and writes it to another file, with the certificate beside it. Of a
 * checkpoint the optimizer's state and the average get values for the new weights.
 *
 * @throws DiopterError `invalid-argument` for a node that is not there, naming near ones, and where nothing can be inserted so, with the reason;
 * as `readModel` and `writeModel`.
 *
 * @example
 * await deepenFile({ model: 'cnn.onnx', out: 'deeper.onnx', after: ['relu2'] });
 */
export function deepenFile({
  after,
  kind,
  count,
  kernelSize,
  normalisation,
  calibrate: images,
  ...files
}: DeepenFileOptions): Promise<GrownFile> {
  const how: DeepenGraphOptions = {
    after,
    ...(kind && { kind }),
    ...(count !== undefined && { count }),
    ...(kernelSize !== undefined && { kernelSize }),
    ...(normalisation !== undefined && { normalisation }),
  };
  const { size, onMessage } = files;
  const pictures = {
    batch: calibrationCount,
    ...(size !== undefined && { size }),
    ...(onMessage && { onMessage }),
  };
  return growFile(
    {
      check(graph) {
        const names = Object.keys(graph.nodes);
        for (const name of [after].flat()) assertLayerName(name, names, { graph, option: 'after' });
        deepenGraph(graph, how, { exact: true });
      },

      async grow(model, setting) {
        const calibrate = images && (await pictureInputs(model.graph, { images, ...pictures }));
        const deepened = await deepen(model, { ...how, ...setting, ...(calibrate && { calibrate }) });
        return {
          ...deepened,
          training: ({ optimizer, average, ...rest }) => ({
            ...rest,
            ...(optimizer && { optimizer: deepenOptimizerState(deepened, optimizer) }),
            ...(average && { average: deepenAverage(deepened, average) }),
          }),
        };
      },
    },
    files,
  );
}
