/**
 * Multiplies by the slope of an activation before the gradient of max pooling spreads it, instead of after.
 *
 * The gradient of a maximum goes to the element that is equal to it, where the activation has the same slope: what is multiplied is then
 * as small as the pooled image.
 */

import type { ProgramNode, ValueId } from '../program/program.js';
import { type Pass, producersOf, usesOf } from './rewrite.js';

export const slopesBeforeUnpooling: Pass = (program) => {
  const producers = producersOf(program);
  const uses = usesOf(program);
  const values = [...program.values];
  const nodes = program.nodes.flatMap((node): ProgramNode[] => {
    if (node.kernel !== 'Multiply') return [node];
    for (const [spread, factor] of [node.inputs, [...node.inputs].reverse()] as [ValueId, ValueId][]) {
      const [gradient, slope] = [producers.get(spread), producers.get(factor)];
      if (gradient?.kernel !== 'MaxPoolGrad' || slope?.kernel !== 'Slope') continue;
      const [dy, image, maxima] = gradient.inputs as [ValueId, ValueId, ValueId];
      if (slope.inputs[0] !== image || uses.get(spread) !== 1) continue;
      const spec = program.values[dy]!;
      const slopes = values.push(spec) - 1;
      const sloped = values.push(spec) - 1;
      return [
        { ...slope, inputs: [maxima], outputs: [slopes] },
        { ...node, inputs: [dy, slopes], outputs: [sloped] },
        { ...gradient, inputs: [sloped, image, maxima], outputs: node.outputs },
      ];
    }
    return [node];
  });
  return { ...program, values, nodes };
};
