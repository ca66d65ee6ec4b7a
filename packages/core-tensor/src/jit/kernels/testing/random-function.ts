/** Random functions of an image, made of many kinds of kernels: what no kernel shows alone, such as orders that meet. */

import * as tf from '@tensorflow/tfjs';

/** A list of numbers that decides everything; past its end it says 0. Shorter lists and smaller numbers are simpler functions. */
export type Choices = readonly number[];

/** Reads one choice after the other. */
class Tape {
  #position = 0;

  constructor(readonly choices: Choices) {}

  get isAtEnd(): boolean {
    return this.#position >= this.choices.length;
  }

  /** 0 to `count - 1`. */
  below(count: number): number {
    return (this.choices[this.#position++] ?? 0) % count;
  }

  pick<T>(values: readonly T[]): T {
    return values[this.below(values.length)]!;
  }

  subset<T>(values: readonly T[]): T[] {
    const bits = this.below(2 ** values.length);
    return values.filter((_, i) => ((bits >> i) & 1) === 1);
  }

  permutation(count: number): number[] {
    const left = Array.from({ length: count }, (_, i) => i);
    return Array.from({ length: count }, () => left.splice(this.below(left.length), 1)[0]!);
  }
}

/** One step: from a value, with whatever else it draws from the tape, to a value of moderate size. */
type Step = (x: tf.Tensor, tape: Tape, filters: readonly tf.Tensor[]) => tf.Tensor;

/** Filters that a random function may convolve with: 3x3 from 3, 8 or 16 channels to 8 or 16. */
export const filterShapes: readonly (readonly [number, number, number, number])[] = [3, 8, 16].flatMap(
  (from) => [8, 16].map((to) => [3, 3, from, to] as const),
);

/** tfjs has no gradient of comparisons. */
const above = (x: tf.Tensor, limit: number) =>
  tf.customGrad(() => ({ value: tf.greater(x, limit), gradFunc: () => [] }))();

/** A mask that is known when the function is recorded. */
const known = (shape: readonly number[]) =>
  tf.tensor(
    Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => (i % 3 === 0 ? 1 : 0)),
    [...shape],
    'bool',
  );

/** Sums over one axis of images times sums over the other: operands of one size, but not of one shape. */
const crossed = (x: tf.Tensor) => tf.tanh(tf.mul(tf.mean(x, 1, true), tf.mean(x, 2, true)));

const axesOf = (x: tf.Tensor) => x.shape.map((_, axis) => axis);

const activations = [
  tf.relu,
  tf.tanh,
  tf.neg,
  tf.sigmoid,
  tf.elu,
  tf.abs,
  (x: tf.Tensor) => tf.leakyRelu(x, 0.1),
];

const steps: readonly Step[] = [
  (x, tape) => tape.pick(activations)(x),
  (x, tape) => tf.transpose(x, tape.permutation(x.rank)),
  (x, tape) => tf.mul(x, tf.mean(x, tape.subset(axesOf(x)), true)),
  (x, tape) => tf.sub(x, tf.max(tf.reshape(x, [-1, x.shape.at(-1)!]), tape.below(2) === 0 ? 0 : [0, 1])),
  (x, tape) => (x.rank > 1 ? tf.mean(x, tape.subset(axesOf(x)).slice(0, x.rank - 1)) : x),
  (x, tape) => regrouped(x, tape),
  (x, tape) => {
    const axis = tape.below(x.rank);
    const half = Math.ceil(x.shape[axis]! / 2);
    const begin = x.shape.map((size, i) => (i === axis ? size - half : 0));
    return tf.slice(
      x,
      begin,
      x.shape.map((size, i) => (i === axis ? half : size)),
    );
  },
  (x, tape) => tf.concat([x, tf.tanh(x)], tape.below(x.rank)),
  (x, tape) => tf.reverse(x, tape.subset(axesOf(x))),
  (x, tape) =>
    tf.pad(
      x,
      x.shape.map((size): [number, number] => (size < 6 ? [tape.below(2), tape.below(2)] : [0, 0])),
    ),
  (x, tape) => tf.where(above(x, 0), x, tf.mul(x, tape.pick([0.2, 2]))),
  (x, tape) => tf.mul(x, tf.add(tf.cast(above(x, tape.pick([0, 0.5])), 'float32'), 0.5)),
  (x) => tf.add(x, tf.range(0, x.shape.at(-1)!).div(10)),
  (x) => tf.where(known(x.shape), x, tf.zerosLike(x)),
  (x) => tf.where(tf.logicalAnd(above(x, 0), known(x.shape)), x, tf.tanh(x)),
  (x) => (x.rank === 4 && x.shape[1] === x.shape[2] ? crossed(x) : x),
  (x, tape) => tf.mul(tf.onesLike(x), tf.mean(x, tape.subset(axesOf(x)), true)),
  (x, tape) =>
    x.size < 2000
      ? tf.tile(
          x,
          x.shape.map(() => 1 + tape.below(2)),
        )
      : x,
  (x, tape) => tf.gather(x, tf.tensor1d([0, x.shape[0]! - 1, 0], 'int32'), tape.below(1)),
  (x) => (x.rank === 4 ? (tf.maxPool(x as tf.Tensor4D, 2, 2, 'same') as tf.Tensor) : x),
  (x) => (x.rank === 4 ? (tf.avgPool(x as tf.Tensor4D, 3, 1, 'same') as tf.Tensor) : x),
  (x) => tf.softmax(x),
  (x) => (x.rank > 1 ? tf.mul(tf.matMul(x, x, false, true), 0.1) : x),
  ...Array.from({ length: 4 }, () => convolved),
];

/** Convolved with a filter that fits, a bias and an activation, where the value is an image. */
function convolved(x: tf.Tensor, tape: Tape, filters: readonly tf.Tensor[]): tf.Tensor {
  const fitting = filters.filter(({ shape }) => x.rank === 4 && shape[2] === x.shape[3]);
  if (fitting.length === 0) return tf.tanh(x);
  const filter = tape.pick(fitting) as tf.Tensor4D;
  const y = tf.conv2d(x as tf.Tensor4D, filter, 1 + tape.below(2), 'same');
  const biased = tape.below(2) === 0 ? y : tf.add(y, tf.mean(filter, [0, 1, 2]));
  return tape.below(2) === 0 ? biased : tape.pick(activations)(biased);
}

/** Neighbouring axes joined, or an axis split in two. */
function regrouped(x: tf.Tensor, tape: Tape): tf.Tensor {
  const axis = tape.below(x.rank);
  const size = x.shape[axis]!;
  const shape = [...x.shape];
  if (size % 2 === 0 && tape.below(2) === 0) shape.splice(axis, 1, 2, size / 2);
  else if (axis + 1 < x.rank) shape.splice(axis, 2, size * shape[axis + 1]!);
  return shape.length > 4 ? x : tf.reshape(x, shape);
}

/**
 * A function of an image and of filters of `filterShapes`. It returns several of the values on its way and, where `gradient` is
 * wanted, the gradient of their sum to the image and to the filters.
 */
export function randomFunction(
  choices: Choices,
  gradient: boolean,
): (image: tf.Tensor, filters: tf.Tensor[]) => tf.Tensor[] {
  return (image, filters) => {
    const outputs = (image: tf.Tensor, filters: readonly tf.Tensor[]): tf.Tensor[] => {
      const tape = new Tape(choices);
      const values = [image];
      while (!tape.isAtEnd) {
        const x = values[values.length - 1 - tape.below(Math.min(2, values.length))]!;
        const y = tape.pick(steps)(x, tape, filters);
        // Large tensors only cost time.
        if (y.size < 20_000) values.push(y);
      }
      return values.slice(-4);
    };
    const loss = (image: tf.Tensor, ...filters: tf.Tensor[]) =>
      tf.addN([...outputs(image, filters), image, ...filters].map((y) => tf.mean(tf.square(y)))) as tf.Scalar;
    const gradients = gradient ? tf.grads(loss)([image, ...filters]) : [];
    return [...outputs(image, filters), ...gradients];
  };
}
