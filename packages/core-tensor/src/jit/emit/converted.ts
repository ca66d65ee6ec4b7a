/** Changing the element type of a value where it lies. */

import type { ValueId } from '../program/program.js';
import { elementwise } from './elementwise.js';
import type { Lowering } from './lowering.js';
import { onnxNumber } from './onnx-number.js';
import type { Stored } from './stored.js';

/** Casts elements, in whatever order and however stretched they lie. */
export function converted(
  lowering: Lowering,
  at: ValueId | Stored,
  to: keyof typeof onnxNumber,
  rank: number,
): Stored {
  return elementwise(lowering, 'Cast', [at], rank, { attributes: { to: onnxNumber[to] } });
}
