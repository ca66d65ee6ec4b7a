/** What a checkpoint holds once it is read. */
import type { HostTensor } from '../tree/index.js';

/** The leaves of a saved tree by their paths, and the texts saved beside them. */
export interface Checkpoint {
  /** By path, as `paths(tree)` gives them: `parameters.conv1.filter`. Numbers of the tree are numbers again. */
  readonly tensors: ReadonlyMap<string, HostTensor | number>;
  readonly metadata: Readonly<Record<string, string>>;
}
