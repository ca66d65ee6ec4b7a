/** What a reader of an operator is handed: the node's operands and attributes, and the graph to write to. */

import type { DiopterError } from '../../errors/index.js';
import type { OnnxNode } from '../../onnx/index.js';
import type { HostTensor } from '../../tree/index.js';
import type { Layer } from '../layers/kinds.js';
import type { Dimension } from '../shape.js';
import type { AttributeReader } from './attributes.js';
import type { HostArray } from './host-array.js';
import type { View } from './view.js';

/** How {@link OperatorCall.emit} adds a node. */
export interface EmitOptions {
  /** Where the file's axes lie in the result; by default as usual for its rank. */
  readonly axes?: readonly number[];
  readonly parameters?: Readonly<Record<string, HostTensor<'float32'> | undefined>>;
  readonly statistics?: Readonly<Record<string, HostTensor<'float32'> | undefined>>;
  /** Names a node that is not the operator's value itself. */
  readonly suffix?: string;
  /** Which of the operator's outputs the node is. */
  readonly output?: number;
}

/** One operator of a file while it is read. */
export interface OperatorCall {
  readonly node: OnnxNode;
  readonly opset: number;
  readonly attributes: AttributeReader;

  /** Whether input `i` is there. */
  has(i: number): boolean;
  /** Whether input `i` is a constant. */
  isConstant(i: number): boolean;
  /** Input `i` as a constant; refuses what is computed. */
  constant(i: number): HostArray;
  /** Input `i` as known whole numbers, or `undefined` if it is absent. */
  numbers(i: number): readonly number[] | undefined;
  /** Input `i`, however it lies. */
  value(i: number): View;
  /** Input `i` with the file's second axis, the channels, last: NHWC for images. */
  image(i: number): View;

  /** A value with its axes where they are asked for; adds a transposition if it must. */
  turned(view: View, axes: readonly number[]): View;
  /** A value in another shape, in the file's order: `null` keeps the size of the same axis, -1 takes what is left. */
  reshaped(view: View, shape: readonly Dimension[], options?: EmitOptions): View;
  /** Adds a node. */
  emit(layer: Layer, inputs: readonly View[], options?: EmitOptions): View;
  /** Whether every use of the operator's value is a transposition by `permutation`. */
  onlyTransposed(permutation: readonly number[]): boolean;
  /** An error that says why this operator cannot be read. */
  refuse(why: string, help?: string): DiopterError;
}

/** Reads one operator: adds nodes and returns its outputs. */
export type OperatorReader = (call: OperatorCall) => View | readonly View[];

/** Readers by operator. */
export type OperatorReaders = Readonly<Record<string, OperatorReader>>;
