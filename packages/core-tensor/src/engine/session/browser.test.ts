import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createViteServer } from 'vitest/node';
import type { results } from '../testing/browser.js';

const browsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const browser = browsers.find(existsSync);

/** The document that a page of this package has become once its scripts have run. */
async function documentOf(page: string): Promise<string> {
  const cacheDir = mkdtempSync(join(tmpdir(), 'diopter-browser-'));
  const server = await createViteServer({
    configFile: false,
    root: fileURLToPath(new URL('../../../', import.meta.url)),
    cacheDir,
    logLevel: 'error',
    // ONNX Runtime finds its WebAssembly file beside its script, which bundling would move.
    optimizeDeps: { entries: [page], exclude: ['onnxruntime-web'] },
    server: { port: 0, hmr: false, watch: null, fs: { strict: false } },
  });
  onTestFinished(async () => {
    await server.close();
    rmSync(cacheDir, { recursive: true });
  });
  await server.listen();
  const address = `${server.resolvedUrls?.local[0]}${page}`;
  const options = [
    '--headless=new',
    '--no-sandbox',
    '--disable-gpu',
    '--virtual-time-budget=60000',
    '--dump-dom',
  ];
  const { stdout } = await promisify(execFile)(browser ?? '', [...options, address], { timeout: 100_000 });
  return stdout;
}

describe.skipIf(!browser)(`sessions in a browser${browser ? '' : ' (skipped: there is no Chromium)'}`, () => {
  it('run in WebAssembly and fill the arrays that they are given', { timeout: 120_000 }, async () => {
    const page = await documentOf('src/engine/testing/browser.html');
    const text = /<pre id="results">(.*)<\/pre>/s.exec(page)?.[1] ?? 'null';
    const outcome = JSON.parse(text) as Awaited<ReturnType<typeof results>>;
    expect(outcome).toMatchObject({
      provider: 'cpu',
      isSame: true,
      a: [-1, 2],
      b: [1, 2],
      wrong: 'shape-mismatch',
      eager: 'cpu',
    });
    expect(outcome.engines).toContainEqual(
      expect.objectContaining({
        kind: 'compiled',
        name: 'cpu',
        available: true,
        package: expect.stringMatching(/^onnxruntime-web 1/),
      }),
    );
  });
});
