import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import * as ort from 'onnxruntime-node';
import { afterAll, describe, expect, it } from 'vitest';
import { DiopterError } from '../errors/index.js';
import { type OnnxModel, readOnnx, readTensorProto, validateOnnx, writeOnnx } from './index.js';
import { conformanceFolder, filesBelow, pretrainedFolder, titleOf } from './testing/outside-data.js';

const quiet = { logSeverityLevel: 4, graphOptimizationLevel: 'disabled' } as const;

/** What ONNX Runtime says against the model, or undefined when it takes it. */
async function objection(bytes: Uint8Array): Promise<string | undefined> {
  try {
    const session = await ort.InferenceSession.create(bytes, quiet);
    await session.release();
    return undefined;
  } catch (error) {
    return String(error);
  }
}

/** One run on a fixed picture of waves. */
async function run(bytes: Uint8Array, { graph }: OnnxModel): Promise<ort.InferenceSession.OnnxValueMapType> {
  const session = await ort.InferenceSession.create(bytes);
  const [name] = session.inputNames;
  const dimensions = graph.inputs.find((input) => input.name === name)!.shape!;
  const shape = dimensions.map((dimension, axis) =>
    typeof dimension === 'number' ? dimension : axis > 1 ? 64 : 1,
  );
  const size = shape.reduce((product, dimension) => product * dimension, 1);
  const image = Float32Array.from({ length: size }, (_, i) => Math.sin(i / 100) * Math.cos(i / 7));
  const results = await session.run({ [name!]: new ort.Tensor('float32', image, shape) });
  await session.release();
  return results;
}

describe.each([
  ["ONNX's conformance models", conformanceFolder],
  ['the pretrained networks', pretrainedFolder],
])('%s', (what, folder) => {
  const files = filesBelow(folder, '.onnx');
  describe.skipIf(files.length === 0)(titleOf(`${files.length} files`, folder), () => {
    const summary: string[] = [];
    afterAll(() => console.info([what, ...summary].join('\n  ')));

    it('are all read, hold together, and are the same after writing and reading', () => {
      for (const file of files) {
        const model = readOnnx(readFileSync(file));
        validateOnnx(model);
        const written = writeOnnx(model);
        const again = readOnnx(written);
        // Node's own comparison, because vitest's takes a second for each million weights.
        assert.deepStrictEqual(again, model, file);
        assert.deepStrictEqual(writeOnnx(again), written, file);
      }
      summary.push(`${files.length} of ${files.length} read, checked and written`);
    });

    it('are taken by ONNX Runtime after writing whenever they were before', async () => {
      let taken = 0;
      for (const file of files) {
        const bytes = readFileSync(file);
        const before = await objection(bytes);
        expect(await objection(writeOnnx(readOnnx(bytes))), file).toBe(before);
        if (before === undefined) taken++;
      }
      summary.push(`${taken} of ${files.length} run in ONNX Runtime, before as after writing`);
    });
  });
});

const networks = filesBelow(pretrainedFolder, '.onnx');
describe.skipIf(networks.length === 0)(titleOf('a pretrained network', pretrainedFolder), () => {
  it.each(networks.map((file) => [basename(file), file]))(
    '%s gives the same bits after reading and writing',
    async (_, file) => {
      const bytes = readFileSync(file!);
      const model = readOnnx(bytes);
      const before = await run(bytes, model);
      const after = await run(writeOnnx(model), model);
      for (const [name, { data, dims }] of Object.entries(before)) {
        assert.deepStrictEqual([after[name]!.dims, after[name]!.data], [dims, data], name);
      }
    },
  );
});

const tensorFiles = filesBelow(conformanceFolder, '.pb');
describe.skipIf(tensorFiles.length === 0)(
  titleOf('the tensors of the conformance tests', conformanceFolder),
  () => {
    it('are all read, where the model says that they are tensors', () => {
      let count = 0;
      for (const file of tensorFiles) {
        const [, direction, position] = /(input|output)_(\d+)\.pb$/.exec(file) ?? [];
        const { graph } = readOnnx(readFileSync(join(dirname(file), '../model.onnx')));
        const value = (direction === 'input' ? graph.inputs : graph.outputs)[Number(position)];
        if (value === undefined || value.type !== undefined) continue;
        const { dataType, shape } = readTensorProto(readFileSync(file));
        count++;
        // Debian's version of these tests keeps everything as flat uint16 tensors, whatever the model says.
        if (file.includes('BFLOAT16')) continue;
        expect(dataType, file).toBe(value.dataType);
        if (value.shape !== undefined) expect(shape.length, file).toBe(value.shape.length);
      }
      console.info(
        `conformance tensors: ${count} read, of ${tensorFiles.length} files (the rest are sequences)`,
      );
      expect(count).toBeGreaterThan(0);
    });
  },
);

const alexnet = join(pretrainedFolder, 'onnx-light/light_bvlc_alexnet.onnx');
describe.skipIf(!existsSync(alexnet))(titleOf('the real AlexNet graph', alexnet), () => {
  const model: OnnxModel = existsSync(alexnet) ? readOnnx(readFileSync(alexnet)) : (undefined as never);

  it('has grouped convolutions and local response normalization', () => {
    const ops = model.graph.nodes.map(({ op }) => op);
    expect(ops.filter((op) => op === 'Conv').length).toBe(5);
    expect(ops.filter((op) => op === 'LRN').length).toBe(2);
    const groups = model.graph.nodes.filter(({ attributes }) => attributes.group?.value === 2);
    expect(groups.length).toBe(3);
  });

  it('gives its expected output after reading and writing', async () => {
    const expected = readTensorProto(readFileSync(alexnet.replace('.onnx', '_output_0.pb')));
    const [result] = Object.values(await run(writeOnnx(model), model));
    expect(result!.dims).toEqual(expected.shape);
    const error = (result!.data as Float32Array).map((y, i) => Math.abs(y - Number(expected.data[i])));
    expect(Math.max(...error)).toBeLessThan(1e-5);
  });

  it('is refused, not misread, when it is cut short', () => {
    const bytes = readFileSync(alexnet);
    expect(() => readOnnx(bytes.subarray(0, bytes.length - 1))).toThrow(DiopterError);
  });
});
