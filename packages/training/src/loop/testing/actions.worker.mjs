// A worker that does what its input names: one action per test.

import { DiopterError } from '@diopter/core-tensor/errors';
import { workerMain } from '@diopter/training/loop';

const block = (milliseconds) => {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
};

const actions = {
  add: async ({ input: { a, b } }) => a + b,
  count: async ({ input: { to }, emit }) => {
    for (let i = 1; i <= to; i++) emit(i);
  },
  fail: async () => {
    throw new DiopterError('invalid-data', { what: 'it is wrong', where: 'here', help: 'do better' });
  },
  failPlainly: async () => {
    throw new TypeError('plainly wrong');
  },
  exit: async () => process.exit(3),
  crash: async () => {
    setImmediate(() => {
      throw new Error('out of nowhere');
    });
    await new Promise(() => {});
  },
  double: async ({ input: { values }, services }) => {
    const mine = Float32Array.from(values);
    const { doubled } = await services.arithmetic.double({ mine });
    return { doubled, left: mine.length, received: doubled.buffer.byteLength };
  },
  catch: async ({ services }) => {
    try {
      await services.arithmetic.fail();
    } catch (error) {
      return { name: error.name, code: error.code, help: error.help };
    }
  },
  untilAborted: async ({ signal, emit }) => {
    let turns = 0;
    while (!signal.aborted) {
      block(5);
      turns++;
      if (turns === 1) emit('running');
      await new Promise((resolve) => setImmediate(resolve));
    }
    return turns;
  },
  askThenBlock: async ({ services }) => {
    const coming = services.source.next();
    block(300);
    const asked = performance.now();
    await coming;
    return performance.now() - asked;
  },
};

workerMain((context) => actions[context.input.action](context));
