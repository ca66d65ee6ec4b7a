/** The transposed convolution on channel blocks: one convolution at stride 1 for each phase of the output, put together like a weave. */

import type { OnnxBuilder } from '../emit/builder.js';
import { blockedAt, blockedDomain, type Lowering } from '../emit/lowering.js';
import type { Stored } from '../emit/stored.js';
import type { Attributes, ValueId } from '../program/program.js';
import { blockedFilter, blocksOf } from './blocked-filter.js';
import type { ConvolutionGeometry } from './convolution-geometry.js';
import { activationAttributes } from './fused-activation.js';

/** Along one axis, the outputs q s + a of one phase a: sums of dy[q - before + u] times tap `taps[u]`. */
interface Phase {
  readonly taps: readonly number[];
  readonly before: number;
  readonly after: number;
}

/**
 * Output y = s q + a of a transposed convolution gets dy[(y + p - i) / s] from every tap i ≡ a + p modulo s: a convolution of dy by
 * these taps, in the opposite order. ONNX Runtime's ConvTranspose reaches a third to half of the speed.
 *
 * @returns undefined where the channels do not fill blocks, the phases differ in size, or would have to cut dy.
 */
export function phaseConvolutions(
  lowering: Lowering,
  { dy, filter, bias }: { dy: ValueId; filter: ValueId; bias?: ValueId | undefined },
  geometry: ConvolutionGeometry,
  attributes: Attributes,
): Stored | undefined {
  const { builder } = lowering;
  const { batch, input, inChannels, outChannels, strides } = geometry;
  // The gradient's channels are what goes in.
  const block = blocksOf(lowering.target, outChannels, inChannels);
  const [vertical, horizontal] = [phasesAlong(geometry, 0), phasesAlong(geometry, 1)];
  if (block === undefined || vertical === undefined || horizontal === undefined) return undefined;

  const image = outChannels < block ? lowering.image(dy) : lowering.denseInBlocks(dy, block);
  const biases = bias === undefined ? [] : [lowering.dense(bias)];
  const perTap = tapsSwapped(builder, lowering.dense(filter), geometry);
  const convolve = (rows: Phase, columns: Phase): string => {
    const kernel = [rows.taps.length, columns.taps.length] as const;
    const taps = rows.taps.flatMap((i) => columns.taps.map((j) => i * geometry.kernel[1] + j));
    const chosen = builder.node('Gather', [perTap, builder.integers(taps)], { attributes: { axis: 0 } });
    const sizes = { kernel, inChannels: outChannels, outChannels: inChannels, block };
    const pads = [rows.before, columns.before, rows.after, columns.after];
    return builder.node('Conv', [image, blockedFilter(builder, chosen, sizes), ...biases], {
      domain: blockedDomain,
      attributes: {
        kernel_shape: kernel,
        pads,
        dilations: dilationsOf(geometry),
        ...activationAttributes(attributes),
      },
    });
  };
  const rows = vertical.map((row) => horizontal.map((column) => convolve(row, column)));
  const size = {
    planes: (batch * inChannels) / block,
    block,
    height: input[0] / strides[0],
    width: input[1] / strides[1],
  };
  const shape = [batch, ...input, inChannels];
  return blockedAt(woven(builder, rows, size, [batch, inChannels, ...input]), shape, block);
}

/** Taps of a dilated filter keep their distance where there is but one phase. */
const dilationsOf = ({ strides, dilations }: ConvolutionGeometry): readonly number[] =>
  dilations.map((dilation, i) => (strides[i] === 1 ? dilation : 1));

/** The phases along height (0) or width (1), or undefined where one has no taps, another size, or a negative padding. */
function phasesAlong(
  { kernel, strides, dilations, before, input, output }: ConvolutionGeometry,
  axis: 0 | 1,
): Phase[] | undefined {
  const [stride, dilation, padding] = [strides[axis], dilations[axis], before[axis]];
  if (input[axis] % stride !== 0 || (stride > 1 && dilation > 1)) return undefined;
  const count = input[axis] / stride;
  const phases = Array.from({ length: stride }, (_, a): Phase => {
    const taps = Array.from({ length: kernel[axis] }, (_, i) => i).filter(
      (i) => (a + padding - i * dilation) % stride === 0,
    );
    // The first tap reads dy[q + first], the others rows before that.
    const first = (a + padding - (taps[0] ?? 0) * dilation) / stride;
    const reach = (taps.length - 1) * (stride === 1 ? dilation : 1);
    return { taps: taps.reverse(), before: reach - first, after: count - 1 + first - (output[axis] - 1) };
  });
  const fits = ({ taps, before, after }: Phase) => taps.length > 0 && before >= 0 && after >= 0;
  return phases.every(fits) ? phases : undefined;
}

/** An HWIO filter as [taps, out, in]: whole matrices of one tap change places, which is cheaper than turning over small kernels. */
function tapsSwapped(
  builder: OnnxBuilder,
  name: string,
  { kernel, inChannels, outChannels }: ConvolutionGeometry,
): string {
  const perTap = builder.node('Reshape', [
    name,
    builder.integers([kernel[0] * kernel[1], inChannels, outChannels]),
  ]);
  return builder.node('Transpose', [perTap], { attributes: { perm: [0, 2, 1] } });
}

/** Phases as one image in blocks: columns of a row's phases take turns, then rows. Whole pixels and whole rows move. */
function woven(
  builder: OnnxBuilder,
  phases: readonly (readonly string[])[],
  { planes, block, height, width }: { planes: number; block: number; height: number; width: number },
  shape: readonly number[],
): string {
  const interleaved = (names: readonly string[], outer: number, inner: number): string => {
    if (names.length === 1) return names[0]!;
    const apart = names.map((name) => builder.node('Reshape', [name, builder.integers([outer, 1, inner])]));
    return builder.node('Concat', apart, { attributes: { axis: 1 } });
  };
  const rows = phases.map((columns) => interleaved(columns, planes * height * width, block));
  const whole = interleaved(rows, planes * height, width * phases[0]!.length * block);
  return builder.node('Reshape', [whole, builder.integers(shape)]);
}
