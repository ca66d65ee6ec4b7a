/** The diagnosis of a graph: whether its gradients shatter, in which layers units merge, die or saturate, and what may help. */

import { type Graph, summary, type Variables, type VariableTensor } from '@diopter/core-tensor/graph';
import { splitKey } from '@diopter/core-tensor/random';
import type { HostTensor } from '@diopter/core-tensor/tree';
import { checkCount } from '../checks/index.js';
import { autocorrelation, gradientCorrelation, pairCorrelation } from '../measures/index.js';
import { areAtStart, withStatisticsOf } from './batch-statistics.js';
import { brownShare, noiseReference } from './brown-share.js';
import { checkedInputs, checkedVariables, type HostInputs } from './checked-inputs.js';
import type { Diagnosis, JacobianDiagnosis } from './diagnosis.js';
import { type OutputDirections, outputDirections, singularValues, unitDirection } from './directions.js';
import { inputGradients, type Measure } from './input-gradients.js';
import { judgedNodes } from './kinks.js';
import { layersFrom } from './layers.js';
import { type Measuring, measureExamples } from './measured-examples.js';
import type { DiagnoseOptions } from './options.js';
import { between, evenly } from './path.js';
import { enoughExamples } from './thresholds.js';
import { verdictOn } from './verdict.js';

/**
 * Diagnoses any graph, one read from ONNX included, in `evaluate` mode, compiled: input gradients of a random direction of the first
 * output on the straight path between two examples, how they correlate, which units are active, and singular values of the
 * Jacobian; then a verdict by named thresholds.
 *
 * It speaks of this path at this resolution: between examples that are far apart, with few points, any network of many units looks
 * whiter. Networks are to be compared on the same examples and points.
 *
 * @throws DiopterError `shape-mismatch` for examples of another shape, `invalid-argument` for fewer than two, for numbers out of
 * range, and for examples, weights or gradients that are not finite, `checkpoint-mismatch` for variables of another graph.
 *
 * @example
 * const { verdict, layers } = await diagnose(network, init(network, randomKey(1)), { inputs: images, key: randomKey(2) });
 * console.log(verdict.words);
 */
export async function diagnose(
  graph: Graph,
  variables: Variables<Graph, VariableTensor>,
  {
    inputs: given,
    key,
    points = 256,
    lags = 15,
    statistics = 'auto',
    jacobianPlaces = [0, 0.5, 1],
    jacobianRows = 32,
    batch = 64,
  }: DiagnoseOptions,
): Promise<Diagnosis> {
  checkCount(batch, 'batch', 'diagnose', 2);
  checkCount(jacobianRows, 'jacobianRows', 'diagnose');
  checkCount(lags, 'lags', 'diagnose');
  checkCount(points, 'points', 'diagnose', lags + 1);
  const inputs = await checkedInputs(graph, given);
  const found = await checkedVariables(variables);
  const path = between(inputs, evenly(points));
  const compared = { path: between(inputs, [0, 1]), examples: inputs, running: inputs, none: inputs };
  const measuredOn = { path, examples: inputs, running: undefined, none: undefined };
  const source = statisticsSource(found, statistics, Object.values(inputs)[0]!.shape[0]!);
  const own = measuredOn[source];
  const used = own === undefined ? found : await withStatisticsOf(graph, found, own);

  const [directionKey, noiseKey, jacobianKey] = splitKey(key, 3);
  const outputShape = outputShapeOf(graph, inputs);
  const direction = unitDirection(directionKey, outputShape);
  const measuring = { measure: inputGradients(graph), variables: used, batch };
  const [onPath, examples, jacobian] = await releasing(measuring.measure, async () => [
    await measureExamples(measuring, path, direction),
    await measureExamples(measuring, compared[source], direction),
    await jacobianAt(
      jacobianPlaces,
      inputs,
      outputDirections(jacobianKey, outputShape, jacobianRows),
      measuring,
    ),
  ]);

  const { gradients } = onPath;
  const curve = Array.from(autocorrelation(gradients, { lags }));
  const reference = noiseReference(noiseKey, points, lags);
  const length = gradients.shape[1]!;
  const measured = {
    statistics: source,
    gradients,
    autocorrelation: curve,
    reference,
    brownShare: brownShare(curve, reference.brown),
    correlation: {
      ends: gradientCorrelation(gradients.data.subarray(0, length), gradients.data.subarray(-length)),
      pairs: pairCorrelation(examples.gradients),
    },
    layers: layersFrom(judgedNodes(graph), examples, onPath),
    jacobian,
  };
  return { ...measured, verdict: verdictOn(graph, measured) };
}

/** Work with a compiled function, which is released whatever happens. */
async function releasing<Result>(measure: Measure, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } finally {
    await measure.release();
  }
}

function statisticsSource(
  variables: Variables<Graph, HostTensor>,
  asked: Required<DiagnoseOptions>['statistics'],
  examples: number,
): Diagnosis['statistics'] {
  if (Object.keys(variables.statistics).length === 0) return 'none';
  if (asked !== 'auto') return asked;
  if (!areAtStart(variables)) return 'running';
  return examples < enoughExamples ? 'path' : 'examples';
}

/** The shape of one example's first output. */
function outputShapeOf(graph: Graph, inputs: HostInputs): readonly number[] {
  const shapes = Object.fromEntries(
    Object.entries(inputs).map(([name, { shape }]) => [name, [1, ...shape.slice(1)]]),
  );
  const [name] = graph.outputs;
  const { shape } = summary(graph, shapes).rows.find((row) => row.name === name)!;
  return shape.slice(1) as number[];
}

/** The singular values at places of the path: every direction of the output is an example of its own. */
async function jacobianAt(
  places: readonly number[],
  inputs: HostInputs,
  { directions, complete }: OutputDirections,
  measuring: Measuring,
): Promise<JacobianDiagnosis[]> {
  const [rows, ...output] = directions.shape as [number, ...number[]];
  const examples = between(
    inputs,
    places.flatMap((place) => Array<number>(rows).fill(place)),
  );
  const data = new Float32Array(places.length * directions.data.length);
  for (const i of places.keys()) data.set(directions.data, i * directions.data.length);
  const along = { shape: [places.length * rows, ...output], dtype: 'float32', data } as const;
  const { gradients } = await measureExamples(measuring, examples, along);
  const size = gradients.data.length / places.length;
  return places.map((place, i) => ({
    place,
    singularValues: singularValues(gradients.data.subarray(i * size, (i + 1) * size), rows),
    complete,
  }));
}
