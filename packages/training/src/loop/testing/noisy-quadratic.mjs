// A small training run that computes for real: gradient descent with momentum on a noisy quadratic, in place, so that
// whoever keeps an old state without copying it sees it change.

import { foldIn, normalValues, randomKey } from '@diopter/core-tensor/random';

const tensor = (data) => ({ shape: [data.length], dtype: 'float32', data });

/** The options of a run that `train` takes, without a journal. */
export function noisyQuadratic({ seed = 5, steps = 60, size = 500, milliseconds = 0 } = {}) {
  const key = randomKey(seed);
  const target = normalValues(foldIn(key, 'target'), [size]).data;
  const distance = ({ parameters }) =>
    parameters.data.reduce((sum, value, i) => sum + (value - target[i]) ** 2, 0) / size;
  return {
    steps,
    initialState: {
      parameters: tensor(new Float32Array(size)),
      momentum: tensor(new Float32Array(size)),
      count: 0,
    },
    batchAt: async (n) => {
      // Late by an amount that differs from run to run: the numbers must not.
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 2));
      return { noise: normalValues(foldIn(foldIn(key, 'batch'), n), [size]) };
    },
    step: async ({ parameters, momentum, count }, { noise }, n) => {
      const dropout = normalValues(foldIn(foldIn(key, 'step'), n), [size]).data;
      const rate = 0.1 / (1 + n / 50);
      for (let i = 0; i < size; i++) {
        const gradient = parameters.data[i] - target[i] + 0.3 * noise.data[i] + 0.1 * dropout[i];
        momentum.data[i] = 0.9 * momentum.data[i] + gradient;
        parameters.data[i] -= rate * momentum.data[i];
      }
      const end = performance.now() + milliseconds;
      while (performance.now() < end);
      const state = { parameters, momentum, count: count + 1 };
      return { state, metrics: { loss: distance(state), rate } };
    },
    validate: async (state) => ({ loss: distance(state) }),
    validateEvery: 7,
    checkpointEvery: 5,
  };
}
