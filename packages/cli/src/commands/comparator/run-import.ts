/** What `diopter comparator import` does. */

import { type ComparatorDescription, readComparator } from '@diopter/losses';
import { writeComparatorFile } from '@diopter/losses/comparators';
import { type ImportedWeights, importWeights } from '@diopter/models/weights';
import { formatBytes } from '../../terminal/format.js';
import type { ImportFlags } from './comparator.js';

/** Writes the ONNX file and its description, and prints which layers it has. */
export async function runImport(
  file: string,
  { prototxt, architecture, taps, out, json }: ImportFlags,
): Promise<void> {
  const imported = await importWeights({
    file,
    ...(prototxt !== undefined && { prototxt }),
    ...(architecture !== undefined && { architecture }),
  });
  const { onnx, inputShape } = imported;
  const description = describe(imported, taps?.split(','));
  // What cannot be read again, or has no such layers, is not written.
  readComparator(onnx, description);
  await writeComparatorFile(out, { bytes: onnx, description });
  const layers = Object.keys(description.layers!);
  const result = { path: out, bytes: onnx.length, inputShape, layers };
  process.stdout.write(
    json
      ? `${JSON.stringify(result)}\n`
      : `${out}\n${formatBytes(onnx.length)}, images [${inputShape.map((size) => size ?? '?').join(', ')}], layers ${layers.join(' ')}\n`,
  );
}

/** Caffe's names of blobs come before those of layers: its ReLU works in place, and `conv5` means what comes out of it. */
function describe(
  { layers, blobs = {}, preprocessing }: ImportedWeights,
  taps: readonly string[] | undefined,
): ComparatorDescription {
  return {
    ...(preprocessing && { preprocessing }),
    layers: { ...Object.fromEntries(layers.map((name) => [name, name])), ...blobs },
    ...(taps && { taps }),
  };
}
