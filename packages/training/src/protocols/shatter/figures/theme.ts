/** The themes of figures: those of the charts that they are made of. */

import type { LineChartOptions } from '../../../reports/index.js';

/** `paper` for files of their own, `page` for the report. */
export type FigureTheme = NonNullable<LineChartOptions['theme']>;
