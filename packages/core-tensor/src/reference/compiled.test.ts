/** Every kernel, compiled by jit and run in ONNX Runtime, against PyTorch in double: the fixtures of the reference once more. */

import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { compositeKernels, jit, primitiveKernels } from '../jit/index.js';
import type { Attributes } from '../jit/program/program.js';
import { type PlainTensor, readFixtures, relativeError, toTensor } from './testing/fixtures.js';
import { kernelInputs } from './testing/kernel-inputs.js';

interface Fixture {
  readonly kernel: string;
  readonly inputs: readonly PlainTensor[];
  readonly attributes: Attributes;
  readonly outputs: readonly PlainTensor[];
}

const fixtures = readFixtures<Fixture>(join(import.meta.dirname, 'fixtures'));
const compiledKernels = [...primitiveKernels.keys(), ...compositeKernels.keys()];

/** The fixture's one kernel call as a function of its inputs. */
function calling({ kernel, attributes }: Fixture) {
  const names = kernelInputs(kernel);
  return (...tensors: tf.Tensor[]): tf.Tensor[] => {
    const inputs = Object.fromEntries(tensors.map((x, i) => [names === 'list' ? i : names[i]!.name, x]));
    const outputs = tf.engine().runKernel(kernel, inputs, attributes as never);
    return [outputs].flat();
  };
}

function inputTensors({ kernel, inputs }: Fixture): tf.Tensor[] {
  const specs = kernelInputs(kernel);
  return inputs.map((plain, i) => {
    const x = tf.tensor(Float32Array.from(toTensor(plain).data), [...plain.shape], 'float32');
    return specs === 'list' ? x : tf.cast(x, specs[i]!.dtype);
  });
}

beforeAll(() => tf.setBackend('cpu'));

describe.each(compiledKernels)('%s', (kernel) => {
  const cases = fixtures.filter((fixture) => fixture.kernel === kernel);

  it('takes its inputs in the order of the reference', () => {
    const names = kernelInputs(kernel);
    const primitive = primitiveKernels.get(kernel);
    if (primitive) expect(primitive.inputs).toEqual(names === 'list' ? names : names.map(({ name }) => name));
  });

  it.each(cases.map((fixture) => [JSON.stringify(fixture.attributes), fixture] as const))(
    'equals PyTorch, with %s',
    async (_, fixture) => {
      const compiled = jit(calling(fixture), { providers: ['cpu'] });
      const results = await compiled(...inputTensors(fixture));
      await compiled.release();
      expect(results.map(({ shape }) => shape)).toEqual(fixture.outputs.map(({ shape }) => shape));
      fixture.outputs.forEach((output, i) => {
        expect(relativeError(results[i]!, toTensor(output), 0.1)).toBeLessThan(1e-5);
      });
    },
  );
});
