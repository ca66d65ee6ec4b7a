/** A diagnosis as a page. */

import type { NumbersPart, Report, ReportPart } from '../reports/index.js';
import { diagnosisCharts } from './diagnosis-charts.js';
import { conditionOf, type ModelDiagnosis, shownLayers } from './result.js';
import { settingText } from './setting-text.js';

/** The verdict, pictures, tables and what it was made of, for `writeReport`. */
export function diagnosisReport(result: ModelDiagnosis): Report {
  const { diagnosis, network, output, seed, points, inputs } = result;
  const [lead, ...sentences] = diagnosis.verdict.sentences;
  const charts = diagnosisCharts(result, 'page');
  return {
    title: `Gradients of ${network}`,
    lead: lead!,
    sections: [
      {
        title: 'Verdict',
        parts: [{ kind: 'text', text: [...sentences, settingText(result)].join('\n\n') }],
      },
      {
        title: 'Gradients',
        parts: charts.map(
          ({ title, caption, svg }): ReportPart => ({ kind: 'charts', caption, charts: [{ title, svg }] }),
        ),
      },
      { title: 'Numbers', parts: [layersTable(result), correlations(result), jacobianTable(result)] },
      {
        title: 'Options',
        parts: [
          {
            kind: 'definitions',
            entries: {
              output,
              inputs: inputs.source,
              examples: inputs.count,
              points,
              statistics: diagnosis.statistics,
              seed,
            },
          },
        ],
      },
    ],
  };
}

const percent = (share: number | undefined) => (share === undefined ? undefined : 100 * share);

function layersTable({ diagnosis }: ModelDiagnosis): ReportPart {
  if (diagnosis.layers.length === 0) {
    return { kind: 'text', text: 'The network has no activations whose units can be judged.' };
  }
  const { layers, others } = shownLayers(diagnosis.layers, 32);
  const columns = ['active', 'co-active', 'alike', 'dead', 'saturated'].map((name) => ({
    name,
    unit: '%',
    decimals: 1,
  }));
  return {
    kind: 'numbers',
    heading: 'activation',
    caption: `Units that an example activates, and that two do; how alike the two are, from 0, independent, to 100, the same units; channels that no example and no point wakes; values on the path where the function is flat.${others === 0 ? '' : ` ${others} more are not shown.`}`,
    columns,
    rows: layers.map(({ place, name, kind, active, coActive, alike, dead, saturated }) => ({
      name: `${place} ${name} (${kind})`,
      values: [active, coActive, alike, dead, saturated].map(percent),
    })),
  };
}

function correlations({ diagnosis: { correlation, brownShare } }: ModelDiagnosis): NumbersPart {
  const rows = {
    'the two ends of the path': correlation.ends,
    'pairs of examples': correlation.pairs,
    'brown share': brownShare,
  };
  return {
    kind: 'numbers',
    heading: 'gradients',
    caption:
      'Correlation of gradients, and where their autocorrelation lies between white noise, 0, and brown noise, 1.',
    columns: [{ name: 'correlation', decimals: 3 }],
    rows: Object.entries(rows).map(([name, value]) => ({
      name,
      values: [Number.isNaN(value) ? undefined : value],
    })),
  };
}

function jacobianTable({ diagnosis: { jacobian } }: ModelDiagnosis): NumbersPart {
  return {
    kind: 'numbers',
    heading: 'Jacobian at',
    columns: [{ name: 'largest' }, { name: 'smallest' }, { name: 'condition' }],
    rows: jacobian.map((each) => {
      const { largest, smallest, condition } = conditionOf(each);
      return { name: String(each.place), values: [largest, smallest, condition] };
    }),
  };
}
