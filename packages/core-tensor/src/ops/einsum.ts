/** `einsum` of one or two operands, by transposing, reshaping and one batched matrix product: differentiable. */

import * as tf from '@tensorflow/tfjs';
import { DiopterError } from '../errors/index.js';

/**
 * Sum of products over labelled axes, in Einstein's notation.
 *
 * @param equation For example `'bik,bkj->bij'`. Letters name axes; a letter may appear once per operand (no diagonals, no
 *   ellipsis). Without `->`, the letters that appear in one operand only are kept, in alphabetical order.
 * @throws DiopterError `invalid-argument` for a malformed equation, `shape-mismatch` when axes of one name differ in size.
 *
 * @example
 * const gram = einsum('nhwc,nhwd->ncd', features, features);
 */
export function einsum(equation: string, ...operands: readonly tf.Tensor[]): tf.Tensor {
  const { inputs, output } = parse(equation, operands);
  const sizes = sizesOf(equation, inputs, operands);
  const reduced = operands.map((x, i) => {
    const elsewhere = output + inputs.filter((_, j) => j !== i).join('');
    return sumOut(x, inputs[i]!, elsewhere);
  });
  const product = reduced.length === 1 ? reduced[0]! : multiply(reduced[0]!, reduced[1]!, output, sizes);
  return tf.transpose(product.x, permutation(product.labels, output));
}

/** A tensor whose axes have letters for names. */
interface Labelled {
  readonly x: tf.Tensor;
  readonly labels: string;
}

function parse(equation: string, operands: readonly tf.Tensor[]): { inputs: string[]; output: string } {
  const [left = '', right, ...more] = equation.replaceAll(' ', '').split('->');
  const inputs = left.split(',');
  const output = right ?? lettersSeenOnce(left);
  const wellFormed =
    more.length === 0 &&
    [...inputs, output].every(
      (labels) => /^[a-zA-Z]*$/.test(labels) && new Set(labels).size === labels.length,
    ) &&
    [...output].every((label) => left.includes(label));
  if (!wellFormed || inputs.length > 2 || inputs.length !== operands.length) {
    throw new DiopterError('invalid-argument', {
      where: 'einsum, argument equation',
      what: `'${equation}' for ${operands.length} operands`,
      help: "one or two operands, letters for axes, each at most once per operand: 'ik,kj->ij'",
    });
  }
  return { inputs, output };
}

function lettersSeenOnce(left: string): string {
  const letters = [...left.replaceAll(',', '')];
  return letters
    .filter((letter) => letters.indexOf(letter) === letters.lastIndexOf(letter))
    .sort()
    .join('');
}

function sizesOf(
  equation: string,
  inputs: readonly string[],
  operands: readonly tf.Tensor[],
): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  operands.forEach((x, i) => {
    const labels = inputs[i]!;
    const fits =
      x.rank === labels.length &&
      [...labels].every((label, axis) => (sizes.get(label) ?? x.shape[axis]) === x.shape[axis]);
    if (!fits) {
      throw new DiopterError('shape-mismatch', {
        where: `einsum '${equation}'`,
        what: `operand ${i + 1} has shape [${x.shape}]`,
      });
    }
    [...labels].forEach((label, axis) => {
      sizes.set(label, x.shape[axis]!);
    });
  });
  return sizes;
}

/** Sums over the axes that nobody else names. */
function sumOut(x: tf.Tensor, labels: string, elsewhere: string): Labelled {
  const axes = [...labels].flatMap((label, axis) => (elsewhere.includes(label) ? [] : [axis]));
  if (axes.length === 0) return { x, labels };
  return { x: tf.sum(x, axes), labels: keep(labels, (label) => elsewhere.includes(label)) };
}

/** Axes are of four kinds: shared and kept (batch), shared and summed (inner), and each operand's own (outer). */
function multiply(a: Labelled, b: Labelled, output: string, sizes: ReadonlyMap<string, number>): Labelled {
  const shared = (label: string) => a.labels.includes(label) && b.labels.includes(label);
  const batch = keep(a.labels, (label) => shared(label) && output.includes(label));
  const inner = keep(a.labels, (label) => shared(label) && !output.includes(label));
  const outerA = keep(a.labels, (label) => !shared(label));
  const outerB = keep(b.labels, (label) => !shared(label));
  const shape = (...groups: readonly string[]) =>
    groups.map((labels) => [...labels].reduce((size, label) => size * sizes.get(label)!, 1));
  const left = tf.transpose(a.x, permutation(a.labels, batch + outerA + inner));
  const right = tf.transpose(b.x, permutation(b.labels, batch + inner + outerB));
  const product = tf.matMul(
    tf.reshape(left, shape(batch, outerA, inner)),
    tf.reshape(right, shape(batch, inner, outerB)),
  );
  const labels = batch + outerA + outerB;
  return { x: tf.reshape(product, shape(...labels)), labels };
}

function keep(labels: string, wanted: (label: string) => boolean): string {
  return [...labels].filter(wanted).join('');
}

function permutation(from: string, to: string): number[] {
  return [...to].map((label) => from.indexOf(label));
}
