/** The machine as far as it matters for training. */

import { readFileSync } from 'node:fs';
import os from 'node:os';
import { defaultThreads } from '../session/threads.js';

/** Processor, memory and system. */
export interface Machine {
  /** Such as `linux 6.1.0 x64`. */
  readonly system: string;
  /** The processor's name. */
  readonly processor: string;
  /** Logical processors that this process may use. */
  readonly processors: number;
  /** Threads that a session uses unless told; null where ONNX Runtime decides. */
  readonly threads: number | null;
  readonly memoryMiB: number;
  readonly freeMemoryMiB: number;
  /** Instruction sets that speed up matrix products, as Linux names them; null where the system does not say. */
  readonly vectorInstructions: readonly string[] | null;
}

/** Look at the machine. */
export function machine(): Machine {
  return {
    system: `${os.platform()} ${os.release()} ${os.arch()}`,
    processor: os.cpus()[0]?.model.trim() ?? 'unknown',
    processors: os.availableParallelism(),
    threads: defaultThreads() ?? null,
    memoryMiB: Math.round(os.totalmem() / 2 ** 20),
    freeMemoryMiB: Math.round(os.freemem() / 2 ** 20),
    vectorInstructions:
      os.platform() === 'linux' ? vectorInstructions(readFileSync('/proc/cpuinfo', 'utf8')) : null,
  };
}

/** From the text of `/proc/cpuinfo`: those of x64 and, where lines begin with `Features`, of ARM. */
export function vectorInstructions(cpuinfo: string): readonly string[] {
  const flags = new Set(/^(?:flags|Features)\s*: (.*)$/m.exec(cpuinfo)?.[1]?.split(' '));
  return [
    'avx',
    'f16c',
    'fma',
    'avx2',
    'avx512f',
    'avx512_vnni',
    'avx512_bf16',
    'amx_tile',
    'asimd',
    'sve',
  ].filter((flag) => flags.has(flag));
}
