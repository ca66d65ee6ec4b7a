import { configDefaults, defineConfig } from 'vitest/config';

const tests = [
  'packages/*/src/**/*.test.ts',
  'bench/src/**/*.test.ts',
  'tools/**/*.test.ts',
  'apps/docs/**/*.test.ts',
];
const slowTests = ['**/*.slow.test.ts'];

export default defineConfig({
  test: {
    // ONNX Runtime's addon does not load in worker threads with their own context.
    pool: 'forks',
    maxWorkers: '100%',
    testTimeout: 120_000,
    silent: 'passed-only',
    projects: [
      {
        extends: true,
        test: {
          name: 'fast',
          include: tests,
          exclude: [...configDefaults.exclude, ...slowTests],
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: { name: 'slow', include: slowTests, sequence: { groupOrder: 1 }, testTimeout: 600_000 },
      },
    ],
  },
});
