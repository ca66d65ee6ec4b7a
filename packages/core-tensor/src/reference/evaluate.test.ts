/** Whole programs: evaluation, its errors, and derivatives by differences. */

import { describe, expect, it } from 'vitest';
import type { Program, ProgramNode, ValueSpec } from '../jit/program/program.js';
import { randomKey } from '../random/index.js';
import { checkGradient, directionalDerivative, evaluate, type ReferenceTensor } from './index.js';

const vector = (...data: number[]): ReferenceTensor => ({
  shape: [data.length],
  data: Float64Array.from(data),
});
const float = (...shape: number[]): ValueSpec => ({ shape, dtype: 'float32' });
const node = (kernel: string, inputs: number[], output: number, attributes = {}): ProgramNode => ({
  kernel,
  inputs,
  outputs: [output],
  attributes,
});

/** `sum(exp(x) * c)` for three elements, with `c = [1, 2, 3]` a constant. */
const program: Program = {
  values: [float(3), float(3), float(3), float(3), float()],
  inputs: [0],
  outputs: [4],
  constants: new Map([[1, { ...float(3), data: Float32Array.of(1, 2, 3) }]]),
  nodes: [
    node('Exp', [0], 2),
    node('Multiply', [2, 1], 3),
    node('Sum', [3], 4, { axis: [0], keepDims: false }),
  ],
};

const x = vector(0.1, -0.7, 1.3);
const gradient = vector(...[1, 2, 3].map((c, i) => c * Math.exp(x.data[i]!)));

describe('evaluate', () => {
  it('runs the nodes in order, on inputs and constants', () => {
    expect(evaluate(program, [x])[0]!.data[0]).toBeCloseTo(
      gradient.data.reduce((a, b) => a + b),
      14,
    );
  });

  it('returns inputs and constants that are outputs', () => {
    expect(evaluate({ ...program, outputs: [0, 1], nodes: [] }, [x]).map(({ data }) => [...data])).toEqual([
      [0.1, -0.7, 1.3],
      [1, 2, 3],
    ]);
  });

  it.each([
    ['unsupported-kernel', { ...program, nodes: [node('Unheard', [0], 4)] }, [x]],
    ['shape-mismatch', { ...program, nodes: [node('Exp', [0], 4)] }, [x]],
    ['shape-mismatch', program, [vector(1, 2)]],
    ['invalid-argument', program, []],
  ] as const)('refuses with %s', (code, program, inputs) => {
    expect(() => evaluate(program, inputs)).toThrow(expect.objectContaining({ code }));
  });
});

describe('directionalDerivative', () => {
  it('reaches 1e-11 for a smooth function and says how far it may be off', () => {
    const direction = vector(1, -2, 0.5);
    const exact = gradient.data.reduce((sum, g, i) => sum + g * direction.data[i]!, 0);
    const { derivatives, error } = directionalDerivative(program, [x], [direction]);
    expect(Math.abs(derivatives[0]!.data[0]! - exact)).toBeLessThan(1e-11);
    expect(error).toBeLessThan(1e-10);
  });

  it('differentiates every output of every shape', () => {
    const { derivatives } = directionalDerivative({ ...program, outputs: [2, 4] }, [x], [vector(1, 0, 0)]);
    expect(derivatives.map(({ shape }) => shape)).toEqual([[3], []]);
    expect([...derivatives[0]!.data]).toEqual([expect.closeTo(Math.exp(0.1), 10), 0, 0]);
  });
});

describe('checkGradient', () => {
  it('accepts the gradient', () => {
    expect(checkGradient(program, [x], [gradient], randomKey(1)).error).toBeLessThan(1e-11);
  });

  it('sees a gradient that is wrong in one element by a thousandth', () => {
    const wrong = vector(gradient.data[0]! * 1.001, gradient.data[1]!, gradient.data[2]!);
    expect(checkGradient(program, [x], [wrong], randomKey(1)).error).toBeGreaterThan(1e-6);
  });

  it('leaves integer inputs where they are', () => {
    const integer: Program = {
      values: [float(3), { shape: [1], dtype: 'int32' }, float(1), float()],
      inputs: [0, 1],
      outputs: [3],
      constants: new Map(),
      nodes: [
        node('GatherV2', [0, 1], 2, { axis: 0, batchDims: 0 }),
        node('Sum', [2], 3, { axis: [0], keepDims: false }),
      ],
    };
    const check = checkGradient(integer, [x, vector(2)], [vector(0, 0, 1)], randomKey(1));
    expect(check.error).toBeLessThan(1e-11);
  });

  it('refuses gradients of other shapes', () => {
    expect(() => checkGradient(program, [x], [], randomKey(1))).toThrow(
      expect.objectContaining({ code: 'shape-mismatch' }),
    );
  });
});
