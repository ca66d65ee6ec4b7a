/** How many examples fit into memory at once, and whether two do at all. */

import { totalmem } from 'node:os';
import { DiopterError } from '@diopter/core-tensor/errors';
import { type Graph, summary } from '@diopter/core-tensor/graph';
import { sizeOf } from '@diopter/core-tensor/tree';

/** Values of the layers, their gradients, and what is in between: so many times the values' bytes, a rough bound. */
const copies = 3;
const bytesPerNumber = 4;
/** What a batch may take. */
const batchBytes = 2 ** 30;
/** More examples at once are no faster. */
const largestBatch = 32;
/** Of every number of a gradient at a point: the point, the gradient, and both in double precision to compute with, centred and not. */
const bytesPerGradient = 4 + 4 + 8 + 8;

/**
 * The batch that a network is measured with.
 *
 * @param shape of one example.
 * @throws DiopterError `invalid-option` for a network of which not even two examples fit into memory, and for too many points.
 */
export function fittingBatch(
  graph: Graph,
  shape: readonly number[],
  { points, examples }: { readonly points: number; readonly examples: number },
  memory: number = totalmem(),
): number {
  const { rows } = summary(graph, [1, ...shape]);
  const values = rows.reduce((sum, row) => sum + sizeOf(row.shape as number[]), 0);
  const perExample = copies * bytesPerNumber * values;
  assertFits(
    2 * perExample,
    memory,
    `two examples of [${shape.join(', ')}]`,
    'take smaller pictures with --size',
  );
  assertFits(
    (bytesPerGradient * points + bytesPerNumber * examples) * sizeOf(shape),
    memory,
    `gradients of [${shape.join(', ')}] at ${points} points, and ${examples} examples,`,
    'take fewer --points, or smaller pictures with --size',
  );
  return Math.min(Math.max(Math.floor(batchBytes / perExample), 2), largestBatch);
}

/** Half of the machine's memory is left to others. */
function assertFits(bytes: number, memory: number, what: string, help: string): void {
  if (bytes <= memory / 2) return;
  const inGib = (count: number) => `${(count / 2 ** 30).toFixed(1)} GiB`;
  throw new DiopterError('invalid-option', {
    what: `${what} need about ${inGib(bytes)} of memory; half of the machine's is ${inGib(memory / 2)}`,
    where: 'the network',
    help,
  });
}
