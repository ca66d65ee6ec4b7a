/** Downloads end with the right file or with none, however the server behaves. */

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dense, init, sequential, toOnnx } from '@diopter/core-tensor/graph';
import { writeOnnx } from '@diopter/core-tensor/onnx';
import { randomKey } from '@diopter/core-tensor/random';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DownloadProgress } from './download/options.js';
import { pullFile } from './download/pull-file.node.js';
import {
  comparatorRegistry,
  listComparators,
  loadComparator,
  type PublicFile,
  pullComparator,
} from './index.js';
import { type FileServer, fileServer } from './testing/file-server.js';

const network = sequential([null, 200], { scores: dense({ units: 500 }) });
const model = writeOnnx(toOnnx(network, init(network, randomKey(1))));
const sha256 = createHash('sha256').update(model).digest('hex');

let folder: string;
let path: string;
let server: FileServer;

beforeAll(async () => {
  server = await fileServer(model);
});
afterAll(() => server.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diopter-pull-'));
  path = join(folder, 'comparators', 'model.onnx');
});
afterEach(() => rm(folder, { recursive: true }));

/** The file at these paths of the server. */
const at = (...paths: string[]): PublicFile => ({
  file: 'model.onnx',
  urls: paths.map(server.url),
  bytes: model.length,
  sha256,
});
const quick = { backOff: 1, stallTimeout: 300 };
const asked = (about: string) => server.requests.filter((request) => request.startsWith(about));

const isRight = async () => (await readFile(path)).equals(model);

/** What is in the cache. */
const remains = async () => (await readdir(join(folder, 'comparators'))).sort();

describe('a file is pulled', () => {
  it.each([
    '/model',
    '/redirect',
    '/slow',
    '/broken',
    '/changing',
    '/no-ranges',
    '/busy-once',
    '/stalls-once',
  ])('whole from %s', async (from) => {
    const pulled = await pullFile(at(from), path, quick);
    expect(pulled).toEqual({ path, bytes: model.length, sha256, url: server.url(from), verified: true });
    expect(await isRight()).toBe(true);
    expect(await remains()).toEqual(['model.onnx']);
  });

  it('going on where a connection broke', () => {
    const starts = asked('/broken').map((request) => Number(/bytes=(\d+)-$/.exec(request)?.[1] ?? 0));
    expect(starts).toHaveLength(3);
    expect(starts[1]).toBeGreaterThan(starts[0]!);
    expect(starts[2]).toBeGreaterThan(starts[1]!);
  });

  it('from the next address where the first has none, or another', async () => {
    const { url } = await pullFile(at('/none', '/tampered', '/page', '/model'), path, quick);
    expect(url).toBe(server.url('/model'));
  });

  it('with its progress', async () => {
    const progress: DownloadProgress[] = [];
    await pullFile(at('/slow'), path, { ...quick, onProgress: (state) => progress.push(state) });
    expect(progress.length).toBeGreaterThanOrEqual(4);
    expect(progress.at(-1)).toMatchObject({ received: model.length, total: model.length });
    // A quarter every 60 ms.
    expect(progress.at(-1)!.bytesPerSecond).toBeLessThan(model.length / 0.15);
  });

  it('once: what is there and right is left, what is there and wrong is replaced', async () => {
    await pullFile(at('/model'), path, quick);
    expect(await pullFile(at('/none'), path, quick)).not.toHaveProperty('url');
    await writeFile(path, model.subarray(1));
    expect((await pullFile(at('/model'), path, quick)).url).toBe(server.url('/model'));
  });

  it('with its hash to look at, where none is known to verify it by', async () => {
    const { sha256: _, ...unverified } = at('/model');
    expect(await pullFile(unverified, path, quick)).toMatchObject({ sha256, verified: false });
  });
});

describe('nothing is left as good', () => {
  it.each<[string, RegExp]>([
    ['/none', /answers 404/],
    ['/tampered', /its SHA-256 is [0-9a-f]{64} instead of/],
    ['/longer', /has \d+ bytes instead of \d+/],
    ['/shorter', /has \d+ bytes instead of \d+/],
    ['/empty', /has 0 bytes/],
    ['/page', /a web page, not a model/],
    ['/page-in-disguise', /a web page, not a model/],
    ['/pointer', /a git-lfs pointer, not the model/],
  ])('by %s, which says why, what to fetch, and where to put it', async (from, why) => {
    const file = { ...at(from), urls: [server.url(from)] };
    const failure = pullFile(file, path, quick);
    await expect(failure).rejects.toThrow(why);
    await expect(failure).rejects.toThrow(
      `fetch ${server.url(from)} and put it at ${path} (${model.length} bytes, SHA-256 ${sha256})`,
    );
    expect(await remains()).toEqual([]);
  });

  it('by a file without a known hash that is no model', async () => {
    const { sha256: _, bytes: __, ...unverified } = at('/shorter');
    await expect(pullFile(unverified, path, quick)).rejects.toThrow(
      expect.objectContaining({ code: 'invalid-onnx' }),
    );
    expect(await remains()).toEqual([]);
  });

  it('by a server that nobody answers for', async () => {
    const gone = await fileServer(model);
    await gone.close();
    const begun = performance.now();
    await expect(pullFile({ ...at(), urls: [gone.url('/model')] }, path)).rejects.toThrow(/ECONNREFUSED/);
    expect(performance.now() - begun).toBeLessThan(1000);
  });

  it('where nothing can be written, which is said of the file', async () => {
    await writeFile(join(folder, 'comparators'), 'a file, not a folder');
    await expect(pullFile(at('/model'), path, quick)).rejects.toThrow(
      expect.objectContaining({ code: 'file-write' }),
    );
    await rm(join(folder, 'comparators'));
  });

  it.each(['no address', 'http://127.0.0.1:9/a-port-that-fetch-refuses'])('by %s, at once', async (url) => {
    await expect(pullFile({ ...at(), urls: [url] }, path)).rejects.toThrow(/URL|bad port/);
  });

  it('by a connection that always breaks, after as many attempts as are allowed', async () => {
    await expect(pullFile(at('/always-broken'), path, { ...quick, attempts: 3 })).rejects.toThrow(
      expect.objectContaining({ code: 'file-not-found' }),
    );
    expect(asked('/always-broken')).toHaveLength(3);
  });

  it('by whoever is stopped in the middle, and the next one goes on from there', async () => {
    const stop = new AbortController();
    const onProgress = () => stop.abort();
    await expect(pullFile(at('/slow'), path, { ...quick, onProgress, signal: stop.signal })).rejects.toThrow(
      expect.objectContaining({ name: 'AbortError' }),
    );
    expect(await remains()).toEqual(['model.onnx.part']);
    const { length } = await readFile(`${path}.part`);
    expect(length).toBeGreaterThan(0);
    await pullFile(at('/model'), path, quick);
    expect(asked('/model').at(-1)).toBe(`/model bytes=${length}-`);
    expect(await isRight()).toBe(true);
  });

  it.each([
    ['wrong', model.slice(0, 1000).fill(7)],
    ['too much', new Uint8Array(model.length + 1)],
  ])('by a piece from before that is %s', async (_, piece) => {
    await pullFile(at('/model'), path, quick);
    await rm(path);
    await writeFile(`${path}.part`, piece);
    await pullFile(at('/model'), path, quick);
    expect(await isRight()).toBe(true);
  });
});

describe('by name', () => {
  beforeEach(() => vi.stubEnv('DIOPTER_CACHE', folder));
  afterEach(() => vi.unstubAllEnvs());

  it('a mirror with other bytes is refused, and loading says how to get the file', async () => {
    await expect(pullComparator('alexnet', { url: server.url('/model') })).rejects.toThrow(
      /instead of 243863787.*put it at .*bvlcalexnet-12\.onnx/,
    );
    expect(await remains()).toEqual([]);
    await expect(loadComparator('alexnet')).rejects.toThrow(
      /alexnet is not here .*diopter comparator pull alexnet; or by hand: fetch https:/,
    );
  });

  it('a file that was put into the cache by hand is verified when it is read', async () => {
    await pullFile(at('/model'), join(folder, 'comparators', 'squeezenet1.1-7.onnx'), quick);
    await expect(loadComparator('squeezenet')).rejects.toThrow(/it has \d+ bytes instead of 4956208/);
  });

  it('what nobody can pull says why', async () => {
    await expect(pullComparator('alexnot')).rejects.toThrow(
      /no comparator called alexnot .*exemplar-cnn, alexnet/,
    );
    await expect(pullComparator('alexnet-torchvision')).rejects.toThrow(/no public ONNX file of it.*import/);
  });

  it('all are listed, with what is known of them', async () => {
    const listed = await listComparators();
    expect(listed.map(({ name }) => name)).toEqual(Object.keys(comparatorRegistry));
    expect(listed.find(({ name }) => name === 'caffenet')).toMatchObject({
      where: 'pull',
      bytes: 243_863_798,
    });
  });
});

describe('the registry', () => {
  it.each(Object.entries(comparatorRegistry))('%s holds together', (_, { source, description }) => {
    if (source.kind === 'public') {
      expect(source.urls.length).toBeGreaterThan(0);
      expect(
        source.urls.every((url) => new URL(url).protocol === 'https:' && url.endsWith(`/${source.file}`)),
      ).toBe(true);
      expect(source.sha256 ?? '0'.repeat(64)).toMatch(/^[0-9a-f]{64}$/);
      expect(Object.keys(description!.layers!)).toEqual(expect.arrayContaining([...description!.taps!]));
    }
    if (source.kind === 'shipped') {
      expect(existsSync(new URL(`../../comparators/${source.file}`, import.meta.url))).toBe(true);
    }
  });
});
