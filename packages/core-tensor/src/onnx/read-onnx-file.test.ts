import { copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readOnnx, readOnnxFile } from './index.node.js';

const fixtures = fileURLToPath(new URL('fixtures/', import.meta.url));
const original = 'external.bin';

let folder: string;
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'onnx-')), 'models');
  await mkdir(folder);
});
afterEach(() => rm(join(folder, '..'), { recursive: true }));

/** The fixture with its data in another place, whose name has as many letters so that no length changes. */
async function modelAt(location: string): Promise<string> {
  expect(location.length).toBe(original.length);
  const bytes = await readFile(join(fixtures, 'external.onnx'));
  bytes.write(location, bytes.indexOf(original), 'latin1');
  const path = join(folder, 'model.onnx');
  await writeFile(path, bytes);
  return path;
}

describe('readOnnxFile', () => {
  it('reads constants that lie in a file beside the model, at an offset', async () => {
    const model = await readOnnxFile(join(fixtures, 'external.onnx'));
    expect(model.graph.initializers.get('w')).toEqual({
      dataType: 'float32',
      shape: [2, 3],
      data: Float32Array.of(0, 1, 2, 3, 4, 5),
    });
  });

  it('reads them from folders below the model', async () => {
    await mkdir(join(folder, 'data'));
    await copyFile(join(fixtures, original), join(folder, 'data/wts.bin'));
    const model = await readOnnxFile(await modelAt('data/wts.bin'));
    expect(model.graph.initializers.get('w')?.data[5]).toBe(5);
  });

  it('refuses a path that leaves the folder, though the file is there', async () => {
    await copyFile(join(fixtures, original), join(folder, '../wghts.bin'));
    await expect(readOnnxFile(await modelAt('../wghts.bin'))).rejects.toThrow(
      /initializer w: '..\/wghts.bin' is not in the model's folder/,
    );
  });

  it('refuses an absolute path', async () => {
    await expect(readOnnxFile(await modelAt('/etc/hosts..'))).rejects.toThrow(/is not in the model's folder/);
  });

  it('refuses a symbolic link that leads out of the folder', async () => {
    await copyFile(join(fixtures, original), join(folder, '../outside'));
    await symlink('../outside', join(folder, original));
    await expect(readOnnxFile(await modelAt(original))).rejects.toThrow(/is not in the model's folder/);
  });

  it('refuses a folder, a missing file and one that is too short', async () => {
    const path = await modelAt(original);
    await expect(readOnnxFile(path)).rejects.toThrow(/there is no file 'external.bin' beside the model/);
    await writeFile(join(folder, original), new Uint8Array(28));
    await expect(readOnnxFile(path)).rejects.toThrow(/has 28 bytes, the constant is at 5 to 29/);
    await rm(join(folder, original));
    await mkdir(join(folder, original));
    await expect(readOnnxFile(path)).rejects.toThrow(expect.objectContaining({ code: 'invalid-onnx' }));
  });

  it('says when there is no model', async () => {
    await expect(readOnnxFile(join(folder, 'none.onnx'))).rejects.toThrow(
      expect.objectContaining({ code: 'file-not-found' }),
    );
  });
});

describe('readOnnx without a loader', () => {
  it('names the constant whose data lie elsewhere', async () => {
    const bytes = await readFile(join(fixtures, 'external.onnx'));
    expect(() => readOnnx(bytes)).toThrow(
      /initializer w: the data lie in another file, 'external.bin'.*readOnnxFile/,
    );
  });

  it('refuses a loader that gives too little', async () => {
    const bytes = await readFile(join(fixtures, 'external.onnx'));
    const read = () => readOnnx(bytes, { externalData: () => new Uint8Array(3) });
    expect(read).toThrow(/24 bytes were asked for, the loader gave 3/);
  });
});
