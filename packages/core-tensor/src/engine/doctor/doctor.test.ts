import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { probe } from '../probe.node.js';
import { advise, type Findings } from './advice.js';
import { doctor } from './doctor.node.js';
import { readDevices } from './gpu.node.js';
import { findLibraries, missingLibraries } from './libraries.node.js';
import { vectorInstructions } from './machine.node.js';

describe('doctor', () => {
  it('finds a machine on which the CPU works, and says what every missing engine needs', async () => {
    const diagnosis = await doctor({ from: tmpdir() });
    expect(diagnosis.engines).toContainEqual({
      kind: 'compiled',
      name: 'cpu',
      available: true,
      package: expect.stringMatching(/^onnxruntime-node 1\.\d+\.\d+$/),
      reason: 'it starts and computes',
      install: null,
    });
    for (const { available, reason, install } of diagnosis.engines) {
      expect(reason).not.toBe('');
      expect(install === null).toBe(available);
    }
    expect(diagnosis.machine.memoryMiB).toBeGreaterThan(diagnosis.machine.freeMemoryMiB);
    expect(diagnosis.packages['onnxruntime-node']).toMatch(/^1\./);
    expect(JSON.parse(JSON.stringify(diagnosis))).toEqual(diagnosis);
  });
});

describe('advice', () => {
  const cpu = {
    kind: 'compiled',
    name: 'cpu',
    available: true,
    package: null,
    reason: '',
    install: null,
  } as const;
  const cuda = {
    ...cpu,
    name: 'cuda',
    available: false,
    reason: 'it lacks files',
    install: 'needs CUDA 12',
  } as const;
  const healthy: Findings = {
    machine: {
      system: 'linux',
      processor: '',
      processors: 2,
      threads: 2,
      memoryMiB: 8192,
      freeMemoryMiB: 4096,
      vectorInstructions: ['avx2'],
    },
    gpu: { devices: [], libraries: {} },
    engines: [cpu, cuda],
  };
  const device = { name: 'NVIDIA H100', memoryMiB: 81559, driver: '550' };

  it('is silent on a healthy machine without a GPU', () => {
    expect(advise(healthy)).toEqual([]);
  });

  it('names the files that keep a GPU from being used', () => {
    const libraries = {
      'libcudart.so.12': null,
      'libcudnn.so.9': null,
      'libcudart.so.13': '/usr/lib/libcudart.so.13',
    };
    expect(advise({ ...healthy, gpu: { devices: [device], libraries } })).toEqual([
      'There is a GPU, but it is not used: it lacks files. It needs CUDA 12.',
      expect.stringMatching(/^Not on the library path: libcudart.so.12, libcudnn.so.9\./),
    ]);
  });

  it('is silent when the GPU works', () => {
    const gpu = { devices: [device], libraries: { 'libcudart.so.12': '/usr/lib/libcudart.so.12' } };
    expect(advise({ ...healthy, gpu, engines: [cpu, { ...cuda, available: true }] })).toEqual([]);
  });

  it('wonders about CUDA without a GPU, a CPU engine that fails, and an old processor', () => {
    const gpu = { devices: [], libraries: { 'libcudart.so.12': '/usr/lib/libcudart.so.12' } };
    const engines = [{ ...cpu, available: false, reason: 'it is not installed', install: 'reinstall it' }];
    const machine = { ...healthy.machine, vectorInstructions: ['avx'] };
    expect(advise({ gpu, engines, machine })).toEqual([
      'Nothing can be compiled: it is not installed; reinstall it.',
      expect.stringContaining('nvidia-smi shows no GPU'),
      expect.stringContaining('lacks AVX2'),
    ]);
  });
});

describe('what the system says', () => {
  it('nvidia-smi lists devices, or prints an apology', () => {
    expect(readDevices('NVIDIA H100 PCIe, 81559, 550.54.15\nTesla T4, 15360, 535.1\n')).toEqual([
      { name: 'NVIDIA H100 PCIe', memoryMiB: 81559, driver: '550.54.15' },
      { name: 'Tesla T4', memoryMiB: 15360, driver: '535.1' },
    ]);
    expect(readDevices('NVIDIA-SMI has failed because it could not communicate, with, the driver')).toEqual(
      [],
    );
    expect(readDevices('')).toEqual([]);
  });

  it('/proc/cpuinfo lists instruction sets on x64 and on ARM', () => {
    expect(vectorInstructions('flags\t\t: fpu avx2 fma xavx512f\n')).toEqual(['fma', 'avx2']);
    expect(vectorInstructions('Features\t: fp asimd sve\n')).toEqual(['asimd', 'sve']);
    expect(vectorInstructions('')).toEqual([]);
  });

  it.runIf(process.platform === 'linux')(
    'the loader finds the C library and not an invented one',
    async () => {
      const found = await findLibraries(['libc.so.6', 'libinvented.so.1']);
      expect(found['libc.so.6']).toMatch(/libc\.so\.6$/);
      expect(found['libinvented.so.1']).toBeNull();
      expect(await missingLibraries(process.execPath)).toEqual([]);
    },
  );
});

describe('probe', () => {
  it('tells what worked, what was thrown, and what killed the process', async () => {
    expect(await probe("console.log('noise'); done('fine')", null)).toEqual({ works: true, reason: 'fine' });
    expect(await probe('throw new Error(input.word)', { word: 'broken' })).toEqual({
      works: false,
      reason: 'broken',
    });
    expect(
      await probe("process.kill(process.pid, 'SIGSEGV'); await new Promise(() => {})", null),
    ).toMatchObject({
      works: false,
      reason: expect.stringContaining('SIGSEGV'),
    });
    expect(await probe('', null)).toMatchObject({ works: false });
  });
});
