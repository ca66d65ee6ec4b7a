/** Activations that the pass `foldActivation` has put into a convolution, as its operators take them. */

import type { OnnxAttribute } from '../../onnx/model.js';
import type { OnnxBuilder } from '../emit/builder.js';
import type { Attributes } from '../program/program.js';

/** Attributes that make ONNX Runtime's fused convolutions apply the activation; none where there is none. */
export function activationAttributes({
  activation,
  activationParameters,
}: Attributes): Record<string, OnnxAttribute> {
  if (typeof activation !== 'string') return {};
  const name: OnnxAttribute = { type: 'string', value: activation };
  if (activationParameters === undefined) return { activation: name };
  return { activation: name, activation_params: { type: 'floats', value: activationParameters as number[] } };
}

/** The activation as a node of its own, behind an operator that cannot apply one. */
export function activated(builder: OnnxBuilder, name: string, attributes: Attributes): string {
  const { activation, activationParameters } = attributes;
  if (typeof activation !== 'string') return name;
  const [alpha] = (activationParameters ?? []) as number[];
  return builder.node(activation, [name], {
    attributes: alpha === undefined ? {} : { alpha: { type: 'float', value: alpha } },
  });
}

/** `Conv`, or the operator that also applies the activation. */
export function convolutionOperator(attributes: Attributes): { op: string; domain: string } {
  return typeof attributes.activation === 'string'
    ? { op: 'FusedConv', domain: 'com.microsoft' }
    : { op: 'Conv', domain: '' };
}
