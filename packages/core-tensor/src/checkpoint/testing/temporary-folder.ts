/** A folder for one test. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';

/** A function that gives the path of a fresh, empty folder, which is gone after each test. */
export function useTemporaryFolder(): () => string {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'checkpoint-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  return () => folder;
}
