/** Checkpoints in Node: everything of `index`, and files. */
export * from './index.js';
export { loadCheckpoint } from './load-checkpoint.node.js';
export { saveCheckpoint } from './save-checkpoint.node.js';
export { writeFileAtomic } from './write-file-atomic.node.js';
