/** What `fromOnnx` makes of the idioms of exporters, and how it refuses what it does not know. */

import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import {
  int,
  ints,
  type OnnxModel,
  type OnnxNode,
  type OnnxTensor,
  onnxTensor,
  tensorAttribute,
  text,
} from '../../onnx/index.js';
import { apply, fromOnnx } from '../index.js';
import { runOnnx } from '../testing/run-onnx.js';

type NodeParts = readonly [
  op: string,
  inputs: readonly string[],
  output: string,
  attributes?: OnnxNode['attributes'],
];

const image = ['batch', 3, 'height', 'width'];
const numbers = (...values: number[]) =>
  onnxTensor('int64', [values.length], BigInt64Array.from(values, BigInt));
const one = (value: number) => onnxTensor('int64', [], BigInt64Array.of(BigInt(value)));

/** A model with the input `x`, the output of the last node, and constants by name. */
function model(
  nodes: readonly NodeParts[],
  constants: Record<string, OnnxTensor> = {},
  shape: readonly (string | number)[] = image,
): OnnxModel {
  return {
    irVersion: 8,
    opsets: { '': 17 },
    graph: {
      name: 'test',
      nodes: nodes.map(([op, inputs, output, attributes = {}]) => ({
        op,
        domain: '',
        name: `the ${output}`,
        inputs,
        outputs: [output],
        attributes,
      })),
      initializers: new Map(Object.entries(constants)),
      inputs: [{ name: 'x', dataType: 'float32', shape }],
      outputs: [{ name: nodes.at(-1)![2], dataType: 'float32' }],
    },
  };
}

/** Kinds of the graph's layers in the order of the file. */
const kinds = (read: ReturnType<typeof fromOnnx>) =>
  Object.values(read.graph.nodes).map(({ layer }) => layer.kind);

describe('shapes that exporters compute', () => {
  it('view(x.size(0), -1) is a flattening, for any batch', async () => {
    const file = model(
      [
        ['Shape', ['x'], 'shape'],
        ['Gather', ['shape', 'zero'], 'batch', { axis: int(0) }],
        ['Unsqueeze', ['batch', 'axes'], 'row'],
        ['Concat', ['row', 'rest'], 'target', { axis: int(0) }],
        ['Reshape', ['x', 'target'], 'y'],
      ],
      { zero: one(0), axes: numbers(0), rest: numbers(-1) },
      ['batch', 3, 4, 5],
    );
    const read = fromOnnx(file);
    expect(read.graph.nodes).toEqual({ y: { layer: { kind: 'flatten', order: 'nchw' }, inputs: ['x'] } });
    const x = tf.randomNormal([2, 4, 5, 3], 0, 1, 'float32', 1);
    const expected = (await runOnnx(file, { x }, 'nchw')).y!;
    expect(await apply(read.graph, read, x).y.array()).toEqual(await expected.array());
  });

  it('a reshape to a stated batch is one to any batch, where the rest stays together', () => {
    const read = fromOnnx(
      model([['Reshape', ['x', 'target'], 'y']], { target: numbers(1, 60) }, [1, 3, 4, 5]),
    );
    expect(apply(read.graph, read, tf.zeros([7, 4, 5, 3])).y.shape).toEqual([7, 60]);
  });

  it('sizes that are doubled need the size of the images', async () => {
    const file = model(
      [
        ['Shape', ['x'], 'shape'],
        ['Slice', ['shape', 'two', 'four'], 'size'],
        ['Mul', ['size', 'factor'], 'doubled'],
        ['Slice', ['shape', 'zero', 'two'], 'front'],
        ['Concat', ['front', 'doubled'], 'sizes', { axis: int(0) }],
        ['Resize', ['x', '', '', 'sizes'], 'y', { mode: text('linear') }],
      ],
      { zero: numbers(0), two: numbers(2), four: numbers(4), factor: numbers(2) },
    );
    expect(() => fromOnnx(file)).toThrow(
      'ONNX operator Resize, node 6 of 6 ("the y"): the size of its images is not known',
    );
    const read = fromOnnx(file, { inputs: { x: [null, 3, 4, 5] } });
    expect(read.graph.nodes.y?.layer).toMatchObject({
      kind: 'upsample',
      factors: [2, 2],
      method: 'bilinear',
    });
    const x = tf.randomNormal([1, 4, 5, 3], 0, 1, 'float32', 1);
    const expected = (await runOnnx(file, { x }, 'nchw')).y!;
    expect(tf.max(tf.abs(tf.sub(apply(read.graph, read, x).y, expected))).dataSync()[0]).toBeLessThan(1e-6);
  });

  it('weights that are computed from constants are weights', () => {
    const value = tensorAttribute(onnxTensor('float32', [1], Float32Array.of(0.5)));
    const read = fromOnnx(
      model(
        [
          ['ConstantOfShape', ['weight shape'], 'transposed', { value }],
          ['Transpose', ['transposed'], 'weight', { perm: ints([3, 2, 0, 1]) }],
          ['Conv', ['x', 'weight'], 'y'],
        ],
        { 'weight shape': numbers(2, 1, 3, 4) },
      ),
    );
    expect(kinds(read)).toEqual(['conv2d']);
    expect(read.parameters.y?.filter?.shape).toEqual([2, 1, 3, 4]);
  });
});

describe('layouts', () => {
  it('transpositions there and back leave no node', () => {
    const read = fromOnnx(
      model([
        ['Transpose', ['x'], 'nhwc', { perm: ints([0, 2, 3, 1]) }],
        ['Relu', ['nhwc'], 'active'],
        ['Transpose', ['active'], 'y', { perm: ints([0, 3, 1, 2]) }],
      ]),
    );
    expect(kinds(read)).toEqual(['activation', 'identity']);
    expect(read.values.nhwc).toEqual({ node: 'x', axes: [0, 1, 2, 3] });
    expect(read.values.y).toEqual({ node: 'y', axes: [0, 3, 1, 2] });
  });

  it('a softmax over ONNX axis 1 is over the channels', () => {
    const read = fromOnnx(model([['Softmax', ['x'], 'y', { axis: int(1) }]]));
    expect(read.graph.nodes.y?.layer).toMatchObject({ kind: 'softmax', axis: 3 });
  });

  it('an image with constants per channel is a scaling, with others a sum with a parameter', () => {
    const mean = onnxTensor('float32', [3, 1, 1], Float32Array.of(1, 2, 3));
    const columns = onnxTensor('float32', [1, 1, 5], new Float32Array(5));
    const read = fromOnnx(
      model(
        [
          ['Sub', ['x', 'mean'], 'centred'],
          ['Add', ['centred', 'columns'], 'y'],
        ],
        { mean, columns },
      ),
    );
    expect(read.graph.nodes.centred?.layer).toEqual({ kind: 'scale', multiplier: [1], offset: [-1, -2, -3] });
    expect(read.graph.nodes.y?.inputs).toEqual(['centred', 'y/constant']);
    expect(read.parameters['y/constant']?.value?.shape).toEqual([1, 1, 5, 1]);
  });
});

describe('what is not known', () => {
  const filter = onnxTensor('float32', [2, 3, 1, 1], new Float32Array(6));
  const cases: [string, OnnxModel, string][] = [
    [
      'an operator',
      model([
        ['Relu', ['x'], 'a'],
        ['Einsum', ['a'], 'y'],
      ]),
      'ONNX operator Einsum, node 2 of 2 ("the y"): it is not known here',
    ],
    [
      'a filter that is computed',
      model([
        ['Relu', ['x'], 'w'],
        ['Conv', ['x', 'w'], 'y'],
      ]),
      'its input 1 ("w") is computed, but must be a constant here',
    ],
    [
      'cubic interpolation',
      model([['Resize', ['x', '', 'scales'], 'y', { mode: text('cubic') }]], {
        scales: onnxTensor('float32', [4], Float32Array.of(1, 1, 2, 2)),
      }),
      'its mode is cubic',
    ],
    [
      'groups that do not fit',
      model([['Conv', ['x', 'w'], 'y', { group: int(2) }]], { w: filter }),
      'node y (conv2d): 2 groups do not divide',
    ],
    ['a shape as the output', model([['Shape', ['x'], 'y']]), 'output y: it is int64, not float32'],
    ['a value that no node makes', model([['Relu', ['z'], 'y']]), 'its input 0 ("z") is not available'],
    [
      'a size that is not known',
      model([
        ['Shape', ['x'], 's'],
        ['Slice', ['x', 's', 's'], 'y'],
      ]),
      'its input 1 ("s") depends on a size that is not known',
    ],
  ];

  it.each(cases)('is refused by name: %s', (_name, file, message) => {
    expect(() => fromOnnx(file)).toThrow(message);
  });

  it('inputs of other types and without a rank are refused', () => {
    const { graph, ...rest } = model([['Relu', ['x'], 'y']]);
    const withInput = (input: OnnxModel['graph']['inputs'][number]) => ({
      ...rest,
      graph: { ...graph, inputs: [input] },
    });
    expect(() => fromOnnx(withInput({ name: 'x', dataType: 'float16', shape: [1] }))).toThrow(
      'its type is float16',
    );
    expect(() => fromOnnx(withInput({ name: 'x', dataType: 'float32' }))).toThrow('does not say its shape');
  });
});
