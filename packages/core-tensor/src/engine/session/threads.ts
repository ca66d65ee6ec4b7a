/** How many threads a session uses unless told: the physical cores that this process may really use. */

/**
 * ONNX Runtime's own default counts the machine's physical cores, even those that a container or a batch job may not
 * use, and then threads wait for each other. Undefined leaves the choice to ONNX Runtime: in browsers, and on systems
 * other than Linux.
 */
export function defaultThreads(): number | undefined {
  // Not imported: this file is loaded in browsers too.
  const files = globalThis.process?.getBuiltinModule?.('node:fs');
  const system = globalThis.process?.getBuiltinModule?.('node:os');
  if (!files || !system || system.platform() !== 'linux') return undefined;
  const read = (path: string): string => {
    try {
      return files.readFileSync(path, 'utf8');
    } catch {
      return '';
    }
  };
  return Math.max(
    1,
    Math.min(
      system.availableParallelism(),
      physicalCores(read('/proc/cpuinfo')),
      processorQuota(read('/sys/fs/cgroup/cpu.max')),
    ),
  );
}

/** Physical cores in the text of `/proc/cpuinfo`; Infinity where it does not say (ARM). */
export function physicalCores(cpuinfo: string): number {
  const cores = new Set<string>();
  for (const processor of cpuinfo.split('\n\n')) {
    const socket = /^physical id\s*: (\d+)/m.exec(processor)?.[1];
    const core = /^core id\s*: (\d+)/m.exec(processor)?.[1];
    if (socket !== undefined && core !== undefined) cores.add(`${socket}:${core}`);
  }
  return cores.size || Number.POSITIVE_INFINITY;
}

/** Processors' worth of time that the text of a control group's `cpu.max` allows, rounded up; Infinity without a limit. */
export function processorQuota(limit: string): number {
  const [quota, period] = limit.trim().split(/\s+/).map(Number);
  return quota && period ? Math.ceil(quota / period) : Number.POSITIVE_INFINITY;
}
