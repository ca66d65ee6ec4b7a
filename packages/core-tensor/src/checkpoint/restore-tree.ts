/** The tensors of a checkpoint put back into a tree. */
import { DiopterError } from '../errors/index.js';
import { isKey, type Key, keyFromHostTensor } from '../random/index.js';
import { type HostTensor, leavesWithPaths, mapTreeWithPaths, type TensorLike } from '../tree/index.js';
import type { Checkpoint } from './checkpoint.js';

/** The tree that {@link restoreTree} gives for a `like` of type `T`: its keys, with tensors in host memory. */
export type Restored<T> = T extends Key
  ? Key
  : T extends TensorLike
    ? HostTensor
    : T extends number
      ? number
      : T extends boolean
        ? boolean
        : { [Name in keyof T]: Restored<T[Name]> };

/** Options of {@link restoreTree}. */
export interface RestoreOptions {
  /** Whether the checkpoint may hold more than the tree asks for, as when only the parameters of a training state are wanted. */
  readonly allowOthers?: boolean;
}

/** As many differences as an error names. */
const namedDifferences = 5;

/**
 * A tree with the structure of `like` and the leaves of the checkpoint.
 *
 * @param like a tree of anything that has a `shape` and a `dtype` (`HostTensor`, `tf.Tensor`, a mere specification), of
 *   numbers, truth values and random keys.
 * @throws `checkpoint-mismatch` when names, shapes or dtypes differ, naming the first few.
 * @example
 * const checkpoint = await loadCheckpoint('runs/first/last.safetensors');
 * const state = restoreTree(initialState, checkpoint);
 */
export function restoreTree<T>(
  like: T,
  { tensors }: Checkpoint,
  { allowOthers = false }: RestoreOptions = {},
): Restored<T> {
  const wanted = new Map<string, unknown>(leavesWithPaths(like).map(({ path, leaf }) => [path, leaf]));
  const differences = [...wanted].flatMap(([path, leaf]) => {
    const [expected, actual] = [describe(leaf), describe(tensors.get(path))];
    return expected === actual ? [] : [`'${path}' should be ${expected}, it is ${actual}`];
  });
  if (!allowOthers) {
    const others = [...tensors.keys()].filter((path) => !wanted.has(path));
    differences.push(...others.map((path) => `'${path}' has no place in the tree`));
  }
  if (differences.length > 0) {
    const more = differences.length - namedDifferences;
    throw new DiopterError('checkpoint-mismatch', {
      what: [...differences.slice(0, namedDifferences), ...(more > 0 ? [`and ${more} more`] : [])].join('; '),
      where: 'restoreTree',
      help: 'use the checkpoint with the model and the options it was made with',
    });
  }
  return mapTreeWithPaths((path: string, leaf: unknown) => {
    const tensor = tensors.get(path)!;
    if (isKey(leaf)) return keyFromHostTensor(tensor as HostTensor);
    return typeof leaf === 'boolean' ? (tensor as HostTensor).data[0] === 1 : tensor;
  }, like) as Restored<T>;
}

/** What two leaves must have in common. */
function describe(leaf: unknown): string {
  if (leaf === undefined) return 'absent';
  if (typeof leaf === 'number') return 'a number';
  if (typeof leaf === 'boolean') return 'bool []';
  const { dtype, shape } = isKey(leaf) ? { dtype: 'int32', shape: [2] } : (leaf as Partial<TensorLike>);
  return shape === undefined ? `a ${typeof leaf}` : `${dtype} [${shape.join(', ')}]`;
}
