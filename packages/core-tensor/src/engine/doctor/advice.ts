/** What to install or change, from what was found. */

import type { EngineStatus } from '../listing/status.js';
import type { Gpu } from './gpu.node.js';
import type { Machine } from './machine.node.js';

/** What the advice is drawn from. */
export interface Findings {
  readonly machine: Machine;
  readonly gpu: Gpu;
  readonly engines: readonly EngineStatus[];
}

/** A rule: the advice, or undefined when there is nothing to say. */
type Rule = (findings: Findings) => string | undefined;

const rules: readonly Rule[] = [
  ({ engines }) => {
    const cpu = providerNamed('cpu', engines);
    return cpu && !cpu.available ? `Nothing can be compiled: ${cpu.reason}; ${cpu.install}.` : undefined;
  },
  ({ gpu, engines }) => {
    const cuda = providerNamed('cuda', engines);
    return gpu.devices.length > 0 && cuda && !cuda.available
      ? `There is a GPU, but it is not used: ${cuda.reason}. It ${cuda.install}.`
      : undefined;
  },
  ({ gpu }) => {
    const lacking = Object.keys(gpu.libraries).filter(
      (name) => /cudart.*12|cublasLt.*12|cudnn.*9/.test(name) && gpu.libraries[name] === null,
    );
    return gpu.devices.length > 0 && lacking.length > 0
      ? `Not on the library path: ${lacking.join(', ')}. CUDA 12 and cuDNN 9 bring them; other versions may stay beside them.`
      : undefined;
  },
  ({ gpu }) =>
    gpu.devices.length === 0 &&
    Object.entries(gpu.libraries).some(([name, path]) => /cudart/.test(name) && path !== null)
      ? 'CUDA is installed, but nvidia-smi shows no GPU: check the driver, or ask for a GPU in the job.'
      : undefined,
  ({ machine: { vectorInstructions } }) =>
    vectorInstructions && !vectorInstructions.some((name) => name === 'avx2' || name === 'asimd')
      ? 'This processor lacks AVX2: training will be several times slower than on one from after 2014.'
      : undefined,
];

/** Sentences for people, the most urgent first; empty when all is well. */
export function advise(findings: Findings): readonly string[] {
  return rules.map((rule) => rule(findings)).filter((advice) => advice !== undefined);
}

function providerNamed(
  name: EngineStatus['name'],
  engines: readonly EngineStatus[],
): EngineStatus | undefined {
  return engines.find((engine) => engine.kind === 'compiled' && engine.name === name);
}
