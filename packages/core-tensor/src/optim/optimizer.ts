/** What an optimizer is, and how one is made from the rule for a single parameter. */

import * as tf from '@tensorflow/tfjs';
import { DiopterError } from '../errors/index.js';
import {
  assertSameStructure,
  flatten,
  leavesWithPaths,
  mapTree,
  type Tree,
  unflatten,
} from '../tree/index.js';
import { tidyTree } from './tidy-tree.js';

/** The numbers that change from step to step. Tensors, so that a compiled step can be given new ones at every call. */
export interface StepInputs {
  readonly learningRate: tf.Scalar | number;
  /** Which step this is, counting from 1; exact in float32 up to 16,777,216, where bias corrections have long ended. */
  readonly step: tf.Scalar;
}

/** What an optimizer remembers: for each of its slots, a tree like the parameters. */
export type OptimizerState<Slot extends string, P> = { readonly [S in Slot]: P };

/** A pure pair of functions over trees of float32 tensors. Both run eagerly and inside `jit`. */
export interface Optimizer<Slot extends string = string> {
  /** The state before the first step: zeros. */
  init<P extends Tree<tf.Tensor>>(parameters: P): OptimizerState<Slot, P>;
  /**
   * One step: new parameters and state; the old ones are left as they are.
   *
   * @param gradients of the loss with respect to the parameters, in a tree of the same structure.
   * @throws DiopterError `tree-mismatch` if structures, `shape-mismatch` if shapes differ.
   */
  update<P extends Tree<tf.Tensor>>(
    gradients: Tree<tf.Tensor>,
    state: OptimizerState<Slot, P>,
    parameters: P,
    inputs: StepInputs,
  ): { parameters: P; state: OptimizerState<Slot, P> };
}

/** The tensors of one parameter's slots. */
export type Slots<Slot extends string> = Readonly<Record<Slot, tf.Tensor>>;

/** How one parameter moves. */
export interface UpdateRule<Slot extends string, Scalars> {
  readonly slots: readonly Slot[];
  /** What does not depend on the parameter is computed once per step. */
  scalars(inputs: StepInputs): Scalars;
  /** Few operations: each is a pass over memory for every parameter, until a compiler fuses them. */
  update(
    parameter: tf.Tensor,
    gradient: tf.Tensor,
    slots: Slots<Slot>,
    scalars: Scalars,
    path: string,
  ): { parameter: tf.Tensor; slots: Slots<Slot> };
}

/** The optimizer that applies a rule to every parameter of a tree. */
export function optimizerOf<Slot extends string, Scalars>(rule: UpdateRule<Slot, Scalars>): Optimizer<Slot> {
  const perSlot = <T>(f: (slot: Slot) => T) =>
    Object.fromEntries(rule.slots.map((slot) => [slot, f(slot)])) as Record<Slot, T>;

  return {
    init<P extends Tree<tf.Tensor>>(parameters: P): OptimizerState<Slot, P> {
      return perSlot(() => mapTree((parameter) => tf.zerosLike(parameter as tf.Tensor), parameters) as P);
    },

    update<P extends Tree<tf.Tensor>>(
      gradients: Tree<tf.Tensor>,
      state: OptimizerState<Slot, P>,
      parameters: P,
      inputs: StepInputs,
    ) {
      const gradientLeaves = leavesLike(parameters, gradients, 'gradients');
      const slotLeaves = perSlot((slot) => leavesLike(parameters, state[slot], `state.${slot}`));
      const { structure } = flatten(parameters);
      return tidyTree(() => {
        const scalars = rule.scalars(inputs);
        const updated = leavesWithPaths(parameters as Tree<tf.Tensor>).map(({ path, leaf }, i) =>
          rule.update(
            leaf,
            gradientLeaves[i]!,
            perSlot((slot) => slotLeaves[slot][i]!),
            scalars,
            path,
          ),
        );
        const gathered = (pick: (leaf: (typeof updated)[number]) => tf.Tensor) =>
          unflatten(structure, updated.map(pick)) as P;
        return {
          parameters: gathered(({ parameter }) => parameter),
          state: perSlot((slot) => gathered(({ slots }) => slots[slot])),
        };
      });
    },
  };
}

/** The leaves of `tree`, which must have the structure and shapes of `parameters`: a broadcast would go unnoticed. */
function leavesLike(parameters: Tree<tf.Tensor>, tree: Tree<tf.Tensor>, name: string): tf.Tensor[] {
  assertSameStructure(parameters, tree, `update, ${name}`);
  const { leaves } = flatten(tree);
  leavesWithPaths(parameters).forEach(({ path, leaf }, i) => {
    const shape = leaves[i]!.shape;
    if (tf.util.arraysEqual(leaf.shape, shape)) return;
    throw new DiopterError('shape-mismatch', {
      what: `'${path}' has shape [${shape.join(', ')}], its parameter [${leaf.shape.join(', ')}]`,
      where: `update, ${name}`,
    });
  });
  return leaves;
}
