/** The modules of Inception-BN, as a table. */

/** Channels of the branches of a module; a module without `single` halves height and width. */
export interface InceptionModule {
  /** Of the branch of one 1 x 1 convolution. */
  readonly single?: number;
  /** Of the 1 x 1 convolution before the 3 x 3 one, and of that. */
  readonly triple: readonly [reduce: number, out: number];
  /** Of the 1 x 1 convolution before two 3 x 3 ones, and of both of those. */
  readonly double: readonly [reduce: number, out: number];
  readonly pool: {
    readonly method: 'average' | 'max';
    /** Of the 1 x 1 convolution after the pool; without it the pool's own channels are passed on. */
    readonly out?: number;
  };
}

/**
 * Channels of Inception-BN (Ioffe and Szegedy 2015, arXiv 1502.03167, figure 5). Recalled from the paper and the ports of it, not checked
 * against the PDF.
 */
export const inceptionModules = {
  '3a': { single: 64, triple: [64, 64], double: [64, 96], pool: { method: 'average', out: 32 } },
  '3b': { single: 64, triple: [64, 96], double: [64, 96], pool: { method: 'average', out: 64 } },
  '3c': { triple: [128, 160], double: [64, 96], pool: { method: 'max' } },
  '4a': { single: 224, triple: [64, 96], double: [96, 128], pool: { method: 'average', out: 128 } },
  '4b': { single: 192, triple: [96, 128], double: [96, 128], pool: { method: 'average', out: 128 } },
  '4c': { single: 160, triple: [128, 160], double: [128, 160], pool: { method: 'average', out: 128 } },
  '4d': { single: 96, triple: [128, 192], double: [160, 192], pool: { method: 'average', out: 128 } },
  '4e': { triple: [128, 192], double: [192, 256], pool: { method: 'max' } },
  '5a': { single: 352, triple: [192, 320], double: [160, 224], pool: { method: 'average', out: 128 } },
  '5b': { single: 352, triple: [192, 320], double: [192, 224], pool: { method: 'max', out: 128 } },
} as const satisfies Readonly<Record<string, InceptionModule>>;
