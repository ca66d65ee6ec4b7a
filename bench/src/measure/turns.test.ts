import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { turns } from './turns.js';

const counts = [fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 100 })] as const;

describe('turns', () => {
  it('give every engine all its steps', () => {
    fc.assert(
      fc.property(...counts, (engines, steps) => {
        const done = new Array<number>(engines).fill(0);
        for (const turn of turns(engines, steps)) done[turn.engine]! += turn.steps;
        expect(done).toEqual(new Array(engines).fill(steps));
      }),
    );
  });

  it('never let an engine get ahead by more than one turn', () => {
    fc.assert(
      fc.property(...counts, (engines, steps) => {
        const done = new Array<number>(engines).fill(0);
        for (const turn of turns(engines, steps, { stepsPerTurn: 4 })) {
          done[turn.engine]! += turn.steps;
          expect(Math.max(...done) - Math.min(...done)).toBeLessThanOrEqual(4);
        }
      }),
    );
  });

  it('start each round with the next engine', () => {
    const order = turns(3, 9, { stepsPerTurn: 3 }).map(({ engine }) => engine);
    expect(order).toEqual([0, 1, 2, 1, 2, 0, 2, 0, 1]);
  });
});
