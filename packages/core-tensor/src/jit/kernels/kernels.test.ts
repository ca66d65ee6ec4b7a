/** Every kernel of jit, compiled, against the reference in double precision; and the table of their errors. */

import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compositeKernels, primitiveKernels } from './registry.js';
import { checkGradients } from './testing/check-gradients.js';
import { type CheckResult, checkAgainstTfjs, checkValues } from './testing/check-values.js';
import { kernelGenerators } from './testing/generators/index.js';
import { type KernelRow, kernelTable } from './testing/kernel-table.js';

/** Other cases with `DIOPTER_KERNEL_SEED`. */
const seed = Number(process.env.DIOPTER_KERNEL_SEED ?? 20260722);
const registered = [...primitiveKernels.keys(), ...compositeKernels.keys()].sort();
const rows = new Map<string, KernelRow>();

function note(kernel: string, part: 'values' | 'gradient', result: CheckResult): void {
  rows.set(kernel, { ...rows.get(kernel), [part]: result });
}

beforeAll(() => tf.setBackend('cpu'));

/** `DIOPTER_KERNEL_TABLE=1` writes the page of the documentation anew. */
afterAll(async () => {
  if (process.env.DIOPTER_KERNEL_TABLE === undefined) return;
  const page = fileURLToPath(new URL('../../../../../apps/docs/kernels.md', import.meta.url));
  await writeFile(page, kernelTable(rows, kernelGenerators, seed));
});

it('every kernel has a generator, and every generator a kernel', () => {
  expect(Object.keys(kernelGenerators).sort()).toEqual(registered);
});

it('every kernel that tfjs has a gradient of is differentiated, or says why not', () => {
  const silent = registered.filter((name) => {
    const { gradient } = kernelGenerators[name]!;
    return tf.getGradient(name) !== undefined && 'none' in gradient && gradient.none === 'none in tfjs';
  });
  expect(silent).toEqual([]);
});

describe.each(Object.entries(kernelGenerators))('%s', (kernel, generator) => {
  const { tolerance = 1e-5, gradient, differsFromTfjs } = generator;

  it('equals the reference', async () => {
    const result = await checkValues(kernel, generator, seed);
    note(kernel, 'values', result);
    expect(result.error, `seed ${seed}, worst case ${kernel}${result.worst}`).toBeLessThanOrEqual(tolerance);
  });

  if (tf.getKernel(kernel, 'cpu') !== undefined && differsFromTfjs === undefined) {
    it('means the same in tfjs', () => {
      const { error, worst } = checkAgainstTfjs(kernel, generator, seed);
      expect(error, `seed ${seed}, worst case ${kernel}${worst}`).toBeLessThanOrEqual(1e-4);
    });
  }

  if ('of' in gradient) {
    it('has the gradient that differences of the reference show', async () => {
      const result = await checkGradients(kernel, generator, gradient, seed);
      note(kernel, 'gradient', result);
      const limit = gradient.tolerance ?? 1e-5;
      expect(result.error, `seed ${seed}, worst case ${kernel}${result.worst}`).toBeLessThanOrEqual(limit);
    });
  }
});
