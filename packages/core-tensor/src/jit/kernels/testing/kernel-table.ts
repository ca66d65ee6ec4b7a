/** The table of kernels as a page of the documentation. */

import type { CheckResult } from './check-values.js';
import type { KernelGenerator } from './kernel-case.js';

/** What was measured of a kernel. */
export interface KernelRow {
  readonly values?: CheckResult;
  readonly gradient?: CheckResult;
}

export function kernelTable(
  rows: ReadonlyMap<string, KernelRow>,
  generators: Readonly<Record<string, KernelGenerator>>,
  seed: number,
): string {
  const lines = [...rows]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([kernel, { values, gradient }]) => {
      const how = generators[kernel]!.gradient;
      return `| ${kernel} | ${measured(values)} | ${'none' in how ? how.none : measured(gradient)} |`;
    });
  return `${introduction(seed)}\n${lines.join('\n')}\n`;
}

function measured(result: CheckResult | undefined): string {
  return result === undefined
    ? ''
    : `${result.error === 0 ? '0' : result.error.toExponential(0)} (${result.cases})`;
}

const introduction = (seed: number) => `# Kernels

What \`jit\` compiles, and how far it was from the witness. This page is written by the tests of the kernels
(\`DIOPTER_KERNEL_TABLE=1 npx vitest run packages/core-tensor/src/jit/kernels\`).

The witness of all values is \`reference\`: each kernel's definition in double precision, itself held against PyTorch in
double. The witness of gradients is the difference of the reference along random directions. A kernel runs in ONNX
Runtime on two threads, on generated shapes, strides, dilations, paddings and numbers (ties, zeros and duplicate
indices among them), on operands that lie in other axis orders, are stretched, uniform or constant; seed ${seed}.

Errors are the largest of all elements, relative to the element's size and absolute below 1; those of gradients are relative
to the gradient's norm. In parentheses: how many cases.

| kernel | values | gradient |
|---|---|---|`;
