/** Pooling of an image where it lies: in blocks of channels if a convolution left it so. */

import type { AttributeInput } from '../emit/builder.js';
import { blockedAt, blockedDomain, denseAt, type Lowering } from '../emit/lowering.js';
import { channelsFirst, type Stored } from '../emit/stored.js';
import type { ValueId } from '../program/program.js';
import { type PoolingGeometry, poolingAttributes } from './pooling-geometry.js';

export function pooled(
  lowering: Lowering,
  op: 'MaxPool' | 'AveragePool',
  x: ValueId,
  geometry: PoolingGeometry,
  more: Readonly<Record<string, AttributeInput>> = {},
): Stored {
  const { builder } = lowering;
  const { outputShape } = geometry;
  const attributes = { ...poolingAttributes(geometry), ...more };
  const { name, block } = lowering.anyStored(x);
  return block === undefined
    ? denseAt(builder.node(op, [lowering.image(x)], { attributes }), outputShape, channelsFirst)
    : blockedAt(builder.node(op, [name], { domain: blockedDomain, attributes }), outputShape, block);
}
