/** Trees: nested objects and arrays of tensors, taken apart, mapped, compared and put together again. */
export {
  flatten,
  leafMark,
  type Structure,
  type StructureOf,
  structureOf,
  unflatten,
} from './flatten.js';
export { type DataOf, type DType, type HostTensor, isHostTensor, sizeOf } from './host-tensor.js';
export { isLeaf, isTensorLike } from './leaf.js';
export { type LeavesOf, leavesWithPaths, mapTree, mapTreeWithPaths, paths, zipTrees } from './map.js';
export { formatPath } from './path.js';
export { assertSameStructure, sameStructure } from './structure.js';
export type { Leaf, LeafOf, MapTree, TensorLike, Tree } from './tree.js';
