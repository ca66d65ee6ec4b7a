/** From the numbers of a diagnosis to words. */

import type { Graph } from '@diopter/core-tensor/graph';
import type { Diagnosis, Finding, GradientState, LayerDiagnosis, Verdict } from './diagnosis.js';
import { hasBatchNorm, hasSkips, remediesFor } from './remedies.js';
import {
  coherentFrom,
  deadFrom,
  mergingClimb,
  mergingFrom,
  saturatedFrom,
  shatteredBelow,
} from './thresholds.js';

const stateWords: Readonly<Record<GradientState, string>> = {
  shattered:
    'the gradient on this path is shattered: within a few points it forgets what it was, nearly like white noise',
  'partly-shattered': 'the gradient on this path is partly shattered: it is between white noise and brown',
  coherent: 'the gradient on this path is coherent, like brown noise or smoother',
  constant:
    'the gradient on this path is constant: the network is linear there, and its autocorrelation is not defined',
  none: 'the gradient on this path is zero everywhere',
};

const percent = (share: number) => `${Math.round(100 * share)} %`;

/** What each layer's numbers are compared with. */
const layerRules: readonly {
  readonly code: Finding['code'];
  readonly of: (layer: LayerDiagnosis) => number | undefined;
  /** From which value on it is told, in a network of this first layer. */
  readonly from: (first: LayerDiagnosis) => number;
  readonly words: (value: number, layer: LayerDiagnosis) => string;
}[] = [
  {
    code: 'co-activation',
    of: ({ alike }) => alike,
    from: ({ alike = 0 }) => Math.max(mergingFrom, alike + mergingClimb),
    words: (_, { active = 0, coActive = 0 }) =>
      `two examples share ${percent(coActive)} of the units (${percent(active ** 2)} if independent, ${percent(active)} if alike)`,
  },
  {
    code: 'dead',
    of: ({ dead }) => dead,
    from: () => deadFrom,
    words: (value) =>
      `${percent(value)} of the channels are active at no point of the path and for no example (dead if more examples do not wake them)`,
  },
  {
    code: 'saturated',
    of: ({ saturated }) => saturated,
    from: () => saturatedFrom,
    words: (value) => `${percent(value)} of the values are where it is flat`,
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
    ...measured.layers.flatMap((layer) => layerFindings(layer, measured.layers[0]!)),
  ];
  const remedies = remediesFor({
    gradient,
    findings,
    hasSkips: hasSkips(graph),
    hasBatchNorm: hasBatchNorm(graph),
  });
  const sentences = sentencesOf(findings, remedies);
  return { gradient, findings, remedies, sentences, words: sentences.join(' ') };
}

function stateOf({ gradients, brownShare }: Omit<Diagnosis, 'verdict'>): GradientState {
  if (gradients.data.every((value) => value === 0)) return 'none';
  if (Number.isNaN(brownShare)) return 'constant';
  if (brownShare < shatteredBelow) return 'shattered';
  return brownShare < coherentFrom ? 'partly-shattered' : 'coherent';
}

const statisticsWords: Readonly<Partial<Record<Diagnosis['statistics'], string>>> = {
  examples: 'batch norm has the statistics of the examples, taken as constants',
  path: 'batch norm has the statistics of the path, taken as constants, so that pairs of examples are the two ends alone',
};

function statisticsFindings({ statistics }: Pick<Diagnosis, 'statistics'>): Finding[] {
  const words = statisticsWords[statistics];
  return words === undefined ? [] : [{ code: 'statistics', value: statistics, words }];
}

function layerFindings(layer: LayerDiagnosis, first: LayerDiagnosis): Finding[] {
  return layerRules.flatMap(({ code, of, from, words }) => {
    const value = of(layer);
    if (value === undefined || value < from(first)) return [];
    return [
      { code, layer: layer.name, value, words: `at ${layer.name} (${layer.kind}) ${words(value, layer)}` },
    ];
  });
}

/** What is about single layers is told of the worst of them, once for each code. */
function sentencesOf(findings: readonly Finding[], remedies: Verdict['remedies']): string[] {
  const whole = findings.filter(({ layer }) => layer === undefined).map(({ words }) => words);
  const byCode = layerRules.flatMap(({ code }) => {
    const own = findings.filter((finding) => finding.layer !== undefined && finding.code === code);
    const [worst, ...others] = own.sort((a, b) => Number(b.value) - Number(a.value));
    if (worst === undefined) return [];
    return [
      `${worst.words}${others.length === 0 ? '' : `; ${others.length} more of its kind among the findings`}`,
    ];
  });
  const tried = remedies.map(({ words }) => words).join('; ');
  return [
    ...[...whole, ...byCode].map((words) => `${words[0]!.toUpperCase()}${words.slice(1)}.`),
    ...(tried === '' ? [] : [`To try: ${tried}.`]),
  ];
}
