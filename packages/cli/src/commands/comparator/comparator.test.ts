/** Comparators from the command line, with a cache of their own. */

import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadComparator } from '@diopter/losses/comparators';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DiopterOptions, diopter } from '../../testing/diopter.js';

let cache: string;
let server: Server;
let url: string;

beforeAll(async () => {
  cache = await mkdtemp(join(tmpdir(), 'diopter-cache-'));
  // Sends the first megabyte of SqueezeNet, as far as its length tells, and never the rest.
  server = createServer((_, response) => {
    response.writeHead(200, { 'content-length': 4_956_208 });
    response.write(new Uint8Array(1_000_000));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/squeezenet.onnx`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(cache, { recursive: true });
});

const comparator = (args: readonly string[], options: DiopterOptions = {}) =>
  diopter(['comparator', ...args], { env: { DIOPTER_CACHE: cache }, ...options });

describe('diopter comparator', () => {
  it('lists names, places, sizes, licences and layers, for people and for programs', async () => {
    const [text, json] = await Promise.all([comparator(['list']), comparator(['list', '--json'])]);
    expect(text.stdout).toMatch(/^name +where +size +licence +layers\n/);
    expect(text.stdout).toMatch(/^alexnet +to pull +243\.9 MB +BSD-3-Clause +conv1 .* pool5 fc6/m);
    const [first] = JSON.parse(json.stdout) as Record<string, unknown>[];
    expect(first).toMatchObject({ name: 'exemplar-cnn', licence: 'MIT' });
  });

  it('leaves no file that seems whole when a download is killed', async () => {
    const { code } = await comparator(['pull', 'squeezenet', '--url', url], {
      onStderr: (text, child) => void (text.includes('squeezenet') && child.kill('SIGKILL')),
    });
    expect(code).toBeNull();
    const left = await readdir(join(cache, 'comparators'));
    expect(left).toEqual(['squeezenet1.1-7.onnx.part']);
    const { size } = await stat(join(cache, 'comparators', left[0]!));
    expect(size).toBeGreaterThan(0);
    const { stdout } = await comparator(['list', '--json']);
    expect(JSON.parse(stdout)).toContainEqual(expect.objectContaining({ name: 'squeezenet', where: 'pull' }));
  });

  it('says in one line what cannot be had, what to fetch and where to put it', async () => {
    const gone = await comparator(['pull', 'alexnet', '--url', 'http://127.0.0.1:9/no-port-that-fetch-asks']);
    expect(gone).toMatchObject({ code: 1, stdout: '' });
    expect(gone.stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(gone.stderr).toContain(join(cache, 'comparators', 'bvlcalexnet-12.onnx'));
    expect((await comparator(['pull', 'alexnot'])).stderr).toMatch(/no comparator called alexnot/);
  });

  it('turns weights of Caffe into a file that loads by its path, with its layers as Caffe names them', async () => {
    const fixtures = fileURLToPath(
      new URL('../../../../models/src/weights/fixtures/caffe/', import.meta.url),
    );
    const out = join(cache, 'imported', 'caffenet.onnx');
    const files = [join(fixtures, 'caffenet.caffemodel'), '--prototxt', join(fixtures, 'caffenet.prototxt')];
    const { code, stdout } = await comparator([
      'import',
      ...files,
      '--taps',
      'conv1,conv2',
      '--out',
      out,
      '--json',
    ]);
    expect(code).toBe(0);
    const { layers } = JSON.parse(stdout) as { layers: string[] };
    const { taps, values, model } = await loadComparator(out);
    expect(layers).toEqual(expect.arrayContaining([...taps]));
    const made = model.graph.nodes.find(({ outputs }) => outputs.includes(values.conv1!));
    expect({ taps, op: made?.op }).toEqual({ taps: ['conv1', 'conv2'], op: 'Relu' });
    const wrong = await comparator(['import', ...files, '--taps', 'conv9', '--out', join(cache, 'no.onnx')]);
    expect(wrong.stderr).toMatch(/no layer conv9 .*conv1 \(/);
    expect(await readdir(cache)).not.toContain('no.onnx');
  });
});
