/** What the AlexNets expect of pixels, as plain data in the form of a comparator's description. */

/** `scale * pixel - mean` for pixels in [0, 1], channels in the order blue, green, red: ImageNet's mean colour off, nothing divided. */
export const caffePreprocessing = { channels: 'bgr', scale: 255, mean: [104, 117, 123] } as const;

/** `(pixel - mean) / deviation` for pixels in [0, 1], channels in the order red, green, blue. */
export const torchvisionPreprocessing = {
  channels: 'rgb',
  mean: [0.485, 0.456, 0.406],
  deviation: [0.229, 0.224, 0.225],
} as const;
