/** Runs a session in several worker threads at once and prints what each computed. */

import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { createSession } from '@diopter/core-tensor/engine';
import { writeOnnx } from '@diopter/core-tensor/onnx';

const vector = (name) => ({ name, dataType: 'float32', shape: ['n'] });
const model = writeOnnx({
  irVersion: 8,
  opsets: { '': 17 },
  graph: {
    name: 'double',
    nodes: [{ op: 'Add', domain: '', name: '', inputs: ['x', 'x'], outputs: ['y'], attributes: {} }],
    inputs: [vector('x')],
    outputs: [vector('y')],
    initializers: new Map(),
  },
});

async function doubled(number) {
  const session = await createSession(model, { providers: ['cpu'], outputsInPlace: true });
  const tensor = () => ({ dataType: 'float32', shape: [1000], data: new Float32Array(1000).fill(number) });
  const y = tensor();
  for (let i = 0; i < 50; i++) await session.run({ x: tensor() }, { y });
  await session.release();
  return y.data[999];
}

if (isMainThread) {
  const inWorker = (number) =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL(import.meta.url), { workerData: number });
      worker.once('message', resolve).once('error', reject);
    });
  console.log(JSON.stringify(await Promise.all([doubled(1), inWorker(2), inWorker(3)])));
} else {
  parentPort.postMessage(await doubled(workerData));
}
