import { describe, expect, it } from 'vitest';
import { child, isBuilt } from '../testing/child.js';

describe.skipIf(!isBuilt)(
  `sessions in worker threads${isBuilt ? '' : ' (skipped: the package is not built)'}`,
  () => {
    it('run beside one in the main thread, each with its own numbers', async () => {
      expect(await child('worker.mjs')).toEqual([2, 4, 6]);
    });
  },
);
