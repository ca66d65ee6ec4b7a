/** Images as tensors and tensors as images. */

import { DiopterError } from '@diopter/core-tensor/errors';
import type { HostTensor } from '@diopter/core-tensor/tree';
import { type Image, type StoredImage, whiteOf } from './image.js';

/**
 * Images of one size as a batch, float32 `[images, height, width, channels]` in [0, 1].
 *
 * @throws DiopterError `shape-mismatch` if an image has another size than the first, `invalid-argument` for no images.
 */
export function stackImages(images: readonly StoredImage[]): HostTensor<'float32'> {
  const first = images[0];
  if (first === undefined) {
    throw new DiopterError('invalid-argument', { what: 'there are no images', where: 'stackImages' });
  }
  const { width, height, channels } = first;
  const size = width * height * channels;
  const data = new Float32Array(images.length * size);
  images.forEach((image, n) => {
    if (image.width !== width || image.height !== height || image.channels !== channels) {
      throw new DiopterError('shape-mismatch', {
        what: `image ${n} is ${sizeText(image)}, the first ${sizeText(first)}`,
        where: 'stackImages',
      });
    }
    const white = whiteOf(image.data);
    for (let i = 0; i < size; i++) data[n * size + i] = image.data[i]! / white;
  });
  return { shape: [images.length, height, width, channels], dtype: 'float32', data };
}

/**
 * The images of a batch `[images, height, width, channels]`, or the one image of `[height, width, channels]`. They
 * share the tensor's memory.
 *
 * @throws DiopterError `shape-mismatch` for a tensor of another rank.
 */
export function unstackImages({ shape, data }: HostTensor<'float32'>): Image[] {
  const [count, height, width, channels] = shape.length === 3 ? [1, ...shape] : shape;
  if (shape.length > 4 || channels === undefined) {
    throw new DiopterError('shape-mismatch', {
      what: `a batch of images is [images, height, width, channels], not [${shape.join(', ')}]`,
      where: 'unstackImages',
    });
  }
  const size = height! * width! * channels;
  return Array.from({ length: count! }, (_, n) => ({
    width: width!,
    height: height!,
    channels,
    data: data.subarray(n * size, (n + 1) * size),
  }));
}

function sizeText({ width, height, channels }: StoredImage): string {
  return `${width}x${height} with ${channels} channel${channels === 1 ? '' : 's'}`;
}
