/** Points on the straight line between two examples. */

import type { HostInputs } from './checked-inputs.js';

/** Every input at each place from 0, the first example, to 1, the second. */
export function between(inputs: HostInputs, places: readonly number[]): HostInputs {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, { shape, data }]) => {
      const [count, ...rest] = shape;
      const length = data.length / count!;
      const points = new Float32Array(places.length * length);
      for (const [row, place] of places.entries()) {
        for (let i = 0; i < length; i++) {
          points[row * length + i] = (1 - place) * data[i]! + place * data[length + i]!;
        }
      }
      return [name, { shape: [places.length, ...rest], dtype: 'float32', data: points } as const];
    }),
  );
}

/** `count` even steps from 0 to 1, both included. */
export function evenly(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i / (count - 1));
}
