/** What helps against what: one row each. */

import type { Graph } from '@diopter/core-tensor/graph';
import type { Finding, GradientState, Remedy } from './diagnosis.js';

/** What remedies are chosen by. */
export interface Facts {
  readonly gradient: GradientState;
  readonly findings: readonly Finding[];
  readonly hasSkips: boolean;
  readonly hasBatchNorm: boolean;
}

const shatters = ({ gradient }: Facts) => gradient === 'shattered' || gradient === 'partly-shattered';
const finds = ({ findings }: Facts, code: Finding['code']) =>
  findings.some((finding) => finding.code === code);

/** In the order in which they are named. */
const remedyTable: readonly (Remedy & { readonly helps: (facts: Facts) => boolean })[] = [
  {
    code: 'small-beta',
    helps: (facts) => shatters(facts) && facts.hasSkips,
    words: 'multiply the residual branches with a small constant (the paper takes 0.1)',
  },
  {
    code: 'looks-linear',
    helps: (facts) => shatters(facts) && !facts.hasSkips,
    words: 'start looks-linear: CReLU with mirrored weights, whose gradient is constant at the start',
  },
  {
    code: 'batch-norm-with-skips',
    helps: (facts) => shatters(facts) && !facts.hasSkips,
    words:
      'add skips around one or two layers, with batch norm in the branches: decay is then sublinear in depth',
  },
  {
    code: 'centring',
    helps: (facts) => finds(facts, 'co-activation') && !facts.hasBatchNorm,
    words:
      'against merging, centre or batch-normalise; in a deep network without skips that alone makes gradients whiter',
  },
  {
    code: 'revive',
    helps: (facts) => finds(facts, 'dead'),
    words:
      'if units stay dead on many examples, let them pass something (leaky ReLU), or train with a smaller learning rate from an earlier checkpoint',
  },
  {
    code: 'smaller-weights',
    helps: (facts) => finds(facts, 'saturated'),
    words: 'start with smaller weights, or normalise before the saturated activations',
  },
];

/** What may help, by the table. */
export function remediesFor(facts: Facts): Remedy[] {
  return remedyTable.filter(({ helps }) => helps(facts)).map(({ code, words }) => ({ code, words }));
}

/** Whether a node adds several values that depend on the graph's inputs. */
export function hasSkips({ inputs, nodes }: Graph): boolean {
  const isComputed = (name: string) => Object.hasOwn(inputs, name) || nodes[name]?.layer.kind !== 'constant';
  return Object.values(nodes).some(
    ({ layer, inputs }) =>
      layer.kind === 'arithmetic' && layer.operation === 'add' && inputs.filter(isComputed).length > 1,
  );
}

/** Whether a graph has batch norm. */
export function hasBatchNorm({ nodes }: Graph): boolean {
  return Object.values(nodes).some(({ layer }) => layer.kind === 'batchNorm');
}
