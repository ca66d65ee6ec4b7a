/** What a run leaves for people to read: metrics line by line, tables, curves, and reports that open in a browser. */
export { type ChartGridOptions, type ChartPanel, chartGrid } from './chart/chart-grid.js';
export { type ConfusionChartOptions, confusionChart } from './chart/confusion-chart.js';
export { type HeatMapOptions, heatMap } from './chart/heat-map.js';
export {
  type ChartAxis,
  type ChartPoint,
  type ChartRange,
  type ChartRule,
  type ChartSeries,
  type LineChartOptions,
  lineChart,
} from './chart/line-chart.js';
export { type Phase, type PhaseStripOptions, phaseStrip, phasesOf } from './chart/phase-strip.js';
export { type ScatterChartOptions, type ScatterGroup, scatterChart } from './chart/scatter-chart.js';
export { wholeTicks } from './chart/ticks.js';
export { metricsToCsv } from './csv.js';
export { type CurvePoint, curveOf, metricNames, smooth, thin } from './curve.js';
export {
  type ChartsPart,
  type DefinitionsPart,
  htmlReport,
  type NumberColumn,
  type NumbersPart,
  type PicturesPart,
  type Report,
  type ReportPart,
  type ReportSection,
  type TextPart,
  writeReport,
} from './html/index.js';
export { type LossChartOptions, lossChart } from './loss-chart.js';
export { writeLossReport } from './loss-report.js';
export { type MetricsFile, openMetricsFile, readMetrics } from './metrics-file.js';
export { type MetricsRow, validationPrefix } from './metrics-row.js';
export { type TrainingFacts, trainingReport } from './training-report.js';
export { writeChart } from './write-chart.js';
