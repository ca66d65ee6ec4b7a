/** Whether two files hold networks that compute the same. */

import { DiopterError } from '@diopter/core-tensor/errors';
import type { Graph, Inputs, Shape } from '@diopter/core-tensor/graph';
import { randomKey } from '@diopter/core-tensor/random';
import { doubleOutputs, inDouble } from '@diopter/net2net';
import { openModel } from '../model-files/index.js';
import { checkedInputs, firstExample } from './checked-inputs.js';
import { type ComparedOutput, comparedOutput, pairedOutputs } from './compared-outputs.js';
import { costOf } from './cost.js';
import { type DoublePrecision, doublePrecision } from './double-precision.js';

/** What is compared, and on what. */
export interface VerifyOptions {
  /** Files of networks, or folders of runs. */
  readonly files: readonly [string, string];
  /** Files and folders of pictures; normal numbers if absent. */
  readonly images?: readonly string[];
  readonly batch?: number;
  readonly size?: number;
  readonly seed?: number;
  /** The largest difference of what is the same, relative to the largest output. */
  readonly tolerance?: number;
  readonly double?: boolean;
  readonly onMessage?: (text: string) => void;
}

/** A difference, in numbers of the output and relative to its largest. */
export interface Difference {
  readonly difference: number;
  readonly relative: number;
}

/** An output that was compared. */
export interface VerifiedOutput {
  readonly output: string;
  /** What the other network calls it. */
  readonly other: string;
  /** Largest absolute value. */
  readonly largest: number;
  readonly float32: Difference;
  readonly float64?: Difference;
}

/** What was found. */
export interface Verification {
  /** Whether all differences are within the tolerance. */
  readonly same: boolean;
  readonly tolerance: number;
  /** Shapes of what was compared on. */
  readonly inputs: Readonly<Record<string, readonly number[]>>;
  readonly outputs: readonly VerifiedOutput[];
  /** Of the first example. */
  readonly double: DoublePrecision;
}

/**
 * Compares all outputs of two networks on the same inputs: in single precision as their files compute, ONNX files in ONNX Runtime, and in
 * double precision where that does not take too long.
 *
 * @throws DiopterError `invalid-argument` for networks whose inputs or outputs differ; as `readModel`.
 *
 * @example
 * const { same } = await verifyFiles({ files: ['resnet20.onnx', 'wider.onnx'] });
 */
export async function verifyFiles({
  files,
  images,
  batch,
  size,
  seed = 1,
  tolerance = 1e-4,
  double: wanted,
  onMessage = () => {},
}: VerifyOptions): Promise<Verification> {
  const [a, b] = [await openModel(files[0]), await openModel(files[1])];
  const [graphA, graphB] = [a.stored.model.graph, b.stored.model.graph];
  const graph: Graph = { ...graphA, inputs: commonInputs(graphA.inputs, graphB.inputs) };
  const pairs = pairedOutputs(graphA, graphB);
  const inputs = await checkedInputs(graph, randomKey(seed), {
    ...(images && { images }),
    ...(batch !== undefined && { batch }),
    ...(size !== undefined && { size }),
    onMessage,
  });
  const [singleA, singleB] = [await a.compute(inputs), await b.compute(inputs)];
  const { multiplyAdds } = costOf(graphA, inputs);
  const double = doublePrecision(wanted, multiplyAdds, onMessage);
  const one = firstExample(graph, inputs);
  const doubles = double.done
    ? [doubleOutputs(inDouble(a.stored.model), one), doubleOutputs(inDouble(b.stored.model), one)]
    : undefined;
  const outputs = pairs.map((pair): VerifiedOutput => {
    const single = comparedOutput(pair, singleA, singleB);
    return {
      ...pair,
      largest: single.largest,
      float32: relativeTo(single),
      ...(doubles && { float64: relativeTo(comparedOutput(pair, doubles[0]!, doubles[1]!)) }),
    };
  });
  const within = ({ relative }: Difference) => relative <= tolerance;
  return {
    same: outputs.every(
      ({ float32, float64 }) => within(float32) && (float64 === undefined || within(float64)),
    ),
    tolerance,
    inputs: Object.fromEntries(Object.entries(inputs).map(([name, { shape }]) => [name, shape])),
    outputs,
    double,
  };
}

function relativeTo({ largest, difference }: ComparedOutput): Difference {
  return { difference, relative: difference / Math.max(largest, Number.MIN_VALUE) };
}

/** The inputs that both networks take. */
function commonInputs(a: Inputs, b: Inputs): Inputs {
  const both = Object.keys(a).map((name) => [name, commonShape(a[name]!, b[name])] as const);
  const common = both.flatMap(([name, shape]) => (shape === undefined ? [] : [[name, shape] as const]));
  if (common.length === Object.keys(a).length && common.length === Object.keys(b).length) {
    return Object.fromEntries(common);
  }
  throw new DiopterError('invalid-argument', {
    what: `one takes ${inputText(a)}, the other ${inputText(b)}`,
    where: 'the two networks',
  });
}

/** Sizes that one of two leaves open are those of the other; `undefined` if there are none that both take. */
function commonShape(a: Shape, b: Shape | undefined): Shape | undefined {
  const fits = b?.length === a.length && a.every((size, axis) => (size ?? b[axis]) === (b[axis] ?? size));
  return fits ? a.map((size, axis) => size ?? b[axis]!) : undefined;
}

function inputText(inputs: Inputs): string {
  return Object.entries(inputs)
    .map(([name, shape]) => `${name} [${shape.map((size) => size ?? '?').join(', ')}]`)
    .join(', ');
}
