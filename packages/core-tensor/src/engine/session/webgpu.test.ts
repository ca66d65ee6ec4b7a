import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { child, isBuilt } from '../testing/child.js';

/** SwiftShader, a Vulkan driver in software, comes with Chromium: it runs what a GPU would, slowly. */
const softwareDrivers = [
  '/usr/lib/chromium/vk_swiftshader_icd.json',
  '/usr/lib/chromium-browser/vk_swiftshader_icd.json',
  '/opt/google/chrome/vk_swiftshader_icd.json',
];
const loaders = ['/usr/lib/x86_64-linux-gnu/libvulkan.so.1', '/usr/lib/aarch64-linux-gnu/libvulkan.so.1'];
const driver = softwareDrivers.find(existsSync);
const why = !isBuilt
  ? 'the package is not built'
  : !driver
    ? 'there is no Chromium with SwiftShader'
    : !loaders.some(existsSync)
      ? 'there is no libvulkan.so.1'
      : undefined;

describe.skipIf(why)(`the WebGPU provider${why ? ` (skipped: ${why})` : ''}`, () => {
  it('convolves and multiplies as the CPU does', async () => {
    const results = await child('webgpu.mjs', [], { VK_ICD_FILENAMES: driver ?? '' });
    const { webgpu, cpu } = results as Record<'webgpu' | 'cpu', Record<'y' | 'c', number[]>>;
    for (const name of ['y', 'c'] as const) {
      expect(webgpu[name]).toHaveLength(cpu[name].length);
      const worst = Math.max(
        ...cpu[name].map((expected, i) => Math.abs(expected - (webgpu[name][i] ?? Number.NaN))),
      );
      expect(worst).toBeLessThan(1e-4);
    }
  });
});
