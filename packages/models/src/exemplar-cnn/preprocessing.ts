/** What Exemplar-CNN sees of pixels. */

/**
 * Brings RGB in [0, 1] to a mean near 0 and a deviation near 1. The authors take the mean picture off and divide 0 to 255 by
 * 256; a mean colour lets the net take pictures of any size.
 */
export const exemplarPreprocessing = { channels: 'rgb', mean: [0.46, 0.45, 0.4], deviation: 0.25 } as const;
