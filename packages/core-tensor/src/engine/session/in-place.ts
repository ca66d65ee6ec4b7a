/** Keeps ONNX Runtime from copying the outputs that it has already written into our arrays. */

import { env } from '#onnxruntime';

/** Whether outputs are written into the arrays given for them. onnxruntime-web takes such arrays and leaves them as they are. */
export const writesInPlace = env.versions.node !== undefined;

/**
 * The name of the extra output that stops the copying. The double colon keeps it apart from names that exporters make.
 */
export const stopperName = 'diopter::stopper';

/**
 * onnxruntime-node returns a fresh copy of every output, also of those that it wrote in place: 0.25 ms per MiB of training
 * state and step. It makes the copies in the order of the graph's outputs and throws at the first one that is not a tensor,
 * when the run itself is complete. So the model gets such an output, an empty sequence, before all others.
 *
 * Two serialized protobuf messages, one after the other, are the serialization of both merged: a model of one node and one output,
 * put in front, adds these to the graph without the model being decoded.
 */
export function withStopper(model: Uint8Array): Uint8Array {
  const merged = new Uint8Array(stopper.length + model.length);
  merged.set(stopper);
  merged.set(model, stopper.length);
  return merged;
}

/** Whether a run ended at the stopper, which is to say well. */
export function isStopped(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('Non tensor type');
}

const text = (value: string): number[] => [...new TextEncoder().encode(value)];

/** A length-delimited protobuf field of fewer than 128 bytes. */
const field = (number: number, bytes: readonly number[]): number[] => [
  (number << 3) | 2,
  bytes.length,
  ...bytes,
];

const node = [...field(2, text(stopperName)), ...field(4, text('SequenceEmpty'))];
const tensorOfFloat32 = field(1, [1 << 3, 1]);
const output = [...field(1, text(stopperName)), ...field(2, field(4, field(1, tensorOfFloat32)))];
const graph = [...field(1, node), ...field(12, output)];
const stopper = Uint8Array.from(field(7, graph));
