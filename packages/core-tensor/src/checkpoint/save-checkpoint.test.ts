import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { HostTensor } from '../tree/index.js';
import { loadCheckpoint, restoreTree, saveCheckpoint, writeFileAtomic } from './index.node.js';
import { useTemporaryFolder } from './testing/temporary-folder.js';

const folder = useTemporaryFolder();
const tensor = (length: number, value: number): HostTensor<'float32'> => ({
  shape: [length],
  dtype: 'float32',
  data: new Float32Array(length).fill(value),
});

describe('saveCheckpoint', () => {
  it('writes a file that loadCheckpoint reads', async () => {
    const path = join(folder(), 'last.safetensors');
    const state = { w: tensor(1000, 1), step: 5 };
    await saveCheckpoint(path, state, { note: 'first' });
    const checkpoint = await loadCheckpoint(path);
    expect(restoreTree(state, checkpoint)).toEqual(state);
    expect(checkpoint.metadata).toEqual({ note: 'first' });
    expect(readdirSync(folder())).toEqual(['last.safetensors']);
  });

  it('has copied the tree when it returns, so that training may go on', async () => {
    const path = join(folder(), 'last.safetensors');
    const state = { w: tensor(100_000, 1) };
    const saved = saveCheckpoint(path, state);
    state.w.data.fill(2);
    await saved;
    expect(restoreTree(state, await loadCheckpoint(path))).toEqual({ w: tensor(100_000, 1) });
  });

  it('leaves one whole file when several are saved under one name at once', async () => {
    const path = join(folder(), 'last.safetensors');
    const values = [1, 2, 3, 4, 5];
    await Promise.all(values.map((value) => saveCheckpoint(path, { w: tensor(50_000, value) })));
    const { w } = restoreTree({ w: tensor(50_000, 0) }, await loadCheckpoint(path));
    expect(values.map((value) => tensor(50_000, value))).toContainEqual(w);
    expect(readdirSync(folder())).toEqual(['last.safetensors']);
  });
});

describe('loadCheckpoint', () => {
  it('names the file that is damaged', async () => {
    const path = join(folder(), 'last.safetensors');
    await saveCheckpoint(path, { w: tensor(10, 1) });
    writeFileSync(path, readFileSync(path).subarray(0, -1));
    await expect(loadCheckpoint(path)).rejects.toThrow(
      expect.objectContaining({ code: 'invalid-checkpoint', where: expect.stringContaining(path) }),
    );
  });

  it('says when there is no file, or a folder instead', async () => {
    const notFound = expect.objectContaining({ code: 'file-not-found' });
    await expect(loadCheckpoint(join(folder(), 'none'))).rejects.toThrow(notFound);
    await expect(loadCheckpoint(folder())).rejects.toThrow(notFound);
  });
});

describe('writeFileAtomic', () => {
  const failed = expect.objectContaining({ code: 'file-write' });

  it('replaces a file and writes texts', async () => {
    const path = join(folder(), 'a.txt');
    writeFileSync(path, 'a much longer old text');
    await writeFileAtomic(path, 'Füße');
    expect(readFileSync(path, 'utf8')).toBe('Füße');
  });

  it('leaves no file behind when the folder does not exist or a folder is in the way', async () => {
    await expect(writeFileAtomic(join(folder(), 'none/a.txt'), 'x')).rejects.toThrow(failed);
    mkdirSync(join(folder(), 'a.txt'));
    await expect(writeFileAtomic(join(folder(), 'a.txt'), 'x')).rejects.toThrow(failed);
    expect(readdirSync(folder())).toEqual(['a.txt']);
  });

  /** Runs `action` while this process may not write files of more than `bytes`. */
  async function withFileSizeLimit(bytes: number, action: () => Promise<void>): Promise<void> {
    const limit = (soft: string) =>
      execFileSync('prlimit', ['--pid', String(process.pid), `--fsize=${soft}:`]);
    limit(String(bytes));
    try {
      await action();
    } finally {
      limit('unlimited');
    }
  }
  const canLimit = (() => {
    try {
      execFileSync('prlimit', ['--pid', String(process.pid), '--fsize'], { stdio: 'ignore' });
      return process.platform === 'linux';
    } catch {
      return false;
    }
  })();

  it.skipIf(!canLimit)(
    'keeps the old file and no litter when a write fails half way (needs prlimit)',
    async () => {
      const path = join(folder(), 'last.safetensors');
      const old = { w: tensor(10, 1) };
      await saveCheckpoint(path, old);
      await withFileSizeLimit(4096, async () => {
        await expect(saveCheckpoint(path, { w: tensor(10_000, 2) })).rejects.toThrow(failed);
        await expect(saveCheckpoint(path, { w: tensor(10_000, 2) })).rejects.toThrow(/EFBIG|too large/);
      });
      expect(restoreTree(old, await loadCheckpoint(path))).toEqual(old);
      expect(readdirSync(folder())).toEqual(['last.safetensors']);
    },
  );

  /** Mounts a disk of 64 KiB, or says that this user cannot. */
  function mountSmallDisk(path: string): boolean {
    try {
      mkdirSync(path);
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', path], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  }

  it('keeps the old file and no litter when the disk is full', async ({ skip }) => {
    const disk = join(folder(), 'disk');
    if (!mountSmallDisk(disk)) skip('only root can mount a small disk');
    try {
      const path = join(disk, 'last.safetensors');
      const old = { w: tensor(10, 1) };
      await saveCheckpoint(path, old);
      await expect(saveCheckpoint(path, { w: tensor(100_000, 2) })).rejects.toThrow(/no space left/);
      expect(restoreTree(old, await loadCheckpoint(path))).toEqual(old);
      expect(readdirSync(disk)).toEqual(['last.safetensors']);
    } finally {
      execFileSync('umount', [disk]);
    }
  });
});
