/** Shifted copies of images, as rows and columns of matrix products: what gradients to filters are made of. */

import { sizeOf } from '../../tree/host-tensor.js';
import type { OnnxBuilder } from '../emit/builder.js';
import type { Lowering } from '../emit/lowering.js';
import { channelsFirst } from '../emit/stored.js';
import type { ValueId } from '../program/program.js';

/** An image that is read at several positions for every pixel of another one. */
export interface Read {
  readonly image: ValueId;
  /** A pixel (h, w) reads rows `stride · h + rows[i] - padding` and columns alike; zeros lie outside the image. */
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly strides: readonly [number, number];
  readonly padding: readonly [number, number];
}

/** Rows and columns of the pixels for which a {@link Read} is made. */
export type Extent = readonly [height: number, width: number];

/**
 * The copies pixel by pixel: [batch, height × width × rows × columns, channels]. One Gather of whole pixels, which ONNX Runtime
 * does on all threads; slices with a stride in the innermost axis are several times slower.
 */
export function readPixels(
  lowering: Lowering,
  { image, rows, columns, strides, padding }: Read,
  [height, width]: Extent,
): string {
  const { builder } = lowering;
  const [batch, imageHeight, imageWidth, channels] = lowering.spec(image).shape as [
    number,
    number,
    number,
    number,
  ];
  // Pixels of an image in blocks of channels are gathered block by block, where they lie.
  const { channelBlock } = lowering.target;
  const inBlocks = channelBlock !== undefined && channels % channelBlock === 0;
  const blocks = inBlocks ? channels / channelBlock : 1;
  const lying = inBlocks ? lowering.denseInBlocks(image, channelBlock) : lowering.dense(image);
  const plane = imageHeight * imageWidth;
  const pixels = withZero(builder, lying, [batch, blocks * plane, channels / blocks]);

  const indices: number[] = [];
  const inside = (position: number, size: number) => position >= 0 && position < size;
  for (let h = 0; h < height; h++) {
    for (let w = 0; w < width; w++) {
      for (const row of rows) {
        const y = h * strides[0] + row - padding[0];
        for (const column of columns) {
          const x = w * strides[1] + column - padding[1];
          const pixel = inside(y, imageHeight) && inside(x, imageWidth) ? y * imageWidth + x : undefined;
          for (let i = 0; i < blocks; i++)
            indices.push(pixel === undefined ? blocks * plane : i * plane + pixel);
        }
      }
    }
  }
  return builder.node('Gather', [pixels, builder.integers(indices)], { attributes: { axis: 1 } });
}

/** How {@link delayRows} lays its copies out: [batch, channels, …], or [channels, …, batch, …]. */
export type BatchPlace = 'outside' | 'inside';

/**
 * An image moved down by each of `offsets` rows, with zeros around it, `height` rows in all: for each channel its copies one after
 * the other, [batch, channels × offsets × height, width] or [channels, offsets × batch × height, width].
 */
export function delayRows(
  lowering: Lowering,
  image: ValueId,
  { offsets, height, batchPlace }: { offsets: readonly number[]; height: number; batchPlace: BatchPlace },
): string {
  const { builder } = lowering;
  const [batch, imageHeight, width, channels] = lowering.spec(image).shape as [
    number,
    number,
    number,
    number,
  ];
  const outside = batchPlace === 'outside';
  const lying = lowering.dense(image, outside ? channelsFirst : [3, 0, 1, 2]);
  if (offsets.length === 1 && offsets[0] === 0 && height === imageHeight) return lying;

  // What stays outside is the first axis; what is inside it is numbered through.
  const [outer, inner] = outside ? [batch, channels] : [channels, batch];
  const rows = withZero(builder, lying, [outer, inner * imageHeight, width]);
  const copy = (offset: number, plane: number): number[] =>
    Array.from({ length: height }, (_, row) => {
      const source = row - offset;
      return source >= 0 && source < imageHeight ? plane * imageHeight + source : inner * imageHeight;
    });
  const planes = Array.from({ length: inner }, (_, i) => i);
  const indices = outside
    ? planes.flatMap((plane) => offsets.flatMap((offset) => copy(offset, plane)))
    : offsets.flatMap((offset) => planes.flatMap((plane) => copy(offset, plane)));
  return builder.node('Gather', [rows, builder.integers(indices)], { attributes: { axis: 1 } });
}

/** [outer, count, size] seen so, with one more entry of zeros at the end of axis 1 for whatever lies outside the image. */
function withZero(builder: OnnxBuilder, name: string, shape: readonly [number, number, number]): string {
  const [outer, , size] = shape;
  const seen = builder.node('Reshape', [name, builder.integers(shape)]);
  const zero = [outer, 1, size];
  const zeros = builder.constant({ dataType: 'float32', shape: zero, data: new Float32Array(sizeOf(zero)) });
  return builder.node('Concat', [seen, zeros], { attributes: { axis: 1 } });
}
