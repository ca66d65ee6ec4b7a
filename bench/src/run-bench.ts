/** One bench from start to records, printed as they come. */

import { type BenchEntry, type BenchName, benches } from './benches/index.js';
import type { BenchOptions } from './command-line.js';
import { measureByDepth } from './measure/by-depth.js';
import { type MeasureOptions, measureSideBySide } from './measure/side-by-side.js';
import { measureSoak } from './measure/soak.js';
import { profileBench } from './profile/profile-bench.js';
import { type Shares, sharesOf } from './profile/shares.js';
import type { PyTorch } from './pytorch/find-pytorch.js';
import { printDepths, printProfile, printRecords, printShare, printSoak } from './report/print.js';
import type { BenchRecord } from './report/records.js';

/** Threads of every engine. */
const threads = 2;

/** Timed steps, unless told otherwise. */
const defaultSteps = { 'side by side': 30, soak: 3000, 'by depth': 10 };

/** A record as it is written: what was measured, and the shares of Diopter's step if it was profiled. */
export type ReportedRecord = BenchRecord & { readonly shares?: Shares };

/** Measures a bench, prints the results with `print`, and returns the records. */
export async function runBench(
  name: BenchName,
  options: BenchOptions,
  pyTorches: readonly PyTorch[],
  print: (text: string) => void,
): Promise<ReportedRecord[]> {
  const { kind, reports } = benches[name];
  const { steps = defaultSteps[kind], profile: wholeProfile } = options;
  const measured = await measurements[kind](name, { steps, threads, pyTorches }, print);
  if (!wholeProfile && reports === undefined) return measured;

  const profile = await profileBench(name, threads);
  const shares = sharesOf(profile);
  print(wholeProfile ? printProfile(profile) : printShare(shares, reports!));
  return measured.map((record) => (record.engine === 'diopter' ? { ...record, shares } : record));
}

/** How each kind of bench is measured and printed. */
const measurements: Readonly<
  Record<
    BenchEntry['kind'],
    (name: BenchName, options: MeasureOptions, print: (text: string) => void) => Promise<BenchRecord[]>
  >
> = {
  'side by side': async (name, options, print) => {
    const records = await measureSideBySide(name, options);
    print(printRecords(records));
    return records;
  },
  soak: async (name, options, print) => {
    const record = await measureSoak(name, options);
    print(`${printRecords([record])}\n${printSoak(record)}`);
    return [record];
  },
  'by depth': async (name, options, print) => {
    const records = await measureByDepth(name, options);
    print(printDepths(records));
    return records;
  },
};
