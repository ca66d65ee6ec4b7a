/** From the numbers of a diagnosis to words. */

import type { Graph } from '@diopter/core-tensor/graph';
import type { Diagnosis, Finding, GradientState, LayerDiagnosis, Verdict } from './diagnosis.js';
import { hasBatchNorm, hasSkips, remediesFor } from './remedies.js';
import { coherentFrom, deadFrom, mergingAbove, saturatedFrom, shatteredBelow } from './thresholds.js';

const stateWords: Readonly<Record<GradientState, string>> = {
  shattered:
    'the gradient on this path is shattered: neighbouring points tell as little of each other as white noise',
  'partly-shattered': 'the gradient on this path is partly shattered, between white noise and brown',
  coherent: 'the gradient on this path is coherent, like brown noise or smoother',
  constant:
    'the gradient on this path is constant: the network is linear there, and its autocorrelation is not defined',
  none: 'the gradient on this path is zero everywhere',
};

/** What each layer's numbers are compared with. */
const layerRules: readonly {
  readonly code: Finding['code'];
  readonly of: (layer: LayerDiagnosis) => number | undefined;
  readonly from: number;
  readonly words: (share: string) => string;
}[] = [
  {
    code: 'co-activation',
    of: ({ coActive }) => coActive,
    from: mergingAbove,
    words: (share) => `two examples share ${share} of its units (25 % if independent, 50 % if alike)`,
  },
  {
    code: 'dead',
    of: ({ dead }) => dead,
    from: deadFrom,
    words: (share) => `${share} of its channels are never active here`,
  },
  {
    code: 'saturated',
    of: ({ saturated }) => saturated,
    from: saturatedFrom,
    words: (share) => `${share} of its values are where it is flat`,
  },
];

/** The verdict on measured numbers. */
export function verdictOn(graph: Graph, measured: Omit<Diagnosis, 'verdict'>): Verdict {
  const gradient = stateOf(measured);
  const share = measured.brownShare;
  const place = Number.isNaN(share) ? '' : ` (${share.toFixed(2)} of the way from white noise to brown)`;
  const findings: Finding[] = [
    {
      code: 'gradient',
      value: Number.isNaN(share) ? gradient : share,
      words: `${stateWords[gradient]}${place}`,
    },
    ...statisticsFindings(measured),
    ...measured.layers.flatMap(layerFindings),
  ];
  const remedies = remediesFor({
    gradient,
    findings,
    hasSkips: hasSkips(graph),
    hasBatchNorm: hasBatchNorm(graph),
  });
  return { gradient, findings, remedies, words: sentences(findings, remedies) };
}

function stateOf({ gradients, brownShare }: Omit<Diagnosis, 'verdict'>): GradientState {
  if (gradients.data.every((value) => value === 0)) return 'none';
  if (Number.isNaN(brownShare)) return 'constant';
  if (brownShare < shatteredBelow) return 'shattered';
  return brownShare < coherentFrom ? 'partly-shattered' : 'coherent';
}

function statisticsFindings({ statistics }: Pick<Diagnosis, 'statistics'>): Finding[] {
  if (statistics !== 'path') return [];
  const words = 'batch norm has the statistics of the path, taken as constants';
  return [{ code: 'statistics', value: statistics, words }];
}

function layerFindings(layer: LayerDiagnosis): Finding[] {
  return layerRules.flatMap(({ code, of, from, words }) => {
    const value = of(layer);
    if (value === undefined || value < from) return [];
    const percent = `${Math.round(100 * value)} %`;
    return [{ code, layer: layer.name, value, words: `${layer.name} (${layer.kind}): ${words(percent)}` }];
  });
}

function sentences(findings: readonly Finding[], remedies: Verdict['remedies']): string {
  const said = findings.map(({ words }) => `${words[0]!.toUpperCase()}${words.slice(1)}.`);
  const tried = remedies.map(({ words }) => words).join('; ');
  return [...said, ...(tried === '' ? [] : [`To try: ${tried}.`])].join(' ');
}
