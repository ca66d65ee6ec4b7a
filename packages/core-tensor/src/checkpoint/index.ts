/** Checkpoints: trees of tensors as safetensors bytes, with a checksum. */
export type { Checkpoint } from './checkpoint.js';
export { decodeCheckpoint } from './decode-checkpoint.js';
export { encodeCheckpoint } from './encode-checkpoint.js';
export { type Restored, type RestoreOptions, restoreTree } from './restore-tree.js';
