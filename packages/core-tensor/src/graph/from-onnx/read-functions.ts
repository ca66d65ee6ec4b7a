/** ONNX operators that are elementwise functions. */

import type { ElementwiseFunction, PlainFunction } from '../layers/activation-functions.js';
import { plainOperators } from '../layers/activation-onnx.js';
import type { OperatorCall, OperatorReader, OperatorReaders } from './operator-call.js';
import type { View } from './view.js';

/** Reads an operator as the function that `settings` finds in its attributes. */
const elementwise =
  (settings: (call: OperatorCall) => ElementwiseFunction): OperatorReader =>
  (call) => {
    const x = call.value(0);
    return call.emit({ kind: 'activation', ...settings(call) }, [x], { axes: x.axes });
  };

const plain = Object.fromEntries(
  Object.entries(plainOperators).map(([name, op]) => [
    op,
    elementwise(() => ({ function: name as PlainFunction })),
  ]),
);

/** SELU's constants are fixed by its paper; a file that states others means a scaled ELU. */
function readSelu(call: OperatorCall): View {
  const x = call.value(0);
  const [alpha, gamma] = [call.attributes.float('alpha', 1.67326), call.attributes.float('gamma', 1.0507)];
  if (Math.abs(alpha - 1.67326) < 1e-4 && Math.abs(gamma - 1.0507) < 1e-4) {
    return call.emit({ kind: 'activation', function: 'selu' }, [x], { axes: x.axes });
  }
  const elu = call.emit({ kind: 'activation', function: 'elu', alpha }, [x], { axes: x.axes, suffix: 'elu' });
  return call.emit({ kind: 'scale', multiplier: [gamma], offset: [0] }, [elu], { axes: x.axes });
}

function gelu(call: OperatorCall): ElementwiseFunction {
  const approximate = call.attributes.text('approximate', 'none');
  if (approximate !== 'none') {
    throw call.refuse(`its approximation is ${approximate}; only the exact GELU is known here`);
  }
  return { function: 'gelu' };
}

/** The bounds are inputs since operator set 11, and attributes before. */
function clip(call: OperatorCall): ElementwiseFunction {
  const bound = (i: number, name: string) => {
    const value = call.has(i) ? call.constant(i).data[0]! : call.attributes.float(name, Number.NaN);
    return Number.isFinite(value) ? value : null;
  };
  return { function: 'clip', minimum: bound(1, 'min'), maximum: bound(2, 'max') };
}

export const functionReaders: OperatorReaders = {
  ...plain,
  Selu: readSelu,
  Gelu: elementwise(gelu),
  LeakyRelu: elementwise(({ attributes }) => ({
    function: 'leakyRelu',
    slope: attributes.float('alpha', 0.01),
  })),
  Elu: elementwise(({ attributes }) => ({ function: 'elu', alpha: attributes.float('alpha', 1) })),
  Celu: elementwise(({ attributes }) => ({ function: 'celu', alpha: attributes.float('alpha', 1) })),
  ThresholdedRelu: elementwise(({ attributes }) => ({
    function: 'thresholdedRelu',
    threshold: attributes.float('alpha', 1),
  })),
  HardSigmoid: elementwise(({ attributes }) => ({
    function: 'hardSigmoid',
    alpha: attributes.float('alpha', 0.2),
    beta: attributes.float('beta', 0.5),
  })),
  Clip: elementwise(clip),
};
