/** When a unit of each kind of activation is active, and when saturated: one row each. */

import type { Graph, Layer, Node } from '@diopter/core-tensor/graph';
import * as tf from '@tensorflow/tfjs';
import { saturatedSlope } from './thresholds.js';

/** Everything but the kind, loosely: the numbers of an elementwise function. */
type Settings = Readonly<Record<string, unknown>>;
type Mask = (x: tf.Tensor, settings: Settings) => tf.Tensor;

/** How the units of an activation are judged by what they get. Masks are bool tensors of the same shape. */
export interface ActivationRule {
  /** On which side of its kink a unit is; absent for smooth functions. */
  readonly active?: Mask;
  /** Whether units that are never active have no gradient at all. */
  readonly canDie?: boolean;
  /** Where the function is flat although its unit is not switched off. */
  readonly saturated?: Mask;
}

const above = (x: tf.Tensor, limit: number) => tf.greater(x, limit);
const within = (x: tf.Tensor, low: number, high: number) => tf.logicalAnd(above(x, low), tf.less(x, high));
const beyond = (x: tf.Tensor, limit: number) => above(tf.abs(x), limit);
const bound = (value: unknown, otherwise: number) => (typeof value === 'number' ? value : otherwise);

const positive: Mask = (x) => above(x, 0);
const passing: ActivationRule = { active: positive };
const rectifying: ActivationRule = { active: positive, canDie: true };

/** Beyond these, the slopes 1 / (4 cosh²(x / 2)), 1 / cosh²(x) and 1 / (1 + |x|)² are below that share of their largest. */
const flatSigmoid = 2 * Math.acosh(1 / Math.sqrt(saturatedSlope));
const flatTanh = Math.acosh(1 / Math.sqrt(saturatedSlope));
const flatSoftsign = 1 / Math.sqrt(saturatedSlope) - 1;

/** By the name of the function, or the kind of the layer. Smooth functions that hardly saturate (GELU, swish, ELU) are not listed. */
export const activationRules: Readonly<Record<string, ActivationRule>> = {
  relu: rectifying,
  thresholdedRelu: { active: (x, { threshold }) => above(x, bound(threshold, 0)), canDie: true },
  relu6: { active: (x) => within(x, 0, 6), canDie: true, saturated: (x) => tf.greaterEqual(x, 6) },
  clip: {
    active: (x, { minimum, maximum }) => within(x, bound(minimum, -Infinity), bound(maximum, Infinity)),
    canDie: true,
    saturated: (x, { maximum }) => tf.greaterEqual(x, bound(maximum, Infinity)),
  },
  hardSigmoid: {
    active: (x, { alpha, beta }) => within(tf.add(tf.mul(x, bound(alpha, 0.2)), bound(beta, 0.5)), 0, 1),
    canDie: true,
    saturated: (x, { alpha, beta }) =>
      tf.greaterEqual(tf.add(tf.mul(x, bound(alpha, 0.2)), bound(beta, 0.5)), 1),
  },
  hardSwish: { active: (x) => above(x, -3), canDie: true },
  leakyRelu: passing,
  prelu: passing,
  crelu: passing,
  selu: passing,
  abs: passing,
  sigmoid: { saturated: (x) => beyond(x, flatSigmoid) },
  tanh: { saturated: (x) => beyond(x, flatTanh) },
  softsign: { saturated: (x) => beyond(x, flatSoftsign) },
};

/** A node whose units can be judged. */
export interface JudgedNode {
  readonly name: string;
  /** `relu`, `prelu`, ... */
  readonly kind: string;
  readonly layer: Layer;
  readonly rule: ActivationRule;
  /** The node or input whose value it gets. */
  readonly input: string;
}

/** The activations of a graph that there are rules for, in the graph's order. */
export function judgedNodes({ nodes }: Graph): readonly JudgedNode[] {
  return Object.entries(nodes).flatMap(([name, { layer, inputs }]: [string, Node]) => {
    const kind = layer.kind === 'activation' ? layer.function : layer.kind;
    if (!Object.hasOwn(activationRules, kind)) return [];
    return [{ name, kind, layer, rule: activationRules[kind]!, input: inputs[0]! }];
  });
}
