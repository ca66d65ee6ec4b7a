/** A diagnosis as text for terminals. */

import {
  conditionOf,
  type ModelDiagnosis,
  settingText,
  shownLayers,
  whiteBand,
} from '@diopter/training/diagnosis';
import { formatTable } from '../../terminal/table.js';
import { wrap } from '../../terminal/wrap.js';

/** Lags of the table: the next point, and the paper's. */
const shownLags = [1, 5, 15];

/** The verdict in words, then the numbers. */
export function diagnosisText(result: ModelDiagnosis): string {
  return [
    lines(result.diagnosis.verdict.sentences.map((sentence) => wrap(sentence))),
    lines([wrap(settingText(result))]),
    layersText(result),
    autocorrelationText(result),
    correlationText(result),
    jacobianText(result),
  ].join('\n');
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}

function layersText({ diagnosis }: ModelDiagnosis): string {
  if (diagnosis.layers.length === 0) return 'no activations whose units can be judged\n';
  const { layers, others } = shownLayers(diagnosis.layers);
  const share = (value: number | undefined) => (value === undefined ? '–' : `${(100 * value).toFixed(1)} %`);
  const rows = layers.map(({ place, active, coActive, alike, dead, saturated, kind, name }) => [
    String(place),
    ...[active, coActive, alike, dead, saturated].map(share),
    `${name} (${kind})`,
  ]);
  const table = aligned(
    [['', 'active', 'co-active', 'alike', 'dead', 'saturated', 'activation'], ...rows],
    6,
  );
  return others === 0 ? table : `${table}${others} more activations, none of them worse\n`;
}

function autocorrelationText({ diagnosis: { autocorrelation, reference }, points }: ModelDiagnosis): string {
  const rows = shownLags.map((lag) => [
    String(lag),
    decimal(autocorrelation[lag]!),
    '0.00',
    decimal(reference.brown[lag]!),
  ]);
  return `autocorrelation of gradients (white noise within ${whiteBand(points).toFixed(2)})\n${aligned([['lag', 'this path', 'white noise', 'brown noise'], ...rows], 4)}`;
}

function correlationText({ diagnosis: { correlation } }: ModelDiagnosis): string {
  return `correlation of gradients: ${decimal(correlation.ends)} at the two ends of the path, ${decimal(correlation.pairs)} over pairs of examples\n`;
}

function jacobianText({ diagnosis: { jacobian } }: ModelDiagnosis): string {
  const rows = jacobian.map((each) => {
    const { largest, smallest, condition } = conditionOf(each);
    return [String(each.place), ...[largest, smallest, condition].map(significant)];
  });
  const part = jacobian.every(({ complete }) => complete) ? '' : ' (of a random part of the output)';
  return `singular values of the Jacobian${part}\n${aligned([['at', 'largest', 'smallest', 'condition'], ...rows], 4)}`;
}

function decimal(value: number): string {
  // Adding 0 makes 0 of -0.
  return Number.isNaN(value) ? '–' : (Math.round(100 * value) / 100 + 0).toFixed(2);
}

function significant(value: number): string {
  if (Number.isNaN(value)) return '–';
  return Number.isFinite(value) ? String(Number(value.toPrecision(3))) : '∞';
}

/** A table whose first columns are numbers, to the right. */
function aligned(rows: readonly (readonly string[])[], numbers: number): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return formatTable(
    rows.map((row) => row.map((cell, column) => (column < numbers ? cell.padStart(widths[column]!) : cell))),
  );
}
