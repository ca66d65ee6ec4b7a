/** `npm test`: installs, builds, runs every check and every test, fast ones first, and ends with one line of totals. */

import './node-version.mjs';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './run.mjs';

const build = { name: 'install and build', command: ['node', 'tools/build.mjs'] };
const checks = [
  { name: 'format and lint', command: ['biome', 'check', '--error-on-warnings', '.'] },
  { name: 'types of the tests', command: ['tsc', '-p', 'tsconfig.test.json'] },
  { name: 'packages as published', command: ['node', 'tools/check-packages.mjs'] },
];

const files = process.argv.slice(2);
const parts = [runCheck(build)];
if (parts[0].failed === 0) {
  if (files.length === 0) parts.push(...checks.map(runCheck));
  parts.push(runTests(files));
}
const total = (key) => parts.reduce((sum, part) => sum + part[key], 0);
console.log(`${total('passed')} passed, ${total('failed')} failed, ${total('skipped')} skipped`);
process.exitCode = total('failed') === 0 ? 0 : 1;

/** Runs one check. It counts as one test. */
function runCheck({ name, command: [program, ...programArguments] }) {
  const passed = run(program, programArguments) === 0;
  console.log(`${passed ? '✓' : '✗'} ${name}\n`);
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 };
}

/** Runs vitest, and reads from its report how many tests there were. */
function runTests(files) {
  const report = join(root, 'node_modules', '.cache', 'diopter', 'tests.json');
  rmSync(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = run('vitest', ['run', ...reporters, ...files]);
  const {
    numPassedTests = 0,
    numFailedTests = 0,
    numPendingTests = 0,
    numTodoTests = 0,
  } = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : {};
  // A file that cannot be loaded, or an error outside a test, fails the run without being a failed test.
  const failed = code === 0 ? numFailedTests : Math.max(numFailedTests, 1);
  return { passed: numPassedTests, failed, skipped: numPendingTests + numTodoTests };
}
