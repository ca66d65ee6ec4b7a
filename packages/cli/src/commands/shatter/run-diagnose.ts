/** What `diopter shatter diagnose` does. */

import type { Preprocessing } from '@diopter/losses';
import { designOptions } from '@diopter/training/catalog';
import { diagnoseModel, diagnosisData, writeDiagnosis } from '@diopter/training/diagnosis';
import { quietEngine, saying } from '../experiment-output.js';
import type { DiagnoseFlags } from './diagnose.js';
import { diagnosisText } from './diagnosis-text.js';

/** Diagnoses, writes the files if there is a folder for them, and prints the verdict and the numbers. */
export async function runDiagnose(
  model: string | undefined,
  { inputs, bgr, scale, mean, deviation, out, json, quiet, ...flags }: DiagnoseFlags,
): Promise<void> {
  quietEngine();
  const said = Object.entries(flags);
  const design = said.filter(([name]) => Object.hasOwn(designOptions, name));
  const others = said.filter(([name]) => !Object.hasOwn(designOptions, name));
  const preprocessing: Preprocessing = {
    ...(bgr && { channels: 'bgr' as const }),
    ...(scale !== undefined && { scale }),
    ...(mean && { mean: oneOrAll(mean) }),
    ...(deviation && { deviation: oneOrAll(deviation) }),
  };
  const result = await diagnoseModel({
    ...Object.fromEntries(others),
    ...(model !== undefined && { model }),
    ...(design.length > 0 && { design: Object.fromEntries(design) }),
    ...(inputs && { pictures: inputs }),
    ...(Object.keys(preprocessing).length > 0 && { preprocessing }),
    onMessage: saying(quiet),
  });
  const files = out === undefined ? [] : await writeDiagnosis(out, result);
  const paths = files.map((file) => `${file}\n`).join('');
  process.stdout.write(
    json
      ? `${JSON.stringify({ ...diagnosisData(result), files }, null, 2)}\n`
      : `${diagnosisText(result)}${paths === '' ? '' : `\n${paths}`}`,
  );
}

function oneOrAll(values: readonly number[]): number | readonly number[] {
  return values.length === 1 ? values[0]! : values;
}
