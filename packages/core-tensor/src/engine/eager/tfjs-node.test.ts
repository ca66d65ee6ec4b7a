import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { child, isBuilt } from '../testing/child.js';
import type { EngineChoice } from './select-engine.js';

const folder = process.env.DIOPTER_TFJS_NODE;
const why = !isBuilt
  ? 'the package is not built'
  : !folder
    ? 'DIOPTER_TFJS_NODE names no folder with tfjs-node in its node_modules'
    : undefined;

interface Outcome {
  readonly choice: EngineChoice;
  readonly tensorflow: Readonly<Record<string, number[]>>;
  readonly cpu: Readonly<Record<string, number[]>>;
}

describe.skipIf(why)(`tfjs-node on Node ${process.version}${why ? ` (skipped: ${why})` : ''}`, () => {
  it('is what auto chooses, from the folder of the user, and computes what the cpu backend computes', async () => {
    // A tfjs-node that was built from source keeps TensorFlow's libraries beside its node_modules.
    const libraries = [process.env.LD_LIBRARY_PATH, join(folder ?? '', 'tensorflow')]
      .filter(Boolean)
      .join(':');
    const outcome = await child('tfjs-node.mjs', [folder ?? ''], { LD_LIBRARY_PATH: libraries });
    const { choice, tensorflow, cpu } = outcome as Outcome;
    expect(choice.engine).toBe('tensorflow');
    expect(choice.reason).toMatch(/tfjs-node(-gpu)? 4\.\d+\.\d+, on the (CPU|GPU)/);
    for (const [name, expected] of Object.entries(cpu)) {
      expect(tensorflow[name], name).toHaveLength(expected.length);
      expected.forEach((x, i) => {
        expect(tensorflow[name]?.[i], `${name} ${i}`).toBeCloseTo(x, 5);
      });
    }
  });
});
