/** Growth of axes and values, against the definition place by place. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AxisGrowth,
  growValues,
  joinedGrowth,
  partOfGrowth,
  type Role,
  repeatedPlaces,
  repeatedWhole,
  unchanged,
} from './index.js';

/** Copies beside each other, with shares that add up to 1. */
function axisOf(counts: readonly number[]): AxisGrowth {
  const places = counts.flatMap((count, source) =>
    Array.from({ length: count }, (_, copy) => ({
      source,
      copy,
      share: (2 * (copy + 1)) / (count * (count + 1)),
    })),
  );
  return {
    before: counts.length,
    source: Int32Array.from(places, ({ source }) => source),
    copy: Int32Array.from(places, ({ copy }) => copy),
    share: Float64Array.from(places, ({ share }) => share),
  };
}

const counts = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 4 });

/** Factors of a number that goes to a new place, by its shares: of the input, of the output. */
const factors: Record<Role, (input: number, output: number) => number> = {
  weight: (input) => input,
  gradient: (_, output) => output,
  'squared-gradient': (_, output) => output ** 2,
  copy: () => 1,
};
const roles = Object.keys(factors) as Role[];

/** Where a layout has its inputs, its outputs and the taps between. */
const layouts = [
  ['dense', ['input', 'output']],
  ['convolution', ['taps', 'input', 'output']],
  ['transposed convolution', ['taps', 'output', 'input']],
  ['bias', ['output']],
  ['outputs before taps', ['output', 'taps']],
] as const;

describe.each(layouts)('growValues of a %s', (_, axes) => {
  it.each(roles)('takes each number times its factor: %s', (role) => {
    fc.assert(
      fc.property(counts, counts, fc.integer({ min: 1, max: 3 }), (inputs, outputs, taps) => {
        const growth = { input: axisOf(inputs), output: axisOf(outputs), taps: unchanged(taps) };
        const shape = axes.map((axis) => growth[axis].before);
        const data = Float64Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) =>
          Math.sin(i + 1),
        );
        const [input, output] = [axes.indexOf('input' as never), axes.indexOf('output' as never)];
        const grown = growValues(
          { shape, data },
          {
            output: { axis: output, growth: growth.output },
            ...(input >= 0 && { input: { axis: input, groups: [growth.input] } }),
          },
          role,
        );
        expect(grown.shape).toEqual(axes.map((axis) => growth[axis].source.length));
        grown.data.forEach((value, place) => {
          let [rest, from, stride] = [place, 0, 1];
          let [read, made] = [1, 1];
          for (const axis of [...axes].reverse()) {
            const { source, share, before } = growth[axis];
            const at = rest % source.length;
            rest = Math.floor(rest / source.length);
            from += source[at]! * stride;
            stride *= before;
            if (axis === 'input') read = share[at]!;
            if (axis === 'output') made = share[at]!;
          }
          expect(value).toBeCloseTo(data[from]! * factors[role](read, made), 14);
        });
      }),
      { numRuns: 30 },
    );
  });
});

describe('growValues', () => {
  it('reads the places of its own group', () => {
    // Two groups of two inputs and one output each.
    const groups = [axisOf([2, 1]), axisOf([1, 2])];
    const { data } = growValues(
      { shape: [2, 2], data: [1, 10, 2, 20] },
      { input: { axis: 0, groups }, output: { axis: 1, growth: axisOf([1, 1]) } },
      'copy',
    );
    expect([...data]).toEqual([1, 10, 1, 20, 2, 20]);
  });

  it('keeps the sum of what adds up, and of gradients of what is copied', () => {
    const growth = {
      input: { axis: 0, groups: [axisOf([3, 1])] },
      output: { axis: 1, growth: axisOf([1, 2]) },
    };
    const values = { shape: [2, 2], data: [1, 2, 3, 4] };
    const sums = (role: Role, axis: number) => {
      const { shape, data } = growValues(values, growth, role);
      return Array.from({ length: shape[1 - axis]! }, (_, at) =>
        data.reduce(
          (sum, value, i) =>
            sum + ((axis === 0 ? i % shape[1]! : Math.floor(i / shape[1]!)) === at ? value : 0),
          0,
        ),
      );
    };
    sums('weight', 0).forEach((sum, i) => {
      expect(sum).toBeCloseTo([4, 6, 6][i]!, 14);
    });
    sums('gradient', 1).forEach((sum, i) => {
      expect(sum).toBeCloseTo([3, 3, 3, 7][i]!, 14);
    });
  });
});

describe('the growth of axes', () => {
  const growth = axisOf([2, 1, 3]);

  it('can be joined and taken apart again', () => {
    fc.assert(
      fc.property(counts, counts, (a, b) => {
        const [first, second] = [axisOf(a), axisOf(b)];
        const both = joinedGrowth([first, second]);
        expect(partOfGrowth(both, 0, a.length, 'here')).toEqual(first);
        expect(partOfGrowth(both, a.length, a.length + b.length, 'here')).toEqual(second);
        expect(partOfGrowth(both, 0, 0, 'here')).toEqual(unchanged(0));
      }),
    );
  });

  it('of pixels repeats the channels, and of channels the pixels', () => {
    expect([...repeatedWhole(growth, 2).source]).toEqual([0, 0, 1, 2, 2, 2, 3, 3, 4, 5, 5, 5]);
    expect([...repeatedPlaces(growth, 2).source]).toEqual([0, 1, 0, 1, 2, 3, 4, 5, 4, 5, 4, 5]);
  });

  it('says when a part would be torn', () => {
    expect(() => partOfGrowth(repeatedPlaces(growth, 2), 0, 1, 'node x')).toThrow(
      'node x: copies of the units that it takes would not lie beside each other',
    );
  });
});
