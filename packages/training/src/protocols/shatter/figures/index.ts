/** The figures of the experiment, by the names of their files. */

import type { ShatterExperimentResult } from '../result.js';
import { acfFigure } from './acf-figure.js';
import { coActivationFigure } from './co-activation-figure.js';
import { correlationFigure } from './correlation-figure.js';
import { gradientsFigure } from './gradients-figure.js';
import type { FigureTheme } from './theme.js';

export const figures = {
  gradients: gradientsFigure,
  acf: acfFigure,
  correlation: correlationFigure,
  'co-activation': coActivationFigure,
} as const satisfies Readonly<
  Record<string, (result: ShatterExperimentResult, theme: FigureTheme) => string>
>;
