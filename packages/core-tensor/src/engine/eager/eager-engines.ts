/** Eager engines: the tfjs backends that run functions which are not compiled, and what each needs. */

/** A tfjs backend. `tensorflow` is tfjs-node-gpu or tfjs-node. */
export type EagerEngine = 'tensorflow' | 'webgpu' | 'webgl' | 'wasm' | 'cpu';

/** What an eager engine is made of. */
export interface EagerEngineDescription {
  /** The packages that bring it, the best first; none where `@tensorflow/tfjs` itself does. */
  readonly packages: readonly string[];
  /** What to install where it does not start. */
  readonly install: string;
  /** What to know before choosing it. */
  readonly remark: string;
}

/** Every eager engine, described. */
export const eagerEngines: Readonly<Record<EagerEngine, EagerEngineDescription>> = {
  tensorflow: {
    packages: ['@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-node'],
    install: 'npm install @tensorflow/tfjs-node, or with CUDA 11.2 and cuDNN 8.1 @tensorflow/tfjs-node-gpu',
    remark: 'the fastest eager engine in Node',
  },
  webgpu: {
    packages: ['@tensorflow/tfjs-backend-webgpu'],
    install:
      'npm install @tensorflow/tfjs-backend-webgpu; it needs navigator.gpu, in Node from the package webgpu',
    remark: 'not every kernel has a WebGPU form',
  },
  webgl: {
    packages: [],
    install: 'it needs a browser with WebGL',
    remark: 'browsers only',
  },
  wasm: {
    packages: ['@tensorflow/tfjs-backend-wasm'],
    install: 'npm install @tensorflow/tfjs-backend-wasm',
    remark: 'it lacks the filter gradient of convolutions, so it cannot train a convolutional network',
  },
  cpu: {
    packages: [],
    install: 'npm install @tensorflow/tfjs',
    remark: 'plain JavaScript: complete, and hundreds of times slower than a compiled function',
  },
};
