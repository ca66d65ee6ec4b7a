/** The GPUs that can be seen, and the libraries that running on them needs. */

import { findLibraries, outputOf } from './libraries.node.js';

/** An NVIDIA GPU, as `nvidia-smi` reports it. */
export interface GpuDevice {
  readonly name: string;
  readonly memoryMiB: number;
  readonly driver: string;
}

/** What this machine has for computing on a GPU. */
export interface Gpu {
  /** Empty without an NVIDIA GPU, and without its driver. */
  readonly devices: readonly GpuDevice[];
  /** Path by name of the libraries of CUDA, cuDNN, TensorRT and Vulkan; null where the loader finds none. */
  readonly libraries: Readonly<Record<string, string | null>>;
}

const libraryNames = {
  linux: [
    'libcuda.so.1',
    'libcudart.so.12',
    'libcublasLt.so.12',
    'libcudnn.so.9',
    'libcudart.so.11.0',
    'libcudart.so.13',
    'libnvinfer.so.10',
    'libvulkan.so.1',
  ],
  win32: [
    'nvcuda.dll',
    'cudart64_12.dll',
    'cublasLt64_12.dll',
    'cudnn64_9.dll',
    'cudart64_13.dll',
    'nvinfer_10.dll',
  ],
} as const satisfies Partial<Record<NodeJS.Platform, readonly string[]>>;

/** Look for GPUs and their libraries. */
export async function gpu(): Promise<Gpu> {
  const query = ['--query-gpu=name,memory.total,driver_version', '--format=csv,noheader,nounits'];
  const names: readonly string[] =
    Object.entries(libraryNames).find(([system]) => system === process.platform)?.[1] ?? [];
  return { devices: readDevices(await outputOf('nvidia-smi', query)), libraries: await findLibraries(names) };
}

/** From lines such as `NVIDIA H100 PCIe, 81559, 550.54.15`. */
export function readDevices(listing: string): readonly GpuDevice[] {
  return listing
    .split('\n')
    .map((line) => line.split(',').map((cell) => cell.trim()))
    .flatMap(([name, memory, driver]) =>
      name && driver && Number(memory) > 0 ? [{ name, memoryMiB: Number(memory), driver }] : [],
    );
}
