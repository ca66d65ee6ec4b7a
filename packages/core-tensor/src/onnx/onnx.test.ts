import { readFileSync } from 'node:fs';
import { create, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import fc from 'fast-check';
import * as ort from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { DiopterError } from '../errors/index.js';
import { elementTypes } from './element-types.js';
import {
  AttributeProtoSchema,
  GraphProtoSchema,
  ModelProtoSchema,
  TensorProtoSchema,
} from './generated/onnx_pb.js';
import {
  float,
  floats,
  graphAttribute,
  int,
  ints,
  type OnnxGraph,
  type OnnxModel,
  onnxTensor,
  readOnnx,
  readTensorProto,
  tensorAttribute,
  text,
  texts,
  validateOnnx,
  writeOnnx,
} from './index.js';
import { arbitraryModel, arbitraryTensor } from './testing/arbitrary-model.js';

const fixture = (name: string): Uint8Array => readFileSync(new URL(`fixtures/${name}`, import.meta.url));

describe('a model written and read', () => {
  it('is the same model, with every element type, attribute and nested graph', () => {
    fc.assert(
      fc.property(arbitraryModel, (model) => {
        validateOnnx(model);
        expect(readOnnx(writeOnnx(model))).toEqual(model);
      }),
    );
  });

  it('gives the same bytes each time', () => {
    fc.assert(
      fc.property(arbitraryModel, (model) => {
        const bytes = writeOnnx(model);
        expect(writeOnnx(readOnnx(bytes))).toEqual(bytes);
      }),
    );
  });

  it('runs in ONNX Runtime', async () => {
    const scale = onnxTensor('float32', [2], Float32Array.of(10, 100));
    const model: OnnxModel = {
      irVersion: 10,
      opsets: { '': 21 },
      producer: 'diopter',
      graph: {
        name: 'g',
        nodes: [
          { op: 'Mul', domain: '', name: 'scale', inputs: ['x', 's'], outputs: ['m'], attributes: {} },
          {
            op: 'Transpose',
            domain: '',
            name: '',
            inputs: ['m'],
            outputs: ['y'],
            attributes: { perm: ints([1, 0]) },
          },
        ],
        initializers: new Map([['s', scale]]),
        inputs: [{ name: 'x', dataType: 'float32', shape: ['rows', 2] }],
        outputs: [{ name: 'y', dataType: 'float32', shape: [2, 'rows'] }],
      },
    };
    const session = await ort.InferenceSession.create(writeOnnx(model));
    const { y } = await session.run({ x: new ort.Tensor('float32', [1, 2, 3, 4], [2, 2]) });
    expect([...(y!.data as Float32Array)]).toEqual([10, 30, 200, 400]);
  });

  it('names the value that does not fit the format', () => {
    const model = (attribute: ReturnType<typeof int> | ReturnType<typeof float>): OnnxModel => ({
      irVersion: 10,
      opsets: {},
      graph: {
        name: '',
        nodes: [{ op: 'A', domain: '', name: 'n', inputs: [], outputs: [], attributes: { a: attribute } }],
        initializers: new Map(),
        inputs: [],
        outputs: [],
      },
    });
    expect(() => writeOnnx(model(int(0.5)))).toThrow(
      /node n \(A\), attribute a: 0.5 is not a 64-bit integer/,
    );
    expect(() => writeOnnx(model(int(2n ** 63n)))).toThrow(DiopterError);
    expect(() => writeOnnx(model(float(1e39)))).toThrow(DiopterError);
    expect(() => writeOnnx(model(float(Number.POSITIVE_INFINITY)))).not.toThrow();
  });
});

describe('what Python wrote', () => {
  it('is read in every element type and storage form', () => {
    const { initializers } = readOnnx(fixture('storage.onnx')).graph;
    const expected: Record<string, { dataType: string; shape: number[]; data: string[] }> = JSON.parse(
      new TextDecoder().decode(fixture('storage.json')),
    );
    expect([...initializers.keys()].sort()).toEqual(Object.keys(expected).sort());
    for (const [name, { dataType, shape, data }] of Object.entries(expected)) {
      const tensor = initializers.get(name)!;
      const read = Array.from<unknown>(tensor.data as ArrayLike<unknown>);
      const wanted = data.map((item) =>
        typeof read[0] === 'bigint' ? BigInt(item) : typeof read[0] === 'string' ? item : Number(item),
      );
      expect({ name, dataType: tensor.dataType, shape: tensor.shape, data: read }).toEqual({
        name,
        dataType,
        shape,
        data: wanted,
      });
    }
    const read = new Set([...initializers.values()].map((tensor) => tensor.dataType));
    expect([...read].sort()).toEqual(Object.keys(elementTypes).sort());
  });

  it('keeps functions, subgraphs, sparse constants, containers and what nobody interprets', () => {
    const model = readOnnx(fixture('everything.onnx'));
    expect(() => validateOnnx(model)).not.toThrow();
    expect(readOnnx(writeOnnx(model))).toEqual(model);

    const [custom, choice, scale] = model.graph.nodes;
    expect(custom!.inputs).toEqual(['x', '', 'dense']);
    expect(custom!.attributes).toMatchObject({
      i: int(-5),
      f: float(Math.fround(0.1)),
      s: text('text'),
      blob: { type: 'bytes', value: Uint8Array.of(0xff, 0) },
      ints: ints([1, -(2n ** 63n)]),
      floats: floats([0.5, Number.POSITIVE_INFINITY]),
      strings: texts(['a', 'b']),
      zero: int(0),
      empty: text(''),
      none: ints([]),
      t: tensorAttribute(onnxTensor('float32', [2], Float32Array.of(1, 2))),
      ts: { type: 'tensors', value: [onnxTensor('int64', [1], BigInt64Array.of(3n))] },
      tp: { type: 'type', value: { kind: 'optional', element: { kind: 'sequence' } } },
      tps: {
        type: 'types',
        value: [{ kind: 'tensor', dataType: 'float32', shape: [2] }, { kind: 'sequence' }],
      },
      sparse: { type: 'sparse-tensor', value: { shape: [2, 3] } },
    });
    expect(custom!.attributes.gs).toMatchObject({
      type: 'graphs',
      value: [{ name: 'Neg' }, { name: 'Abs' }],
    });
    expect(choice!.attributes.then_branch).toMatchObject(graphAttribute({ name: 'Sin' } as OnnxGraph));
    expect(scale!.domain).toBe('local');
    expect(model.functions).toMatchObject([
      {
        name: 'Scale',
        domain: 'local',
        defaults: { alpha: float(2) },
        nodes: [
          { attributes: { value_float: { type: 'reference', value: 'alpha', of: 'float' } } },
          { op: 'Mul' },
        ],
      },
    ]);
    expect(model.graph.sparseInitializers?.get('rare')).toEqual({
      shape: [2, 3],
      values: onnxTensor('float32', [2], Float32Array.of(1, 2)),
      indices: onnxTensor('int64', [2], BigInt64Array.of(1n, 5n)),
    });
    expect(model.graph.values?.map(({ type }) => type?.kind)).toEqual([
      'map',
      'sequence',
      'optional',
      'sparse-tensor',
    ]);
    expect(model.metadata).toEqual({ author: 'nobody' });
    const otherFields = (owner: { otherFields?: readonly { number: number }[] }) =>
      owner.otherFields?.map(({ number }) => number);
    // Producer version, documentation and training information; documentation and quantization; documentation and notes.
    expect(otherFields(model)).toEqual([3, 6, 20]);
    expect(otherFields(model.graph)).toEqual([10, 14]);
    expect(otherFields(custom!)).toEqual([6, 9]);
  });
});

describe('constants', () => {
  const tensorBytes = (fields: MessageInitShape<typeof TensorProtoSchema>) =>
    toBinary(TensorProtoSchema, create(TensorProtoSchema, fields));

  it('are read from any offset, and are copies', () => {
    const file = tensorBytes({
      dims: [2n],
      dataType: 1,
      rawData: new Uint8Array(Float32Array.of(1, 2).buffer),
    });
    for (let offset = 0; offset < 8; offset++) {
      const shifted = new Uint8Array(file.length + offset);
      shifted.set(file, offset);
      const { data } = readTensorProto(shifted.subarray(offset));
      shifted.fill(0);
      expect(data).toEqual(Float32Array.of(1, 2));
    }
  });

  it('are copies also when the bytes are a Buffer of Node', () => {
    const file = Buffer.from(tensorBytes({ dims: [1n], dataType: 1, rawData: Uint8Array.of(0, 0, 128, 63) }));
    const { data } = readTensorProto(file);
    file.fill(0);
    expect(data).toEqual(Float32Array.of(1));
  });

  it('are written from a view into a larger buffer', () => {
    fc.assert(
      fc.property(arbitraryTensor, fc.nat(3), (tensor, before) => {
        fc.pre(!Array.isArray(tensor.data));
        const { array } = elementTypes[tensor.dataType];
        const data = tensor.data as Uint8Array;
        const larger = new Uint8Array(8 * before + data.byteLength + 8).fill(7);
        larger.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), 8 * before);
        const whole = new array!(larger.slice(0, 8 * before + data.byteLength).buffer) as Uint8Array;
        const view = whole.subarray(whole.length - data.length);
        const graph = { name: '', nodes: [], inputs: [], outputs: [] };
        const write = (constant: typeof tensor) =>
          writeOnnx({
            irVersion: 10,
            opsets: {},
            graph: { ...graph, initializers: new Map([['c', constant]]) },
          });
        expect(write({ ...tensor, data: view } as typeof tensor)).toEqual(write(tensor));
      }),
    );
  });

  const refused: [string, MessageInitShape<typeof TensorProtoSchema>, RegExp][] = [
    [
      'a shape that needs more than is there',
      { dims: [3n], dataType: 1, floatData: [1, 2] },
      /needs 3 entries/,
    ],
    [
      'a shape larger than any memory',
      { dims: [2n ** 40n, 2n ** 40n], dataType: 1, floatData: [1] },
      /needs/,
    ],
    ['a negative dimension', { dims: [-1n], dataType: 1 }, /-1 is not a size/],
    [
      'half an element',
      { dims: [1n], dataType: 1, rawData: Uint8Array.of(1, 2) },
      /no whole number of float32/,
    ],
    ['a value beyond its type', { dims: [1n], dataType: 2, int32Data: [256] }, /256 does not fit/],
    ['no type', { dims: [1n], rawData: Uint8Array.of(1) }, /no element type/],
    [
      'a string that is not UTF-8',
      { dims: [1n], dataType: 8, stringData: [Uint8Array.of(255)] },
      /not UTF-8/,
    ],
    ['data in another file', { dims: [1n], dataType: 1, dataLocation: 1 }, /without a location/],
  ];
  it.each(refused)('with %s are refused', (_, fields, message) => {
    const bytes = tensorBytes({ ...fields, name: 'w' });
    expect(() => readTensorProto(bytes)).toThrow(message);
    expect(() => readTensorProto(bytes)).toThrow(/^tensor w: /);
    expect(() => readTensorProto(bytes)).toThrow(DiopterError);
  });

  it('of a type or form that is not known here are named as unsupported', () => {
    const unsupported = expect.objectContaining({ code: 'unsupported-operator', where: 'tensor w' });
    expect(() => readTensorProto(tensorBytes({ name: 'w', dataType: 99 }))).toThrow(unsupported);
    expect(() => readTensorProto(tensorBytes({ name: 'w', dataType: 1, segment: { begin: 0n } }))).toThrow(
      unsupported,
    );
  });

  it('are built only with as many entries as their shape says', () => {
    expect(() => onnxTensor('float32', [2, 2], Float32Array.of(1))).toThrow(
      expect.objectContaining({ code: 'shape-mismatch' }),
    );
    expect(onnxTensor('int4', [3], Uint8Array.of(0x21, 0x03)).data.length).toBe(2);
  });
});

describe('attributes', () => {
  const modelWith = (attribute: MessageInitShape<typeof AttributeProtoSchema>) =>
    toBinary(
      ModelProtoSchema,
      create(ModelProtoSchema, {
        graph: create(GraphProtoSchema, {
          node: [{ name: 'n', opType: 'A', attribute: [create(AttributeProtoSchema, attribute)] }],
        }),
      }),
    );
  const read = (attribute: Parameters<typeof modelWith>[0]) =>
    readOnnx(modelWith(attribute)).graph.nodes[0]!.attributes.a;

  it('of old files, which do not state their type, have that of their value', () => {
    expect(read({ name: 'a', i: 0n })).toEqual(int(0));
    expect(read({ name: 'a', floats: [1] })).toEqual(floats([1]));
  });

  it('whose value was left out because it is zero are zero', () => {
    expect(read({ name: 'a', type: 2 })).toEqual(int(0));
    expect(read({ name: 'a', type: 3 })).toEqual(text(''));
  });

  it('without type and value, or of an unknown type, are refused by name', () => {
    const where = 'node n (A), attribute a';
    expect(() => read({ name: 'a' })).toThrow(expect.objectContaining({ code: 'invalid-onnx', where }));
    expect(() => read({ name: 'a', type: 4 })).toThrow(
      expect.objectContaining({ code: 'invalid-onnx', where }),
    );
    expect(() => read({ name: 'a', type: 77 })).toThrow(
      expect.objectContaining({ code: 'unsupported-operator', where }),
    );
  });

  it('may bear the name of anything JavaScript objects have', () => {
    const attribute = readOnnx(modelWith({ name: '__proto__', i: 1n })).graph.nodes[0]!.attributes;
    expect(Object.entries(attribute)).toEqual([['__proto__', int(1)]]);
  });
});
