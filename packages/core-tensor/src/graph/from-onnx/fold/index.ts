/** Operators on constants, computed while a file is read: mostly what exporters write to compute shapes. */

import { arithmeticFolds } from './arithmetic.js';
import { constantFolds } from './constants.js';
import type { Folds } from './fold.js';
import { selectionFolds } from './selection.js';
import { shapeFolds } from './shape.js';

/** Every operator that is computed on constants. */
export const folds: Folds = { ...constantFolds, ...arithmeticFolds, ...selectionFolds, ...shapeFolds };
