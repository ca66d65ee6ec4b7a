/** What the numbers of a comparison mean, in words, for those who read it. */

/** By the names of the columns. */
export const conventions: Readonly<Record<string, string>> = {
  'pixel error':
    'The mean over the pictures of the Euclidean distance between picture and reconstruction, divided by the mean distance between two different pictures (Dosovitskiy and Brox 2016). Answering the mean picture to everything scores about 71 %.',
  'feature error':
    'The same of the features of the comparator; of several layers, the mean of their errors. The comparator should be one that no model was trained with.',
  sharpness:
    'Spectral energy of the finest octave, above a quarter cycle per pixel, relative to the originals: the ratio of the sums over all pictures. 1 is right, less is blurred, more is noise or ringing.',
  SSIM: 'Structural similarity (Wang et al. 2004): Gaussian window of 11 x 11 pixels with deviation 1.5, inside the picture; each channel by itself; mean. 1 is equal.',
  PSNR: 'Peak signal-to-noise ratio: the mean over the pictures of each one’s, white being 1.',
  perceptual:
    'Distance of the features of the comparator, normalised at each place (Zhang et al. 2018), without learned weights: between 0 and 2 for features that are not negative. The mean over layers.',
  grid: 'The strongest pattern that repeats every 2, 4 or 8 pixels, a measure of ours: the power at its frequencies above that of their surroundings, relative to what the originals have there. 0 is none; 1 is a checkerboard as strong as all natural detail that fine.',
};
