/** What `doctor` found, for people. */

import type { Diagnosis, EngineStatus } from '@diopter/core-tensor/engine';
import { styleFor } from '../terminal/style.js';

type Paint = ReturnType<typeof styleFor>;

/** The diagnosis as lines: the machine, what computes on it and what does not, and what to do. */
export function diagnosisText(
  { machine, node, packages, engines, gpu, advice }: Diagnosis,
  paint: Paint = styleFor(process.stdout),
): string {
  const installed = Object.entries(packages).flatMap(([name, version]) =>
    version === null ? [] : [`${name} ${version}`],
  );
  const sections: readonly (readonly [title: string, lines: readonly string[]])[] = [
    [
      'Machine',
      [
        `${machine.processor}, ${machine.processors} processors (${machine.vectorInstructions?.join(' ') || 'vector instructions unknown'})`,
        `${machine.memoryMiB} MiB of memory, ${machine.freeMemoryMiB} free`,
        `${machine.system}, Node ${node}`,
        ...gpu.devices.map(({ name, memoryMiB, driver }) => `${name}, ${memoryMiB} MiB, driver ${driver}`),
        ...(gpu.devices.length === 0 ? ['no NVIDIA GPU that its driver shows'] : []),
      ],
    ],
    ['Packages', installed],
    ['Compiled functions run on', engineLines(engines, 'compiled', paint)],
    ['Eager functions run on', engineLines(engines, 'eager', paint)],
    ['What to do', advice.length === 0 ? ['nothing: all is well'] : advice],
  ];
  return sections
    .map(([title, lines]) => `${paint('bold', title)}\n${lines.map((line) => `  ${line}\n`).join('')}`)
    .join('\n');
}

function engineLines(engines: readonly EngineStatus[], kind: EngineStatus['kind'], paint: Paint): string[] {
  const listed = engines.filter((engine) => engine.kind === kind);
  const width = Math.max(...listed.map(({ name }) => name.length));
  return listed.flatMap(({ name, available, reason, install }) => [
    `${available ? paint('green', '✓') : paint('dim', '✗')} ${name.padEnd(width)}  ${reason}`,
    ...(install === null ? [] : [`  ${''.padEnd(width)}  ${paint('dim', install)}`]),
  ]);
}
