/** Networks in ONNX files: names, open sizes and the layout of images stay those of the file. */

import { readFile } from 'node:fs/promises';
import { createSession } from '@diopter/core-tensor/engine';
import { fromOnnx, type Layout, layoutKey, permuteData, toOnnx } from '@diopter/core-tensor/graph';
import { readOnnx, readOnnxFile, writeOnnx } from '@diopter/core-tensor/onnx';
import type { HostTensor } from '@diopter/core-tensor/tree';
import { inFile, reading } from '../files/file-errors.js';
import type { ModelFormat } from './format.js';

/** As permutations of axes: from NHWC, and back to it. */
const turns = { toFile: [0, 3, 1, 2], fromFile: [0, 2, 3, 1] } as const;

export const onnxFormat: ModelFormat = {
  holdsTraining: false,

  read: (path) =>
    inFile(path, async () => {
      const file = await readOnnxFile(path);
      const { graph, parameters, statistics } = fromOnnx(file);
      const { [layoutKey]: layout, ...metadata } = file.metadata ?? {};
      return {
        model: { graph, parameters, statistics },
        layout: layout === 'nhwc' ? 'nhwc' : 'nchw',
        metadata,
      };
    }),

  async bytes(path) {
    const bytes = await reading(path, readFile(path));
    try {
      readOnnx(bytes);
      return bytes;
    } catch {
      // Constants that lie in other files are put into this one: a session of bytes does not find them.
      return writeOnnx(await readOnnxFile(path));
    }
  },

  encode({ model: { graph, parameters, statistics }, layout = 'nchw', metadata }) {
    const written = toOnnx(graph, { parameters, statistics }, { layout, inputShape: graph.inputs });
    return writeOnnx({ ...written, metadata: { ...metadata, ...written.metadata } });
  },

  async compute(bytes, { model: { graph }, layout = 'nchw' }, inputs) {
    const session = await createSession(bytes, { providers: ['cpu'] });
    try {
      const feeds = Object.entries(inputs).map(([name, { shape, data }]) => [
        name,
        { dataType: 'float32' as const, ...turned({ shape, data }, layout, 'toFile') },
      ]);
      const results = await session.run(Object.fromEntries(feeds));
      const outputs = graph.outputs.map((name) => {
        const { shape, data } = results[name]!;
        return [name, turned({ shape, data: data as Float32Array }, layout, 'fromFile').data] as const;
      });
      return Object.fromEntries(outputs);
    } finally {
      await session.release();
    }
  },
};

/** Images in the axis order of the other side; whatever else as it is. */
function turned(
  { shape, data }: Pick<HostTensor<'float32'>, 'shape' | 'data'>,
  layout: Layout,
  way: keyof typeof turns,
): { readonly shape: readonly number[]; readonly data: Float32Array } {
  if (layout === 'nhwc' || shape.length !== 4) return { shape, data };
  const permutation = turns[way];
  return { shape: permutation.map((axis) => shape[axis]!), data: permuteData(data, shape, permutation) };
}
