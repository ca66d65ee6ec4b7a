/** Execution providers: the parts of ONNX Runtime that compute, what each needs, and which was chosen. */

/** An execution provider. `cpu` runs everywhere; in the browser it is WebAssembly. */
export type Provider = 'cuda' | 'tensorrt' | 'webgpu' | 'cpu';

/** One provider that was tried, and how it went. */
export interface ProviderAttempt {
  readonly provider: Provider;
  readonly started: boolean;
  readonly reason: string;
}

/** The provider that a session runs on, and how the choice came about. */
export interface ProviderChoice {
  readonly provider: Provider;
  /** One sentence for people: what was chosen and why. */
  readonly reason: string;
  /** Every provider that was tried, in order; the last one is the one chosen. */
  readonly attempts: readonly ProviderAttempt[];
}

/** What a provider is made of. */
export interface ProviderDescription {
  /** The providers that ONNX Runtime is given: what the first cannot run goes to the next, and to the CPU in the end. */
  readonly stack: readonly string[];
  /** What to install where it does not start. */
  readonly install: string;
}

const installCuda =
  'needs Linux or Windows on x64, an NVIDIA driver, CUDA 12 and cuDNN 9 on the library path, and the CUDA files of ' +
  'onnxruntime-node: ONNXRUNTIME_NODE_INSTALL=cuda12 npm rebuild onnxruntime-node';

/** Every provider, described. */
export const providers: Readonly<Record<Provider, ProviderDescription>> = {
  cuda: { stack: ['cuda'], install: installCuda },
  tensorrt: { stack: ['tensorrt', 'cuda'], install: `${installCuda}, and TensorRT 10 on the library path` },
  webgpu: {
    stack: ['webgpu'],
    install:
      'needs a Vulkan driver on Linux (libvulkan.so.1 and the GPU vendor’s driver), in the browser one with WebGPU',
  },
  cpu: { stack: ['cpu'], install: 'reinstall onnxruntime-node: its package brings the CPU provider' },
};

/** The providers that `'auto'` tries, in order. */
export const automaticProviders: readonly Provider[] = ['cuda', 'cpu'];
