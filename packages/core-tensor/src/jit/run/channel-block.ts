/** Finds out how many channels ONNX Runtime's blocked convolutions put together on this machine. */

import { createSession, type Provider } from '../../engine/index.js';
import { writeOnnx } from '../../onnx/index.js';
import { blockedDomain } from '../emit/lowering.js';

/** More channels than any processor puts into one block. */
const channels = 64;

/**
 * Channels per block (8 with AVX2, 16 with AVX-512), or undefined where the graph does not run on a CPU that has such
 * convolutions. It depends on the processor and nothing tells it, so an image of two pixels is put into blocks: the position of
 * the second pixel's first channel is the block.
 */
export function channelBlock(providers: readonly Provider[] | 'auto'): Promise<number | undefined> {
  const key = String(providers);
  const known = probed.get(key) ?? probe(providers);
  probed.set(key, known);
  return known;
}

const probed = new Map<string, Promise<number | undefined>>();

async function probe(providers: readonly Provider[] | 'auto'): Promise<number | undefined> {
  const shape = [1, channels, 1, 2];
  const image = Float32Array.from({ length: 2 * channels }, (_, i) => i);
  try {
    const session = await createSession(probeModel(shape), { providers, threads: 1 });
    try {
      if (session.provider !== 'cpu') return undefined;
      const { y } = await session.run({ x: { dataType: 'float32', shape, data: image } });
      const block = (y!.data as Float32Array).indexOf(1);
      return block > 1 && channels % block === 0 ? block : undefined;
    } finally {
      await session.release();
    }
  } catch {
    return undefined;
  }
}

function probeModel(shape: readonly number[]): Uint8Array {
  const reorder = {
    op: 'ReorderInput',
    domain: blockedDomain,
    name: 'reorder',
    inputs: ['x'],
    outputs: ['y'],
    attributes: {},
  };
  return writeOnnx({
    irVersion: 9,
    opsets: { '': 20, [blockedDomain]: 1 },
    graph: {
      name: 'probe',
      nodes: [reorder],
      initializers: new Map(),
      inputs: [{ name: 'x', dataType: 'float32', shape }],
      outputs: [{ name: 'y', dataType: 'float32', shape }],
    },
  });
}
