/** `diopter net2net`: networks that grow without changing what they compute. */

import { type Command as AnyCommand, Command, Option } from 'commander';
import type { SetExitCode } from '../../program.js';
import { each, number, wholeNumber } from '../numbers.js';
import { net2netExperimentCommand } from './experiment.js';

/** What `plan` can be told. */
export interface PlanFlags {
  readonly json?: true;
}

/** How networks are compared. */
export interface ComparingFlags extends PlanFlags {
  readonly seed?: number;
  readonly batch?: number;
  readonly size?: number;
  readonly double?: boolean;
  readonly quiet?: true;
}

/** The options of `diopter net2net widen`. */
export interface WidenFlags extends ComparingFlags {
  readonly layer?: readonly string[];
  readonly to?: readonly number[];
  readonly factor?: number;
  readonly split?: 'even' | 'uneven';
  readonly noise?: 'zero-sum' | 'paper';
  readonly noiseScale?: number;
  readonly out: string;
}

/** The options of `diopter net2net deepen`. */
export interface DeepenFlags extends ComparingFlags {
  readonly after: readonly string[];
  readonly kind?: 'identity' | 'residual';
  readonly count?: number;
  readonly kernelSize?: number;
  readonly normalisation?: true;
  readonly calibrate?: readonly string[];
  readonly out: string;
}

/** The options of `diopter net2net verify`. */
export interface VerifyFlags extends ComparingFlags {
  readonly data?: readonly string[];
  readonly tolerance?: number;
}

export function net2netCommand(setExitCode: SetExitCode): Command {
  return new Command('net2net')
    .description(
      'Grow a trained network, an ONNX file or a checkpoint, without changing what it computes (Chen et al. 2015).',
    )
    .addCommand(plan())
    .addCommand(widen())
    .addCommand(deepen())
    .addCommand(verify(setExitCode))
    .addCommand(net2netExperimentCommand(setExitCode));
}

const modelArgument = 'an .onnx file, a .safetensors checkpoint that holds its graph, or the folder of a run';

function plan(): Command {
  return new Command('plan')
    .description(
      'List the layers that can be widened and where layers can be inserted, and of the others why not.',
    )
    .argument('<model>', modelArgument)
    .option('--json', 'print the list as JSON')
    .action(async (model: string, flags: PlanFlags) => {
      const { runPlan } = await import('./run-plan.js');
      await runPlan(model, flags);
    });
}

function widen(): Command {
  const command = new Command('widen')
    .description('Make layers wider: units are copied, and what adds them up takes its share of each copy.')
    .argument('<model>', modelArgument)
    .option('--layer <name>', 'a layer to widen; again for more, each with its --to', each(String))
    .option('--to <n>', 'how many units it should have', each(wholeNumber(1)))
    .option('--factor <f>', 'widen every layer that can be, to so many times its units', number)
    .addOption(
      new Option(
        '--split <name>',
        'shares of copies: even, as in the paper, or uneven, so that they learn apart (even)',
      ).choices(['even', 'uneven']),
    )
    .addOption(
      new Option('--noise <name>', 'tells copies apart: zero-sum is exact, paper is not (none)').choices([
        'zero-sum',
        'paper',
      ]),
    )
    .option('--noise-scale <s>', "its deviation, in units of the weights' own (0.05)", number)
    .requiredOption(
      '-o, --out <file>',
      'the wider network; its certificate goes beside it, as .certificate.json',
    );
  return comparing(command, 'copies, shares, noise and the inputs to compare on').action(
    async (model: string, flags: WidenFlags) => {
      const { layer = [], to = [], factor, noise, noiseScale } = flags;
      if (layer.length !== to.length) {
        command.error(
          `error: every --layer needs a --to: there are ${layer.length} of the one, ${to.length} of the other`,
        );
      }
      if ((factor === undefined) === (layer.length === 0)) {
        command.error('error: give either --layer with --to, or --factor');
      }
      if (noise === undefined && noiseScale !== undefined)
        command.error('error: --noise-scale needs --noise');
      const { runWiden } = await import('./run-widen.js');
      await runWiden(model, flags);
    },
  );
}

function deepen(): Command {
  const command = new Command('deepen')
    .description('Insert layers that change nothing yet.')
    .argument('<model>', modelArgument)
    .requiredOption('--after <name>', 'the node that they come after; again for more', each(String))
    .addOption(
      new Option(
        '--kind <name>',
        'identity: a layer that passes on what comes in; residual: two layers beside the value, the second all zeros (identity)',
      ).choices(['identity', 'residual']),
    )
    .option('--count <n>', 'how many, one after the other (1)', wholeNumber(1))
    .option('--kernel-size <n>', 'of convolutions, odd (3)', wholeNumber(1))
    .option('--normalisation', 'put a batch norm behind each, which an identity calibrates')
    .option('--calibrate <path...>', 'pictures like those of the training, in files and folders')
    .requiredOption(
      '-o, --out <file>',
      'the deeper network; its certificate goes beside it, as .certificate.json',
    );
  return comparing(command, 'weights and the inputs to compare on').action(
    async (model: string, flags: DeepenFlags) => {
      const { runDeepen } = await import('./run-deepen.js');
      await runDeepen(model, flags);
    },
  );
}

function verify(setExitCode: SetExitCode): Command {
  const command = new Command('verify')
    .description('Compare what two networks compute. It ends with 0 if that is the same, with 1 if not.')
    .argument('<a>', modelArgument)
    .argument('<b>', 'the other network')
    .option('--data <path...>', 'compare on pictures, in files and folders (normal numbers)')
    .option('--tolerance <t>', 'the largest difference, relative to the largest output (1e-4)', number);
  return comparing(command, 'the inputs').action(async (a: string, b: string, flags: VerifyFlags) => {
    const { runVerify } = await import('./run-verify.js');
    setExitCode(await runVerify([a, b], flags));
  });
}

/** The options of all that compares networks. */
function comparing(command: Command, drawn: string): AnyCommand {
  return command
    .option('--seed <n>', `of ${drawn} (1)`, wholeNumber(0))
    .option('--batch <n>', 'examples to compare on (2)', wholeNumber(1))
    .option('--size <n>', 'their height and width, where the network takes any (32)', wholeNumber(1))
    .option('--double', 'compare the first one in double precision too, however long that takes')
    .option('--no-double', 'do not')
    .option('--json', 'print the result as JSON')
    .option('--quiet', 'no progress');
}
