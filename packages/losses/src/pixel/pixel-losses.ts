/** Every loss of pixels, by name. */

import { absolutePixelLoss } from './absolute-pixel-loss.js';
import { charbonnierLoss } from './charbonnier-loss.js';
import type { PixelLoss } from './pixel-loss.js';
import { squaredPixelLoss } from './squared-pixel-loss.js';

/** The name of a loss of pixels. */
export type PixelLossKind = 'squared' | 'absolute' | 'charbonnier';

/**
 * The losses of pixels.
 *
 * @example
 * const loss = pixelLosses.absolute(reconstructions, images);
 */
export const pixelLosses: Readonly<Record<PixelLossKind, PixelLoss>> = {
  squared: squaredPixelLoss,
  absolute: absolutePixelLoss,
  charbonnier: charbonnierLoss,
};
