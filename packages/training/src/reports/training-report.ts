/** The report of a training run: what came out, how it went, and what it was told. */

import {
  type ChartRule,
  type ChartSeries,
  type LineChartOptions,
  lineChart,
  roomForNames,
} from './chart/line-chart.js';
import { phaseStrip, phasesOf } from './chart/phase-strip.js';
import { curveOf, metricNames } from './curve.js';
import type { ChartsPart, DefinitionsPart, PicturesPart, Report, ReportPart } from './html/index.js';
import { lossChart, points, scaleFor, stepAxis, trainingCurve } from './loss-chart.js';
import { type MetricsRow, validationPrefix } from './metrics-row.js';

/** What is known of a run. */
export interface TrainingFacts {
  /** The title of the report. */
  readonly name: string;
  /** What was trained, in a sentence. */
  readonly lead?: string;
  /** What came out: the numbers of the best validation, say. */
  readonly results?: DefinitionsPart['entries'];
  /** What the run was told. */
  readonly options: DefinitionsPart['entries'];
  /** The rows of its `metrics.jsonl`. */
  readonly rows: readonly MetricsRow[];
  /** Metrics that belong on one axis: the loss and its terms. Every metric has a chart of its own beside. */
  readonly losses?: readonly string[];
  /** Values of a metric that mean something, by its name: the thresholds of the players' ratio. */
  readonly rules?: Readonly<Record<string, readonly Omit<ChartRule, 'axis'>[]>>;
  /** The program that took each step, where there are several: one name for each row. */
  readonly programs?: readonly string[];
  readonly pictures?: readonly Omit<PicturesPart, 'kind'>[];
}

/** Weight of the past in smoothed curves. */
const smoothing = 0.95;

/** Size and colours of a chart. */
type Frame = Pick<LineChartOptions, 'width' | 'height' | 'marginRight' | 'theme'>;

/** As wide as the page. */
const wide = { width: 1040, theme: 'page' } as const;
/** Two beside each other. */
const small = { width: 500, height: 260, theme: 'page' } as const;

/**
 * The report of a run, for `writeReport`: results and pictures first, then every metric over the steps, training and
 * validation together, then the options.
 *
 * @example
 * const report = trainingReport({ name: 'first', options: { steps: 1200 }, rows: await readMetrics('metrics.jsonl') });
 * await writeReport('report.html', report);
 */
export function trainingReport(facts: TrainingFacts): Report {
  const { name, lead, results = {}, options, pictures = [] } = facts;
  const sections = [
    { title: 'Results', parts: [...definitions(results), ...pictures.map(picturesPart)] },
    { title: 'Training', parts: trainingParts(facts) },
    { title: 'Options', parts: definitions(options) },
  ];
  return {
    title: name,
    ...(lead !== undefined && { lead }),
    sections: sections.filter(({ parts }) => parts.length > 0),
  };
}

function definitions(entries: DefinitionsPart['entries']): ReportPart[] {
  return Object.keys(entries).length === 0 ? [] : [{ kind: 'definitions', entries }];
}

function picturesPart(part: Omit<PicturesPart, 'kind'>): ReportPart {
  return { kind: 'pictures', ...part };
}

function trainingParts(facts: TrainingFacts): ReportPart[] {
  const { rows, rules = {}, losses = [], programs = [] } = facts;
  const names = shownMetrics(rows);
  if (names.length === 0) return [];
  const ruled = names.filter((metric) => Object.hasOwn(rules, metric));
  const others = names.filter((metric) => !ruled.includes(metric));
  const frame = { ...wide, marginRight: roomForNames([...losses, ...programs, 'validation']) };
  return [
    ...lossesPart(facts, names, frame),
    ...chartsPart(
      others.map((metric) => metricChart(facts, metric, small)),
      'Thin: as measured in each step; thick: smoothed. Dots: validations, on held-out data.',
    ),
    ...ruled.flatMap((metric) => chartsPart([metricChart(facts, metric, frame)])),
    ...programsPart(facts, frame),
  ];
}

/** Names with something to draw; those that only validations have come last. */
function shownMetrics(rows: readonly MetricsRow[]): string[] {
  const ofValidation = rows
    .flatMap((row) => Object.keys(row))
    .filter((name) => name.startsWith(validationPrefix))
    .map((name) => name.slice(validationPrefix.length));
  return [...new Set([...metricNames(rows), ...ofValidation])].filter(
    (name) => curveOf(rows, name).length + curveOf(rows, validationPrefix + name).length > 0,
  );
}

function lossesPart(
  { rows, losses = [] }: TrainingFacts,
  names: readonly string[],
  frame: Frame,
): ReportPart[] {
  const metrics = losses.filter((name) => names.includes(name));
  if (metrics.length < 2) return [];
  const description = `${metrics.join(', ')} over ${rows.length} steps`;
  return chartsPart([
    { title: metrics.join(', '), svg: lossChart(rows, { ...frame, metrics, description, smoothing }) },
  ]);
}

function metricChart(
  { rows, rules }: TrainingFacts,
  metric: string,
  frame: Frame,
): ChartsPart['charts'][number] {
  const validation = points(curveOf(rows, validationPrefix + metric));
  const series: ChartSeries[] = [
    { name: 'training', ...trainingCurve(rows, metric, smoothing) },
    { name: 'validation', line: validation, dots: validation },
  ];
  const svg = lineChart(series, {
    ...frame,
    description: `${metric} over the steps of training`,
    x: stepAxis(rows),
    y: { scale: scaleFor(series) },
    rules: (rules?.[metric] ?? []).map((rule) => ({ axis: 'y', ...rule })),
  });
  return { title: metric, svg };
}

function programsPart({ rows, programs = [] }: TrainingFacts, frame: Frame): ReportPart[] {
  if (programs.length === 0) return [];
  const phases = phasesOf(
    rows.map(({ step }) => step),
    programs,
  );
  const description = 'which program took which steps';
  return chartsPart([{ title: 'Who trained when', svg: phaseStrip(phases, { ...frame, description }) }]);
}

function chartsPart(charts: ChartsPart['charts'], caption?: string): ReportPart[] {
  return charts.length === 0 ? [] : [{ kind: 'charts', charts, ...(caption !== undefined && { caption }) }];
}
