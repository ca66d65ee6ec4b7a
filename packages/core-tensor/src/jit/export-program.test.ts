/** Exported programs run in other ONNX Runtimes with the same numbers. */

import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { createSession, type EngineTensor } from '../engine/index.js';
import { readOnnx, validateOnnx } from '../onnx/index.js';
import { bernoulliValues, foldIn, type Key, normalValues, randomKey } from '../random/index.js';
import { type HostTensor, leavesWithPaths } from '../tree/index.js';
import { blockedDomain } from './emit/lowering.js';
import { exportProgram } from './export-program.js';
import { jit } from './run/jit.js';
import { initialState, someImages, trainingStep } from './testing/training-step.js';

beforeAll(() => tf.setBackend('cpu'));

const images = someImages();
const key = randomKey(3);
const args = [initialState(), key, images, 0.01] as const;
const model = () => exportProgram(trainingStep, args);

/** Everything that the exported step is fed, draws included. */
function feeds(): Record<string, HostTensor> {
  const named = leavesWithPaths(args as unknown)
    .filter(({ leaf }) => leaf !== key)
    .map(({ path, leaf }) => [path, typeof leaf === 'number' ? scalar(leaf) : (leaf as HostTensor)]);
  return {
    ...Object.fromEntries(named),
    draw0: normalValues(foldIn(key as Key, 'noise'), images.shape, { standardDeviation: 0.1 }),
    draw1: bernoulliValues(foldIn(key as Key, 'dropout'), images.shape, { probability: 0.9 }),
  };
}

const scalar = (value: number): HostTensor => ({ shape: [], dtype: 'float32', data: Float32Array.of(value) });

/** What jit computes, by the names that exported outputs have. */
async function expectedResults(): Promise<readonly (readonly [string, HostTensor])[]> {
  const result = await jit(trainingStep)(...args);
  return leavesWithPaths(result).map(({ path, leaf }) => [`result.${path}`, leaf as HostTensor]);
}

function expectClose(actual: ArrayLike<number>, expected: HostTensor): void {
  expect(actual).toHaveLength(expected.data.length);
  expected.data.forEach((value, i) => {
    expect(actual[i]).toBeCloseTo(value, 5);
  });
}

describe('an exported training step', () => {
  it('is a valid model, whose operators do not depend on the processor, named by paths', () => {
    const decoded = readOnnx(model());
    expect(() => validateOnnx(decoded)).not.toThrow();
    expect(Object.keys(decoded.opsets)).not.toContain(blockedDomain);
    expect(decoded.graph.inputs.map(({ name }) => name).sort()).toEqual(Object.keys(feeds()).sort());
    expect(decoded.graph.outputs.map(({ name }) => name)).toContain('result.state.parameters.wide');
  });

  it('runs in a session with the numbers that jit computes', async () => {
    const session = await createSession(model(), { providers: ['cpu'] });
    const results = await session.run(
      Object.fromEntries(
        Object.entries(feeds()).map(([name, { dtype, shape, data }]) => [
          name,
          { dataType: dtype, shape, data } as EngineTensor,
        ]),
      ),
    );
    for (const [name, expected] of await expectedResults()) {
      expect(results[name]!.shape).toEqual(expected.shape);
      expectClose(results[name]!.data as Float32Array, expected);
    }
    await session.release();
  });

  const python = process.env.DIOPTER_PYTHON ?? 'python3';
  const hasRuntime = spawnSync(python, ['-c', 'import numpy, onnxruntime']).status === 0;

  it.skipIf(!hasRuntime)('runs in ONNX Runtime for Python with the same numbers', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'diopter-export-'));
    try {
      await writeFile(join(folder, 'step.onnx'), model());
      const plain = Object.entries(feeds()).map(([name, { shape, dtype, data }]) => [
        name,
        { shape, dtype, data: [...data] },
      ]);
      await writeFile(join(folder, 'feeds.json'), JSON.stringify(Object.fromEntries(plain)));
      const { status, stderr } = spawnSync(python, ['-c', runInPython, folder], { encoding: 'utf8' });
      expect(status, stderr).toBe(0);
      const results = JSON.parse(await readFile(join(folder, 'results.json'), 'utf8')) as Record<
        string,
        number[]
      >;
      for (const [name, expected] of await expectedResults()) expectClose(results[name]!, expected);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

const runInPython = `
import json, sys
import numpy, onnxruntime
folder = sys.argv[1]
feeds = {
    name: numpy.array(tensor['data'], dtype=tensor['dtype']).reshape(tensor['shape'])
    for name, tensor in json.load(open(folder + '/feeds.json')).items()
}
session = onnxruntime.InferenceSession(folder + '/step.onnx', providers=['CPUExecutionProvider'])
names = [output.name for output in session.get_outputs()]
results = {name: value.ravel().tolist() for name, value in zip(names, session.run(names, feeds))}
json.dump(results, open(folder + '/results.json', 'w'))
`;

describe('exporting', () => {
  it('names the single output of a function that returns a tensor', () => {
    const { graph } = readOnnx(exportProgram((x: tf.Tensor) => x.add(1), [{ shape: [2], dtype: 'float32' }]));
    expect(graph.inputs.map(({ name }) => name)).toEqual(['0']);
    expect(graph.outputs.map(({ name }) => name)).toEqual(['result']);
  });

  it('keeps inputs that nothing uses, and outputs that are inputs or equal', async () => {
    const model = exportProgram(
      ({ x }: { x: tf.Tensor }) => ({ x, again: x, sum: x.add(1), same: x.add(1) }),
      [{ x: { shape: [2], dtype: 'float32' }, unused: { shape: [], dtype: 'bool' } }],
    );
    const session = await createSession(model, { providers: ['cpu'] });
    const results = await session.run({
      '0.x': { dataType: 'float32', shape: [2], data: Float32Array.of(1, 2) },
      '0.unused': { dataType: 'bool', shape: [], data: Uint8Array.of(1) },
    });
    expect(Object.entries(results).map(([name, { data }]) => [name, ...(data as Float32Array)])).toEqual([
      ['result.again', 1, 2],
      ['result.same', 2, 3],
      ['result.sum', 2, 3],
      ['result.x', 1, 2],
    ]);
    await session.release();
  });
});
