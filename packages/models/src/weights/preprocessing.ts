/** What a network expects of images, as plain data. */

/** `(scale * pixel - mean) / deviation`, channel by channel, for pixels in [0, 1]: as a comparator's description says it. */
export interface ImagePreprocessing {
  /** The order of the network's channels. */
  readonly channels?: 'rgb' | 'bgr';
  /** What white is before the mean is taken off. */
  readonly scale?: number;
  /** One number, or one per channel in the network's order. */
  readonly mean?: number | readonly number[];
  /** One number, or one per channel in the network's order. */
  readonly deviation?: number | readonly number[];
}
