/** Which layers of a prototxt are part of the network at all: Caffe's rules of phases, levels and stages. */

import type { Fields } from './fields.js';

/** The state that rules are about. */
export interface NetState {
  /** A file that describes training and test at once has both kinds of layers. */
  readonly phase: 'TRAIN' | 'TEST';
  readonly level: number;
  readonly stages: readonly string[];
}

const phases = ['TRAIN', 'TEST'];

/** Whether a layer is part of the network: any `include` rule holds, or there is none and no `exclude` rule holds. */
export function isIncluded(layer: Fields, state: NetState): boolean {
  const [include, exclude] = [layer.messages('include'), layer.messages('exclude')];
  if (include.length > 0) return include.some((rule) => holds(rule, state));
  return !exclude.some((rule) => holds(rule, state));
}

function holds(rule: Fields, { phase, level, stages }: NetState): boolean {
  return (
    (!rule.has('phase') || rule.choice('phase', phases) === phase) &&
    level >= rule.number('min_level', level) &&
    level <= rule.number('max_level', level) &&
    rule.texts('stage').every((stage) => stages.includes(stage)) &&
    !rule.texts('not_stage').some((stage) => stages.includes(stage))
  );
}
