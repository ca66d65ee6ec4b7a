/** What a run leaves for people to read: metrics line by line, tables, and curves. */
export { metricsToCsv } from './csv.js';
export { type CurvePoint, curveOf, metricNames, smooth, thin } from './curve.js';
export { type LossChartOptions, lossChart } from './loss-chart.js';
export { writeLossReport } from './loss-report.js';
export { type MetricsFile, openMetricsFile, readMetrics } from './metrics-file.js';
export { type MetricsRow, validationPrefix } from './metrics-row.js';
