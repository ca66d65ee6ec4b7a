import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { quietly } from './quietly.js';
import { useEngine as useEngineInBrowser } from './use-engine.js';
import { useEngine } from './use-engine.node.js';

/** A project with a package of the given name and contents in its node_modules. */
function projectWith(name: string, main: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'diopter-engine-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const installed = join(folder, 'node_modules', name);
  mkdirSync(installed, { recursive: true });
  writeFileSync(join(installed, 'package.json'), JSON.stringify({ name, version: '9.9.9' }));
  writeFileSync(join(installed, 'index.js'), main);
  return folder;
}

const from = tmpdir();
afterEach(() => useEngine('cpu'));

describe('useEngine', () => {
  it('runs on the engine that it names', async () => {
    const { engine, attempts } = await useEngine('cpu');
    expect(engine).toBe('cpu');
    expect(attempts).toHaveLength(1);
    expect(tf.getBackend()).toBe('cpu');
  });

  it('falls back from a package that does not load, and says why', async () => {
    const broken = projectWith('@tensorflow/tfjs-node-gpu', "throw new Error('no native addon')");
    const choice = await useEngine('auto', { from: broken });
    expect(choice.engine).toBe('cpu');
    expect(choice.attempts.map(({ started }) => started)).toEqual([false, true]);
    expect(choice.reason).toContain('@tensorflow/tfjs-node-gpu 9.9.9 does not load: no native addon');
    expect(choice.reason).toContain('@tensorflow/tfjs-node is not installed');
  });

  it('says what to install when an engine is missing, and stays with the one before', async () => {
    await useEngine('cpu');
    await expect(useEngine('tensorflow', { from })).rejects.toMatchObject({
      code: 'engine-unavailable',
      help: expect.stringContaining('npm install @tensorflow/tfjs-node'),
    });
    expect(tf.getBackend()).toBe('cpu');
  });

  it('stays with the engine before when a backend is there but does not initialize', async () => {
    const folder = projectWith('@tensorflow/tfjs-backend-wasm', '');
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    onTestFinished(() => warn.mockRestore());
    tf.registerBackend('wasm', () => Promise.reject(new Error('no WebAssembly')));
    onTestFinished(() => tf.removeBackend('wasm'));
    await expect(useEngine('wasm', { from: folder })).rejects.toMatchObject({ code: 'engine-unavailable' });
    expect(tf.getBackend()).toBe('cpu');
    expect(tf.add(1, 2).dataSync()[0]).toBe(3);
  });

  it('refuses a name that it does not know', async () => {
    await expect(useEngine('gpu' as never)).rejects.toMatchObject({ code: 'invalid-argument' });
  });

  it('in a browser takes what the page has imported', async () => {
    expect((await useEngineInBrowser('auto')).engine).toBe('cpu');
    await expect(useEngineInBrowser('wasm')).rejects.toMatchObject({
      code: 'engine-unavailable',
      what: expect.stringContaining('the page has not imported @tensorflow/tfjs-backend-wasm'),
    });
  });
});

describe('quietly', () => {
  it('drops what tfjs says of a second registration and nothing else', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    onTestFinished(() => warn.mockRestore());
    quietly(() => {
      console.warn("The kernel 'Add' for backend 'cpu' is already registered");
      console.warn('cpu backend was already registered. Reusing existing backend factory.');
      console.warn('something else');
    });
    expect(warn.mock.calls).toEqual([['something else']]);
    expect(console.warn).toBe(warn);
  });
});
