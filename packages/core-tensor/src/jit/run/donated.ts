/** Which host tensors were given away: their arrays hold other numbers by now, or will. */

import { DiopterError } from '../../errors/index.js';
import type { HostTensor } from '../../tree/index.js';

// One list for all compiled functions: what is given to one must not be passed to another either.
const tensors = new WeakSet<HostTensor>();
/** Their arrays, as long as no later output is in them: another tensor may share one. */
const arrays = new WeakSet<HostTensor['data']>();

export function isDonated(tensor: HostTensor): boolean {
  return tensors.has(tensor) || arrays.has(tensor.data);
}

export function markDonated(given: readonly HostTensor[]): void {
  for (const tensor of given) {
    tensors.add(tensor);
    arrays.add(tensor.data);
  }
}

/** Takes the mark from tensors that a failed call has left as they were. */
export function unmarkDonated(given: readonly HostTensor[]): void {
  for (const tensor of given) {
    tensors.delete(tensor);
    arrays.delete(tensor.data);
  }
}

/** Lets an array hold an output; the tensors that it was given away with stay unreadable. */
export function reuse<D extends HostTensor['data']>(array: D): D {
  arrays.delete(array);
  return array;
}

/** The error for reading a donated tensor. `path` says where it stands in what was passed. */
export function donatedInput(path: string, where: string): DiopterError {
  return new DiopterError('donated-input', {
    what: `the tensor at '${path}' was given away at an earlier call: its array holds something else by now`,
    where,
    help: 'pass what the last call returned, or keep a snapshot() made before the tensor was given away',
  });
}
