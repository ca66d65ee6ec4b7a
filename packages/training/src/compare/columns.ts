/** The table of a comparison: its columns, for pages and terminals. */

import type { NumberColumn } from '../reports/index.js';
import type { ModelComparison } from './comparison.js';

/** A column and its numbers, in the column's unit. */
export interface ComparisonColumn extends NumberColumn {
  readonly decimals: number;
  readonly of: (model: ModelComparison) => number;
}

/** Every column, the paper's errors first. */
export const comparisonColumns: readonly ComparisonColumn[] = [
  { name: 'pixel error', unit: '%', decimals: 1, best: 'lowest', of: ({ pixelError }) => 100 * pixelError },
  {
    name: 'feature error',
    unit: '%',
    decimals: 1,
    best: 'lowest',
    of: ({ featureError }) => 100 * featureError,
  },
  { name: 'sharpness', decimals: 3, best: 1, of: ({ sharpness }) => sharpness },
  { name: 'SSIM', decimals: 3, best: 'highest', of: ({ ssim }) => ssim },
  { name: 'PSNR', unit: 'dB', decimals: 2, best: 'highest', of: ({ psnr }) => psnr },
  { name: 'perceptual', decimals: 3, best: 'lowest', of: ({ perceptual }) => perceptual },
  { name: 'grid', decimals: 2, best: 0, of: ({ grid }) => grid },
];
