/** A look at a training state before it becomes a checkpoint. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { isHostTensor, leavesWithPaths } from '@diopter/core-tensor/tree';

/**
 * Returns if every float in the state is finite: a step can break the parameters while its own loss is still fine.
 *
 * @throws DiopterError `non-finite-loss`, naming the step and the first tensors that are not.
 */
export function assertFiniteState(state: unknown, step: number): void {
  const broken = leavesWithPaths(state).filter(({ leaf }) => !hasFiniteValues(leaf));
  if (broken.length === 0) return;
  const names = broken.slice(0, 3).map(({ path }) => path);
  throw new DiopterError('non-finite-loss', {
    what: `after step ${step}, ${broken.length} tensors of the state have values that are not finite: ${names.join(', ')}${broken.length > 3 ? ', ...' : ''}`,
    where: 'train',
    help: 'the last good checkpoint is kept; try a lower learning rate or clip the gradients',
  });
}

function hasFiniteValues(leaf: unknown): boolean {
  if (typeof leaf === 'number') return Number.isFinite(leaf);
  return !isHostTensor(leaf) || leaf.dtype !== 'float32' || leaf.data.every(Number.isFinite);
}
