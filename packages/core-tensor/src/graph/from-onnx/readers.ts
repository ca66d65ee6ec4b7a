/** The table of all operators that are read as layers. */

import { layerDefinitions } from '../layers/registry.js';
import type { OperatorReader, OperatorReaders } from './operator-call.js';

/** Readers by operator, from all kinds of layers. */
export const readers: OperatorReaders = Object.fromEntries(
  Object.values(layerDefinitions).flatMap(({ fromOnnx = {} }): [string, OperatorReader][] =>
    Object.entries(fromOnnx),
  ),
);
