import { describe, expect, it } from 'vitest';
import {
  float,
  graphAttribute,
  int,
  type OnnxAttribute,
  type OnnxGraph,
  type OnnxModel,
  type OnnxNode,
  type OnnxTensor,
  onnxTensor,
  tensorAttribute,
  text,
  validateOnnx,
} from '../index.js';

const value = (name: string) => ({ name, dataType: 'float32' as const, shape: ['batch', 3] });

function node(inputs: string[], outputs: string[], attributes: Record<string, OnnxAttribute> = {}): OnnxNode {
  return { op: 'Op', domain: '', name: '', inputs, outputs, attributes };
}

function graph(nodes: OnnxNode[], parts: Partial<OnnxGraph> = {}): OnnxGraph {
  return {
    name: 'main',
    nodes,
    initializers: new Map(),
    inputs: [value('x')],
    outputs: [value('y')],
    ...parts,
  };
}

function model(main: OnnxGraph, parts: Partial<OnnxModel> = {}): OnnxModel {
  return { irVersion: 10, opsets: { '': 21 }, graph: main, ...parts };
}

const good = node(['x'], ['y']);
const one = onnxTensor('float32', [1], Float32Array.of(1));
const withAttribute = (attribute: OnnxAttribute) => model(graph([node(['x'], ['y'], { a: attribute })]));
const branch = (inputs: string[]): OnnxGraph =>
  graph([node(inputs, ['z'])], { inputs: [], outputs: [value('z')] });
const sparse = (indices: bigint[], shape = [indices.length]) => ({
  shape: [2, 3],
  values: onnxTensor('float32', [2], Float32Array.of(1, 2)),
  indices: { dataType: 'int64' as const, shape, data: BigInt64Array.from(indices) },
});
const withSparse = (tensor: ReturnType<typeof sparse>) =>
  model(graph([good], { sparseInitializers: new Map([['s', tensor]]) }));

describe('a model that holds together is accepted', () => {
  const accepted: [string, OnnxModel][] = [
    ['with a chain of nodes', model(graph([node(['x'], ['a']), node(['a', ''], ['y', ''])]))],
    [
      'with an input that an initializer gives a default',
      model(graph([good], { initializers: new Map([['x', one]]) })),
    ],
    ['with an output that is an input', model(graph([], { outputs: [value('x')] }))],
    [
      'with a subgraph that reads an outer value',
      model(graph([node(['x'], ['h']), node([], ['y'], { body: graphAttribute(branch(['h', 'x'])) })])),
    ],
    ['with sparse constants by position', withSparse(sparse([1n, 5n]))],
    ['with sparse constants by coordinates', withSparse(sparse([0n, 2n, 1n, 0n], [2, 2]))],
    [
      'with a function that refers to its own attribute',
      model(graph([good]), {
        functions: [
          {
            name: 'f',
            domain: 'local',
            opsets: { '': 21 },
            inputs: ['a'],
            outputs: ['b'],
            attributes: ['alpha'],
            defaults: {},
            nodes: [node(['a'], ['b'], { alpha: { type: 'reference', value: 'alpha', of: 'float' } })],
          },
        ],
      }),
    ],
  ];
  it.each(accepted)('%s', (_, valid) => {
    expect(() => validateOnnx(valid)).not.toThrow();
  });
});

describe('a model that does not is refused by the name of the fault', () => {
  const refused: [string, OnnxModel, RegExp][] = [
    [
      'an undefined input',
      model(graph([node(['q'], ['y'])])),
      /node y \(Op\): input 'q' is not defined before/,
    ],
    [
      'an input defined later',
      model(graph([node(['a'], ['y']), node(['x'], ['a'])])),
      /'a' is not defined before/,
    ],
    ['an output of two nodes', model(graph([good, good])), /'y' is defined twice/],
    [
      'an output named like an input',
      model(graph([node(['x'], ['x'])], { outputs: [] })),
      /'x' is defined twice/,
    ],
    [
      'two inputs of one name',
      model(graph([good], { inputs: [value('x'), value('x')] })),
      /'x' is defined twice/,
    ],
    ['an undefined output', model(graph([])), /output 'y' is defined nowhere/],
    ['an input without a name', model(graph([good], { inputs: [value(''), value('x')] })), /without a name/],
    [
      'an initializer without a name',
      model(graph([good], { initializers: new Map([['', one]]) })),
      /without a name/,
    ],
    ['no operator', model(graph([{ ...good, op: '' }])), /no operator/],
    ['no operator set', model(graph([good]), { opsets: {} }), /no operator set of domain ''/],
    ['no operator set of its domain', model(graph([{ ...good, domain: 'com' }])), /of domain 'com'/],
    ['an operator set of version 0', model(graph([good]), { opsets: { '': 0 } }), /0 is not a version/],
    ['IR version 0', model(graph([good]), { irVersion: 0 }), /0 is not an IR version/],
    [
      'an old IR version and an initializer that is no input',
      model(graph([good], { initializers: new Map([['c', one]]) }), { irVersion: 3 }),
      /'c' must be an input too/,
    ],
    [
      'a negative size',
      model(graph([good], { values: [{ ...value('y'), shape: [-1] }] })),
      /-1 is not a size/,
    ],
    [
      'a constant of the wrong length',
      model(graph([good], { initializers: new Map([['c', { ...one, shape: [2] }]]) })),
      /initializer c: shape \[2\] of float32 needs 2 entries, the data have 1/,
    ],
    [
      'a constant in the wrong array',
      withAttribute(tensorAttribute({ ...one, data: [1] } as unknown as OnnxTensor)),
      /attribute a: float32 elements are kept in a Float32Array/,
    ],
    ['a fraction as integer', withAttribute(int(0.5)), /attribute a: 0.5 is not a 64-bit integer/],
    ['an integer beyond 64 bits', withAttribute(int(2n ** 63n)), /is not a 64-bit integer/],
    ['a float beyond 32 bits', withAttribute(float(1e39)), /1e\+39 is not a 32-bit float/],
    ['a number as text', withAttribute(text(5 as unknown as string)), /5 is not a string/],
    [
      'a list with a wrong item',
      withAttribute({ type: 'ints', value: [1, 0.5] }),
      /0.5 is not a 64-bit integer/,
    ],
    [
      'a reference outside functions',
      withAttribute({ type: 'reference', value: 'a', of: 'int' }),
      /no function/,
    ],
    [
      'a subgraph that reads a later value',
      model(graph([node([], ['y'], { body: graphAttribute(branch(['later'])) }), node(['x'], ['later'])])),
      /node z \(Op\): input 'later' is not defined/,
    ],
    [
      'an outer node that reads a value of a subgraph',
      model(graph([node([], ['h'], { body: graphAttribute(branch(['x'])) }), node(['z'], ['y'])])),
      /input 'z' is not defined/,
    ],
    ['a sparse index outside the shape', withSparse(sparse([1n, 6n])), /index 6 is outside the shape/],
    [
      'sparse coordinates outside the shape',
      withSparse(sparse([0n, 2n, 2n, 0n], [2, 2])),
      /index 2 is outside/,
    ],
    ['sparse indices out of order', withSparse(sparse([5n, 1n])), /do not ascend/],
    ['fewer sparse indices than values', withSparse(sparse([5n])), /values must be \[count\]/],
  ];
  it.each(refused)('%s', (_, invalid, message) => {
    expect(() => validateOnnx(invalid)).toThrow(message);
    expect(() => validateOnnx(invalid)).toThrow(expect.objectContaining({ code: 'invalid-onnx' }));
  });
});
