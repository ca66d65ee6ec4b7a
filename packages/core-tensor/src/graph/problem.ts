/** How a layer says what is wrong with it; the graph adds which node it was. */

import { DiopterError, type ErrorCode } from '../errors/index.js';

/** An error of a layer that does not know its own node. {@link atNode} gives it its place. */
export function problem(code: ErrorCode, what: string, help?: string): DiopterError {
  return new DiopterError(code, help === undefined ? { what } : { what, help });
}

/** Runs `work`; an error without a place gets the node's. `kind` says more: the layer's kind, or a parameter. */
export function atNode<T>(name: string, kind: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof DiopterError) || error.where !== undefined) throw error;
    const { code, what, help } = error;
    const where = `node ${name} (${kind})`;
    throw new DiopterError(
      code,
      help === undefined ? { what, where, cause: error } : { what, where, help, cause: error },
    );
  }
}
