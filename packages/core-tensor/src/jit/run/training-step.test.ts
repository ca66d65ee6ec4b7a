/** A whole training step: against eager tfjs, against the reference, and on one and two threads. */

import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { foldIn, type Key, randomKey } from '../../random/index.js';
import { evaluate, toReference } from '../../reference/index.js';
import { flatten, type HostTensor } from '../../tree/index.js';
import { replay } from '../record/draws.js';
import { recordFunction } from '../record/record.js';
import { largestDifference, toHost, toTensors } from '../testing/host-tensors.js';
import {
  initialState,
  type State,
  type StepResult,
  someImages,
  trainingStep,
} from '../testing/training-step.js';
import { jit } from './jit.js';

beforeAll(() => tf.setBackend('cpu'));

describe('a compiled training step', () => {
  it('follows the eager one', async () => {
    const step = jit(trainingStep);
    let compiled = initialState();
    let eager = toTensors<State>(initialState());
    for (let i = 0; i < 3; i++) {
      const key = foldIn(randomKey(1), i);
      const expected: StepResult = trainingStep(eager, key, toTensors(someImages()), tf.scalar(0.01));
      const result = await step(compiled, key, someImages(), 0.01);
      expect(largestDifference(result, toHost(expected))).toBeLessThan(1e-5);
      compiled = result.state;
      eager = expected.state;
    }
  });

  it('follows the reference in double precision', async () => {
    const args: [ReturnType<typeof initialState>, Key, HostTensor, number] = [
      initialState(),
      randomKey(5),
      someImages(),
      0.01,
    ];
    const { program, sources } = recordFunction(trainingStep, args);
    const { leaves } = flatten(args as unknown);
    const inputs = sources.map((source) => {
      const leaf = leaves[source.leaf];
      if ('request' in source) return toReference(replay(source, leaf as Key));
      return typeof leaf === 'number'
        ? { shape: [], data: Float64Array.of(leaf) }
        : toReference(leaf as HostTensor);
    });
    const results = flatten(await jit(trainingStep)(...args)).leaves as HostTensor[];
    evaluate(program, inputs).forEach(({ data }, i) => {
      const expected = { ...results[i]!, data: Float32Array.from(data) };
      expect(largestDifference(results[i], expected)).toBeLessThan(1e-5);
    });
  });

  it('gives the same bits on one thread as on two', async () => {
    const states = await Promise.all(
      [1, 2].map(async (threads) => {
        const step = jit(trainingStep, { threads, providers: ['cpu'] });
        // As much work as ONNX Runtime needs to share it out.
        let state = initialState(24);
        const images = someImages(8, 24);
        for (let i = 0; i < 5; i++) ({ state } = await step(state, foldIn(randomKey(1), i), images, 0.01));
        await step.release();
        return state;
      }),
    );
    expect(states[1]).toEqual(states[0]);
  });
});
