/** The arguments of `npm run bench`. */

import { parseArgs } from 'node:util';
import { DiopterError } from '@diopter/core-tensor/errors';
import { type BenchName, benchNames } from './benches/index.js';

/** What is to be done. */
export interface BenchOptions {
  readonly names: readonly BenchName[];
  /** Where the records go, as JSON. */
  readonly json?: string;
  /** Whether to print where the time of every step goes. */
  readonly profile: boolean;
  /** Timed steps of each engine; by default as each kind of bench needs. */
  readonly steps?: number;
  /** Whether to leave PyTorch out. */
  readonly alone: boolean;
  readonly help: boolean;
}

export const usage = `npm run bench -- [NAME...] [--json FILE] [--profile] [--steps N] [--alone]

  NAME         ${benchNames.join(', ')}; all by default
  --json FILE  write the records there
  --profile    print where the time of Diopter's step goes, by ONNX operator
  --steps N    timed steps of each engine
  --alone      without PyTorch

Every PyTorch is measured that $DIOPTER_PYTHON, /usr/bin/python3 or python3 can import.`;

/**
 * Reads the arguments.
 *
 * @throws DiopterError `invalid-option`.
 */
export function parseCommandLine(argv: readonly string[]): BenchOptions {
  const { values, positionals } = parsed(argv);
  const { json, steps, profile = false, alone = false, help = false } = values;
  const unknown = positionals.find((name) => !benchNames.includes(name as BenchName));
  if (unknown !== undefined)
    throw invalid(`there is no bench '${unknown}'`, `choose from ${benchNames.join(', ')}`);
  if (steps !== undefined && !/^[1-9]\d*$/.test(steps)) {
    throw invalid(`--steps is '${steps}'`, 'give a whole number from 1');
  }
  return {
    names: positionals.length === 0 ? benchNames : (positionals as BenchName[]),
    profile,
    alone,
    help,
    ...(json !== undefined && { json }),
    ...(steps !== undefined && { steps: Number(steps) }),
  };
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        json: { type: 'string' },
        profile: { type: 'boolean' },
        steps: { type: 'string' },
        alone: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw invalid((error as Error).message, 'see --help');
  }
}

const invalid = (what: string, help: string) =>
  new DiopterError('invalid-option', { what, where: 'bench', help });
