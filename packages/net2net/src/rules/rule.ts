/** What growth needs to know of a kind of layer. */

import type { Layer, Shape } from '@diopter/core-tensor/graph';
import type { AxisGrowth, VariableGrowths } from '../growth/index.js';
import type { Labels, Units } from '../units/index.js';

/** A node while units are traced through it. */
export interface Traced {
  /** Of the node. */
  readonly name: string;
  /** Units of the last axis of each input. */
  readonly inputs: readonly Labels[];
  readonly inputShapes: readonly Shape[];
  readonly shape: Shape;
  readonly units: Units;
}

/** A node while it grows. */
export interface Growing {
  readonly name: string;
  /** How the last axis of each input grows. */
  readonly inputs: readonly AxisGrowth[];
  readonly inputShapes: readonly Shape[];
  readonly shape: Shape;
  /** How the last axis grows if the layer makes its units itself. */
  readonly own: () => AxisGrowth;
}

/** What has become of a node. */
export interface Grown<L> {
  readonly layer: L;
  /** How the last axis of its value grows. */
  readonly output: AxisGrowth;
  readonly parameters?: VariableGrowths;
  readonly statistics?: VariableGrowths;
}

/** One kind of layer. */
export interface GrowthRule<L extends Layer = Layer> {
  /** The units of the last axis of its value; says of its inputs' which are tied and which cannot be copied. */
  trace(layer: L, node: Traced): Labels;
  /** @throws DiopterError `invalid-graph` where inputs grow in ways that do not go together. */
  grow(layer: L, node: Growing): Grown<L>;
  /** Whether its units are its own, so that it can be asked for more of them: how many it has. */
  readonly widens?: (layer: L) => number;
}
