/** Values given to another thread together with their memory, instead of a copy of it. */

/** A value, and the memory to move with it. */
export interface Moving {
  readonly value: unknown;
  readonly buffers: ArrayBuffer[];
}

/**
 * Finds the typed arrays in nested plain data. One that fills its buffer takes it along, and is empty for those who gave
 * it; of one that is part of a larger buffer a copy goes, since the rest of the buffer is somebody else's.
 */
export function moving(value: unknown): Moving {
  const buffers = new Set<ArrayBuffer>();
  const walk = (node: unknown): unknown => {
    if (ArrayBuffer.isView(node)) return moveView(node, buffers);
    if (Array.isArray(node)) return node.map(walk);
    if (node instanceof Map) return new Map(Array.from(node, ([key, item]) => [key, walk(item)]));
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(Object.entries(node).map(([key, item]) => [key, walk(item)]));
  };
  return { value: walk(value), buffers: [...buffers] };
}

function moveView(view: ArrayBufferView, buffers: Set<ArrayBuffer>): ArrayBufferView {
  const { buffer, byteOffset, byteLength } = view;
  if (!(buffer instanceof ArrayBuffer)) return view;
  if (byteLength === buffer.byteLength && !buffers.has(buffer)) {
    buffers.add(buffer);
    return view;
  }
  const copy = buffer.slice(byteOffset, byteOffset + byteLength);
  buffers.add(copy);
  return new (view.constructor as new (buffer: ArrayBuffer) => ArrayBufferView)(copy);
}
