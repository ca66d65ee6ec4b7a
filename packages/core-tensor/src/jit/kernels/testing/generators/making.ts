/** Generated calls of kernels that make tensors from numbers, and of matrix products. */

import fc from 'fast-check';
import { fills, integer, shapes, tensor } from '../host-tensors.js';
import { type KernelCase, type KernelGenerator, withoutGradient } from '../kernel-case.js';

const { normal } = fills;
const { inTfjs } = withoutGradient;

const without = (attributes: fc.Arbitrary<KernelCase['attributes']>): KernelGenerator => ({
  cases: attributes.map((attributes) => ({ inputs: {}, attributes })),
  gradient: { none: 'no operand' },
});

const products = ({ sameRank = false, sameBatch = false } = {}): fc.Arbitrary<KernelCase> =>
  fc
    .tuple(
      shapes(0, 2),
      fc.tuple(integer(1, 5), integer(1, 5), integer(1, 5)),
      fc.boolean(),
      fc.boolean(),
      integer(0, 2),
    )
    .chain(([batch, [rows, inner, columns], transposeA, transposeB, kind]) => {
      const single = batch.map(() => 1);
      const [batchA, batchB] = [
        [batch, batch],
        [batch, sameRank ? single : []],
        [single, batch],
      ][sameBatch ? 0 : kind] as [number[], number[]];
      return fc.record({
        inputs: fc.record({
          a: tensor([...batchA, ...(transposeA ? [inner, rows] : [rows, inner])], normal),
          b: tensor([...batchB, ...(transposeB ? [columns, inner] : [inner, columns])], normal),
        }),
        attributes: fc.constant({ transposeA, transposeB }),
      });
    });

const fusedProducts = fc
  .tuple(products({ sameRank: true }), fc.constantFrom('linear', 'relu', 'prelu', 'elu'), integer(0, 2 ** 20))
  .map(([{ inputs, attributes }, activation, n]) => {
    const columns = inputs.b!.shape.at(attributes.transposeB === true ? -2 : -1)!;
    const prelu = activation === 'prelu' ? { preluActivationWeights: normal(n + 1, [columns]) } : {};
    return {
      inputs: { ...inputs, bias: normal(n, [columns]), ...prelu },
      attributes: { ...attributes, activation },
    };
  });

const equations = ['ij,jk->ik', 'ij->ji', 'bij,bjk->bik', 'ij,ij->', 'i,j->ij', 'ijk->ik', 'bchw,bdhw->bcd'];

const einsums = fc.tuple(fc.constantFrom(...equations), shapes(8, 8)).chain(([equation, sizes]) => {
  const [left = ''] = equation.split('->');
  const letters = [...new Set(left.replaceAll(',', ''))];
  const operands = left.split(',').map((labels) =>
    tensor(
      [...labels].map((label) => sizes[letters.indexOf(label)]!),
      normal,
    ),
  );
  return fc.record({
    inputs: fc.record(Object.fromEntries(operands.map((operand, i) => [String(i), operand]))),
    attributes: fc.constant({ equation }),
  });
});

export const makingGenerators: Readonly<Record<string, KernelGenerator>> = {
  BatchMatMul: {
    cases: products(),
    count: 24,
    gradient: { of: ['a', 'b'], cases: products({ sameBatch: true }) },
    differsFromTfjs: 'tfjs takes operands of the same rank only',
  },
  Einsum: { cases: einsums, count: 20, gradient: inTfjs },
  Fill: without(
    fc.record({
      shape: shapes(),
      value: integer(-3, 3),
      dtype: fc.constantFrom('float32', 'int32'),
    }),
  ),
  LinSpace: without(fc.record({ start: integer(-5, 5), stop: integer(-5, 5), num: integer(1, 9) })),
  Range: without(
    fc
      .tuple(integer(-5, 5), integer(1, 9), fc.constantFrom(1, 2, 3, -1), fc.constantFrom('float32', 'int32'))
      .map(([start, length, step, dtype]) => ({
        start,
        stop: start + length * Math.sign(step),
        step,
        dtype,
      })),
  ),
  _FusedMatMul: { cases: fusedProducts, count: 20, gradient: inTfjs },
};
