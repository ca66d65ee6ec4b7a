/** ONNX' own conformance cases, for the operators that `fromOnnx` knows. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { DiopterError } from '../../errors/index.js';
import { type OnnxModel, type OnnxTensor, readOnnx, readTensorProto } from '../../onnx/index.js';
import { apply, fromOnnx, knownOperators } from '../index.js';
import { inverse, permuted } from '../layout.js';
import { usualAxes } from './view.js';

/** Debian's `libonnx-testdata`. */
const root = '/usr/share/libonnx-testdata/data';
const suites = ['node', 'pytorch-converted', 'pytorch-operator', 'simple'];
const present = existsSync(root);
if (!present) console.warn(`conformance.test.ts is skipped: ${root} (Debian's libonnx-testdata) is not here`);

interface Case {
  readonly name: string;
  readonly model: OnnxModel;
  readonly inputs: readonly OnnxTensor[];
  readonly outputs: readonly OnnxTensor[];
}

/** The tensors of a case in order; `undefined` if one is not a tensor. */
function tensors(folder: string, kind: string): OnnxTensor[] | undefined {
  try {
    const count = readdirSync(folder).filter((name) => name.startsWith(`${kind}_`)).length;
    return Array.from({ length: count }, (_, i) =>
      readTensorProto(readFileSync(`${folder}/${kind}_${i}.pb`)),
    );
  } catch {
    return undefined;
  }
}

/** All operators of a model, those of its subgraphs too, are known. */
function isKnown({ graph, functions = [] }: OnnxModel): boolean {
  return (
    functions.length === 0 &&
    graph.nodes.every(({ op, domain }) => domain === '' && knownOperators.includes(op))
  );
}

function cases(): Case[] {
  return suites.flatMap((suite) =>
    readdirSync(`${root}/${suite}`).flatMap((name): Case[] => {
      const folder = `${root}/${suite}/${name}`;
      if (!existsSync(`${folder}/model.onnx`)) return [];
      const model = readOnnx(readFileSync(`${folder}/model.onnx`));
      const inputs = tensors(`${folder}/test_data_set_0`, 'input');
      const outputs = tensors(`${folder}/test_data_set_0`, 'output');
      if (!isKnown(model) || inputs === undefined || outputs === undefined) return [];
      return [{ name: `${suite}/${name}`, model, inputs, outputs }];
    }),
  );
}

/** The model with some inputs bound to the case's data, as weights are in real files, and the others as feeds. */
function bound({ model, inputs }: Case, isData: (i: number) => boolean) {
  const fed = model.graph.inputs.filter(({ name }) => !model.graph.initializers.has(name));
  const feeds = fed.map((info, i) => ({
    info,
    tensor: inputs[i]!,
    data: isData(i) && info.dataType === 'float32',
  }));
  const initializers = new Map(model.graph.initializers);
  for (const { info, tensor, data } of feeds)
    if (!data && info.dataType === tensor.dataType) initializers.set(info.name, tensor);
  const shapes = Object.fromEntries(
    feeds.filter(({ data }) => data).map(({ info, tensor }) => [info.name, tensor.shape]),
  );
  const x = Object.fromEntries(
    feeds.filter(({ data }) => data).map(({ info, tensor }) => [info.name, ours(tensor)]),
  );
  return { model: { ...model, graph: { ...model.graph, initializers } }, shapes, x };
}

function ours({ shape, data }: OnnxTensor): tf.Tensor {
  const tensor = tf.tensor(data as Float32Array, [...shape]);
  return tf.transpose(tensor, inverse(usualAxes(shape.length)));
}

/** Whether a case's computed output is the expected one, to 1e-5 or, as the suite allows, a relative 1e-3. */
function isClose(actual: tf.Tensor, { dataType, shape, data }: OnnxTensor): boolean {
  const axes = usualAxes(shape.length);
  if (dataType !== 'float32' || String(permuted(actual.shape, axes)) !== String(shape)) return false;
  const values = tf.transpose(actual, [...axes]).dataSync();
  return Array.from(data as Float32Array).every(
    (expected, i) =>
      Object.is(values[i], expected) || Math.abs(values[i]! - expected) <= 1e-5 + 1e-3 * Math.abs(expected),
  );
}

type Outcome = { readonly kind: 'equal' | 'different' } | { readonly kind: 'refused'; readonly why: string };

/** Runs a case with all float32 inputs as data or, where that is refused, only the first, or none. */
function run(test: Case): Outcome {
  const isFloat = (i: number) => test.inputs[i]?.dataType === 'float32';
  let why = '';
  for (const isData of [isFloat, (i: number) => isFloat(i) && i === 0, () => false]) {
    try {
      const { model, shapes, x } = bound(test, isData);
      const read = fromOnnx(model, { inputs: shapes });
      const { outputs } = apply(read.graph, read, x);
      const equal = read.graph.outputs.every((name, i) => isClose(outputs[name]!, test.outputs[i]!));
      return { kind: equal ? 'equal' : 'different' };
    } catch (error) {
      if (!(error instanceof DiopterError)) throw error;
      why = error.message;
    }
  }
  return { kind: 'refused', why };
}

describe.runIf(present)('conformance', () => {
  it('gives the expected output of every case that it does not refuse', () => {
    const outcomes = cases().map((test) => ({ name: test.name, ...tf.tidy(() => run(test)) }));
    const of = (kind: Outcome['kind']) => outcomes.filter((outcome) => outcome.kind === kind);
    console.info(
      `ONNX conformance: ${of('equal').length} of the ${outcomes.length} cases that use only the ${knownOperators.length} known operators are equal, ` +
        `${of('refused').length} are refused, ${of('different').length} differ`,
    );
    expect(of('different').map(({ name }) => name)).toEqual([]);
    // 438 of 609 with Debian 12's libonnx-testdata; the others are of other types or ranks, or train.
    expect(of('equal').length).toBeGreaterThanOrEqual(400);
  });
});
