/** The Diopter side of a bench: `diopter-main.js NAME THREADS [--trace FILE] [--depth N]` answers `run K` with the milliseconds of K steps. */

import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import * as tf from '@tensorflow/tfjs';
import { type BenchName, benches } from '../benches/index.js';
import { type Message, parseRun } from './messages.js';

// Keeps tfjs from advertising its native engine.
tf.enableProdMode();
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { trace: { type: 'string' }, depth: { type: 'string' } },
});
const [name, threads] = positionals;
const bench = await benches[name as BenchName].load();
const steps = await bench.start({
  threads: Number(threads),
  ...(values.trace !== undefined && { profile: values.trace }),
  ...(values.depth !== undefined && { depth: Number(values.depth) }),
});
const { parameterCount, compileMilliseconds } = steps;
answer({ kind: 'ready', batch: bench.batch, parameterCount, compileMilliseconds });

for await (const line of createInterface({ input: process.stdin })) {
  const count = parseRun(line);
  if (count === undefined) break;
  const milliseconds: number[] = [];
  for (let i = 0; i < count; i++) {
    const start = performance.now();
    await steps.next();
    milliseconds.push(performance.now() - start);
  }
  // There when the process that measures wants to see what is kept, not what waits to be collected.
  globalThis.gc?.();
  answer({
    kind: 'ran',
    milliseconds,
    memoryMiB: process.memoryUsage.rss() / 2 ** 20,
    peakMemoryMiB: process.resourceUsage().maxRSS / 1024,
  });
}
await steps.release();

function answer(message: Message): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
