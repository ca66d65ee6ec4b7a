/** Keys under which equal attributes and equal small constants are found again. */

import type { OnnxAttribute, OnnxTensor } from '../../onnx/model.js';

/** Constants with more elements than this are compared by identity only. */
const largestCompared = 64;

export function attributeKey(attributes: Readonly<Record<string, OnnxAttribute>>): string {
  return Object.entries(attributes)
    .map(([name, { type, value }]) => `${name}:${type}=${String(value)}`)
    .join(';');
}

/** A key equal for equal constants, or undefined for one too large to compare. */
export function tensorKey({ dataType, shape, data }: OnnxTensor): string | undefined {
  if (data.length > largestCompared) return undefined;
  const values = Array.from(data as ArrayLike<unknown>, (value) =>
    Object.is(value, -0) ? '-0' : String(value),
  );
  return `constant:${dataType}[${shape.join(',')}]${values.join(',')}`;
}
