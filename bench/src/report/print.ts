/** The results of one bench, for people. */

import { type DepthRecord, memoryByDepth } from '../measure/by-depth.js';
import type { SoakFigures } from '../measure/soak.js';
import { groupTitles, type OperatorGroup } from '../profile/groups.js';
import { type Shares, sharesOf } from '../profile/shares.js';
import type { Profile } from '../profile/trace.js';
import type { BenchRecord } from './records.js';
import { figure, formatTable, percent } from './table.js';

/** One line per engine. */
export function printRecords(records: readonly BenchRecord[]): string {
  const [{ name, batch, threads }] = records as [BenchRecord];
  return formatTable(
    [`${name}, batch ${batch}, ${threads} threads`, 'median ms', 'min ms', 'speed', 'peak MiB', 'compile ms'],
    records.map((record) => [
      `  ${record.engine}`,
      figure(record.medianMs, 1),
      figure(record.minMs, 1),
      record.speedVsPyTorch === undefined ? '' : `${figure(record.speedVsPyTorch, 2)} x`,
      figure(record.peakMemoryMiB, 0),
      record.compileMs === null ? '' : figure(record.compileMs, 0),
    ]),
  );
}

/** One line per depth, and a sentence on the memory. */
export function printDepths(records: readonly DepthRecord[]): string {
  const [{ name, batch, threads }] = records as [DepthRecord];
  const table = formatTable(
    [`${name}, batch ${batch}, ${threads} threads`, 'median ms', 'peak MiB', 'compile ms'],
    records.map(({ depth, medianMs, peakMemoryMiB, compileMs }) => [
      `  ${depth} layers`,
      figure(medianMs, 1),
      figure(peakMemoryMiB, 0),
      figure(compileMs, 0),
    ]),
  );
  const { mebibytesPerLayer, largestDeviation } = memoryByDepth(records);
  return `${table}\n  memory: ${figure(mebibytesPerLayer, 2)} MiB per layer; at most ${percent(largestDeviation)} off a straight line`;
}

/** One sentence on the memory of a soak. */
export function printSoak({ memoryMiBAtStep, growthKiBPerStep }: SoakFigures): string {
  const readings = Object.entries(memoryMiBAtStep).map(
    ([step, mebibytes]) => `${figure(mebibytes, 1)} MiB at step ${step}`,
  );
  return `  memory: ${readings.join(', ')}; growth ${figure(growthKiBPerStep, 3)} KiB per step`;
}

/** The share of one group of operators. */
export function printShare(shares: Shares, group: OperatorGroup): string {
  return `  ${groupTitles[group]}: ${percent(shares[group])} of the step`;
}

/** Where the time of a step goes, by operator and by group. */
export function printProfile(profile: Profile): string {
  const { milliseconds, operators } = profile;
  const inside = operators.reduce((sum, operator) => sum + operator.milliseconds, 0);
  const row = (title: string, time: number, calls: string) => [
    `  ${title}`,
    percent(time / milliseconds),
    figure(time, 2),
    calls,
  ];
  const shares = sharesOf(profile);
  return [
    formatTable(
      ['  operator', 'share', 'ms', 'nodes'],
      [
        ...operators.map(({ operator, milliseconds, calls }) =>
          row(operator, milliseconds, figure(calls, 0)),
        ),
        row('between operators', milliseconds - inside, ''),
        row('all', milliseconds, ''),
      ],
    ),
    ...Object.keys(shares).map((group) => printShare(shares, group as OperatorGroup)),
  ].join('\n');
}
