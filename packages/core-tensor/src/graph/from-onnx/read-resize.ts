/** ONNX' `Resize` and the older `Upsample`. */

import type { Coordinates } from '../../ops/index.js';
import { type Dimension, frontAxis } from '../shape.js';
import type { OperatorCall } from './operator-call.js';
import type { View } from './view.js';

/** The names of ONNX that mean one of ours for the sizes that occur. */
const coordinateNames: Readonly<Record<string, Coordinates>> = {
  half_pixel: 'half-pixel',
  pytorch_half_pixel: 'half-pixel',
  asymmetric: 'asymmetric',
  align_corners: 'align-corners',
};

/** Where ONNX' nearest interpolation looks, by coordinates; `scale` is output over input. */
const positions: Record<Coordinates, (i: number, scale: number, input: number, output: number) => number> = {
  'half-pixel': (i, scale) => (i + 0.5) / scale - 0.5,
  asymmetric: (i, scale) => i / scale,
  'align-corners': (i, _scale, input, output) => (output === 1 ? 0 : (i * (input - 1)) / (output - 1)),
};

const roundings: Readonly<Record<string, (x: number) => number>> = {
  round_prefer_floor: (x) => Math.ceil(x - 0.5),
  round_prefer_ceil: (x) => Math.floor(x + 0.5),
  floor: Math.floor,
  ceil: Math.ceil,
};

export function readResize(call: OperatorCall): View {
  const { attributes } = call;
  const x = call.image(0);
  if (x.axes.length !== 4) {
    throw call.refuse(`its input has ${x.axes.length} axes; only images are known here`);
  }
  const mode = attributes.text('mode', 'nearest');
  if (mode !== 'nearest' && mode !== 'linear') throw call.refuse(`its mode is ${mode}`);
  if (attributes.int('antialias', 0) === 1) throw call.refuse('it smooths before shrinking (antialias)');
  const older = call.node.op === 'Upsample' || call.opset < 11;
  const stated = attributes.text('coordinate_transformation_mode', older ? 'asymmetric' : 'half_pixel');
  const coordinates = coordinateNames[stated];
  if (coordinates === undefined) throw call.refuse(`its coordinate_transformation_mode is ${stated}`);
  const factors = factorsOf(call, x);
  const toOnePixel = factors.some((factor, axis) => factor < 1 && x.shape[1 + axis]! * factor < 2);
  if (stated === 'pytorch_half_pixel' && toOnePixel) throw call.refuse(`its ${stated} shrinks to one pixel`);
  if (mode === 'linear') {
    return call.emit({ kind: 'upsample', factors, method: 'bilinear', coordinates }, [x]);
  }
  const rounding = roundings[attributes.text('nearest_mode', older ? 'floor' : 'round_prefer_floor')]!;
  factors.forEach((factor, axis) => {
    const ours = sameNeighbours(x.shape[1 + axis]!, factor, (i, input, output) =>
      rounding(positions[coordinates](i, factor, input, output)),
    );
    if (!ours) throw call.refuse(`its ${stated} copies other pixels than those below the centres`);
  });
  return call.emit({ kind: 'upsample', factors, method: 'nearest', coordinates: 'half-pixel' }, [x]);
}

/** Output over input size along height and width. */
function factorsOf(call: OperatorCall, { shape }: View): readonly [number, number] {
  const older = call.node.op === 'Upsample' || call.opset < 11;
  const scales = call.numbers(older ? 1 : 2) ?? call.attributes.floats('scales') ?? [];
  const axes = call.attributes.ints('axes')?.map((axis) => frontAxis(axis, 4)) ?? [0, 1, 2, 3];
  if (call.attributes.text('keep_aspect_ratio_policy', 'stretch') !== 'stretch') {
    throw call.refuse('it keeps the aspect ratio');
  }
  if (scales.length > 0) {
    const at = (axis: number) => (axes.includes(axis) ? scales[axes.indexOf(axis)]! : 1);
    if (at(0) !== 1 || at(1) !== 1) throw call.refuse('it resizes the batch or the channels');
    return [wholeFactor(call, shape[1]!, at(2)), wholeFactor(call, shape[2]!, at(3))];
  }
  if (!call.has(3)) throw call.refuse('neither scales nor sizes are stated');
  const sizes = Array.from(call.constant(3).data);
  const factor = (axis: number, size: Dimension) => {
    if (!axes.includes(axis)) return 1;
    const wanted = sizes[axes.indexOf(axis)]!;
    if (size !== null && !Number.isNaN(wanted)) return wanted / size;
    throw call.refuse(
      'the size of its images is not known',
      "state the file's input shapes: fromOnnx(model, { inputs: { name: [...] } })",
    );
  };
  return [factor(2, shape[1]!), factor(3, shape[2]!)];
}

/** A factor that leaves no fraction of a pixel: ONNX would interpolate by the factor, we by the sizes. */
function wholeFactor(call: OperatorCall, size: Dimension, factor: number): number {
  const output = (size ?? 1) * factor;
  const rounded = Math.round(output);
  if (Math.abs(output - rounded) < 1e-4) return rounded / (size ?? 1);
  throw call.refuse(
    `its factor ${factor} of ${size ?? 'an unknown number of'} pixels is not a whole number of pixels`,
  );
}

/** Whether an axis of so many values (of any number, if the factor is whole) gets the pixels that `upsample` copies. */
function sameNeighbours(
  size: Dimension,
  factor: number,
  neighbour: (i: number, input: number, output: number) => number,
): boolean {
  const input = size ?? 8;
  const output = Math.round(input * factor);
  return Array.from({ length: output }, (_, i) => i).every((i) => {
    const theirs = Math.min(Math.max(neighbour(i, input, output), 0), input - 1);
    return theirs === Math.floor(((i + 0.5) * input) / output);
  });
}
