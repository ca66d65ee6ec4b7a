import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DiopterError } from '../errors/index.js';
import { randomKey } from '../random/index.js';
import { type DType, type HostTensor, paths, sizeOf } from '../tree/index.js';
import { decodeCheckpoint, encodeCheckpoint, restoreTree } from './index.js';

const float = (shape: number[], ...values: number[]): HostTensor<'float32'> => ({
  shape,
  dtype: 'float32',
  data: Float32Array.from(values),
});
const invalid = expect.objectContaining({ code: 'invalid-checkpoint' });

const state = {
  parameters: { conv1: { filter: float([1, 2], 0.5, Number.NaN), bias: float([0]) } },
  layers: [float([], 3), float([1], -0)],
  mask: { shape: [3], dtype: 'bool', data: Uint8Array.of(1, 0, 1) } satisfies HostTensor<'bool'>,
  step: 1200,
  paused: { generator: false, discriminator: true },
  nothing: null,
  key: randomKey(7),
};

const arbitraryTensor: fc.Arbitrary<HostTensor> = fc
  .record({
    shape: fc.array(fc.nat(3), { maxLength: 3 }),
    dtype: fc.constantFrom<DType>('float32', 'int32', 'bool'),
  })
  .chain(({ shape, dtype }) => {
    const values = { minLength: sizeOf(shape), maxLength: sizeOf(shape) };
    const data = {
      float32: fc.float32Array(values),
      int32: fc.int32Array(values),
      bool: fc.uint8Array({ ...values, max: 1 }),
    }[dtype];
    return (data as fc.Arbitrary<Float32Array>).map((items) => ({ shape, dtype, data: items }) as HostTensor);
  });
const { tree: arbitraryTree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    arbitraryTensor,
    fc.double(),
    fc.boolean(),
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(fc.string(), tie('tree'), { maxKeys: 3, noNullPrototype: true }),
  ),
}));

describe('a tree in a checkpoint', () => {
  it('comes back bit for bit, with its metadata', () => {
    const checkpoint = decodeCheckpoint(encodeCheckpoint(state, { note: 'Füße "quoted"', 'a.b': '' }));
    expect([...checkpoint.tensors.keys()].sort()).toEqual(paths(state).sort());
    expect(restoreTree(state, checkpoint)).toEqual(state);
    expect(Object.is((restoreTree(state, checkpoint).layers[1] as HostTensor).data[0], -0)).toBe(true);
    expect(checkpoint.metadata).toEqual({ note: 'Füße "quoted"', 'a.b': '' });
  });

  it('comes back whatever its structure, names, numbers and shapes', () => {
    fc.assert(
      fc.property(arbitraryTree, fc.dictionary(fc.string(), fc.string()), (tree, metadata) => {
        fc.pre(!paths(tree).includes('__metadata__'));
        const checkpoint = decodeCheckpoint(encodeCheckpoint(tree, metadata));
        expect(restoreTree(tree, checkpoint)).toEqual(tree);
        expect(checkpoint.metadata).toEqual(metadata);
      }),
    );
  });

  it('gives the same bytes irrespective of the order in which its objects were built', () => {
    const reversed = Object.fromEntries(Object.entries(state).reverse());
    expect(encodeCheckpoint(reversed)).toEqual(encodeCheckpoint(state));
  });

  it('is a copy, when written and when read', () => {
    const tensor = float([1], 1);
    const bytes = encodeCheckpoint({ tensor });
    tensor.data[0] = 2;
    const { tensors } = decodeCheckpoint(bytes);
    bytes.fill(0);
    expect(tensors.get('tensor')).toEqual(float([1], 1));
  });

  it('is read from any offset in a larger buffer', () => {
    const bytes = encodeCheckpoint(state);
    for (let offset = 0; offset < 8; offset++) {
      const larger = new Uint8Array(bytes.length + offset + 3).fill(9);
      larger.set(bytes, offset);
      const checkpoint = decodeCheckpoint(larger.subarray(offset, offset + bytes.length));
      expect(restoreTree(state, checkpoint)).toEqual(state);
    }
  });

  it('lies aligned in the file: each tensor at a multiple of its element size', () => {
    const bytes = encodeCheckpoint(state);
    const headerLength = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    const header: Record<string, { dtype: string; data_offsets: number[] }> = JSON.parse(
      new TextDecoder().decode(bytes.subarray(8, 8 + headerLength)),
    );
    const sizes: Record<string, number> = { F64: 8, F32: 4, I32: 4, BOOL: 1 };
    expect(headerLength % 8).toBe(0);
    for (const { dtype, data_offsets } of Object.values(header).filter((entry) => entry.data_offsets)) {
      expect(data_offsets[0]! % sizes[dtype]!).toBe(0);
    }
  });

  it.each([
    ['a text', { a: 'text' }, 'invalid-argument'],
    ['a tensor that is not in host memory', { a: { shape: [1], dtype: 'float32' } }, 'invalid-argument'],
    ['a tensor with too few elements', { a: float([2], 1) }, 'shape-mismatch'],
  ])('must not hold %s, which is named', (_, tree, code) => {
    expect(() => encodeCheckpoint(tree)).toThrow(
      expect.objectContaining({ code, where: 'saveCheckpoint, a' }),
    );
  });

  it('must not use the names of the format', () => {
    const taken = expect.objectContaining({ code: 'invalid-argument' });
    expect(() => encodeCheckpoint({ __metadata__: 1 })).toThrow(taken);
    expect(() => encodeCheckpoint({}, { 'diopter.checksum': '0' })).toThrow(taken);
  });
});

describe('a damaged checkpoint is refused', () => {
  const file = encodeCheckpoint(
    { a: float([3], 1, 2, 3), b: 4, text: { shape: [0], dtype: 'int32', data: new Int32Array() } },
    { note: 'x' },
  );

  it('at every truncated length', () => {
    for (let length = 0; length < file.length; length++) {
      expect(() => decodeCheckpoint(file.subarray(0, length)), `${length}`).toThrow(invalid);
    }
  });

  it('with bytes behind its end', () => {
    expect(() => decodeCheckpoint(Uint8Array.of(...file, 0))).toThrow(invalid);
  });

  it('with any single byte changed to any other value', () => {
    const refused = { code: '' };
    for (let i = 0; i < file.length; i++) {
      for (let change = 1; change < 256; change++) {
        const bytes = file.slice();
        bytes[i]! ^= change;
        try {
          decodeCheckpoint(bytes);
          refused.code = 'none';
        } catch (error) {
          if (!(error instanceof DiopterError)) throw error;
          refused.code = error.code;
        }
        if (refused.code !== 'invalid-checkpoint')
          expect.fail(`byte ${i} changed by ${change}: ${refused.code}`);
      }
    }
  });

  it('with two neighbouring bytes exchanged', () => {
    for (let i = 0; i + 1 < file.length; i++) {
      if (file[i] === file[i + 1]) continue;
      const bytes = file.slice();
      [bytes[i], bytes[i + 1]] = [bytes[i + 1]!, bytes[i]!];
      expect(() => decodeCheckpoint(bytes)).toThrow(invalid);
    }
  });

  it('when it is random bytes or something else altogether', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => void expect(() => decodeCheckpoint(bytes)).toThrow(invalid)),
    );
    for (const text of ['PK\x03\x04 this is a zip file', '{"a": 1}', '']) {
      expect(() => decodeCheckpoint(new TextEncoder().encode(text))).toThrow(invalid);
    }
  });
});

/** A file as another program might write it, without a checksum. */
function foreign(header: unknown, dataLength: number, declared?: bigint): Uint8Array {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const file = new Uint8Array(8 + text.length + dataLength);
  new DataView(file.buffer).setBigUint64(0, declared ?? BigInt(text.length), true);
  file.set(text, 8);
  return file;
}

describe("another program's file", () => {
  const entry = (begin: number, end: number, shape = [(end - begin) / 4], dtype = 'F32') => ({
    dtype,
    shape,
    data_offsets: [begin, end],
  });

  it('made by Python is read, with the types that trees do not know converted', () => {
    const read = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url));
    const { tensors, metadata } = decodeCheckpoint(read('python.safetensors'));
    const expected: Record<string, number | { dtype: string; shape: number[]; data: string[] }> = JSON.parse(
      read('python.json').toString(),
    );
    expect([...tensors.keys()].sort()).toEqual(Object.keys(expected).sort());
    for (const [name, tensor] of tensors) {
      const actual = typeof tensor === 'number' ? tensor : { ...tensor, data: [...tensor.data] };
      const wanted = expected[name]!;
      expect(actual, name).toEqual(
        typeof wanted === 'number' ? wanted : { ...wanted, data: wanted.data.map(Number) },
      );
    }
    expect(metadata).toEqual({ format: 'pt', author: 'Füße' });
  });

  it('without a checksum is read', () => {
    expect(decodeCheckpoint(foreign({ a: entry(0, 4), b: entry(4, 12) }, 12)).tensors.size).toBe(2);
    expect(decodeCheckpoint(foreign({}, 0)).tensors.size).toBe(0);
  });

  const refused: [string, Uint8Array, RegExp][] = [
    [
      'with overlapping tensors',
      foreign({ a: entry(0, 8), b: entry(4, 12) }, 12),
      /tensor b: .*begin at byte 4, inside/,
    ],
    ['with a tensor inside another', foreign({ a: entry(0, 12), b: entry(4, 8) }, 12), /tensor b: .* inside/],
    ['with two tensors in one place', foreign({ a: entry(0, 4), b: entry(0, 4) }, 4), /inside/],
    [
      'with a hole',
      foreign({ a: entry(0, 4), b: entry(8, 12) }, 12),
      /tensor b: .*begin at byte 8, after a gap/,
    ],
    ['with a hole at the beginning', foreign({ a: entry(4, 8) }, 8), /after a gap/],
    [
      'with data that belong to nothing',
      foreign({ a: entry(0, 4) }, 8),
      /need 4 bytes of data, the file has 8/,
    ],
    ['with data missing', foreign({ a: entry(0, 8) }, 4), /need 8 bytes of data, the file has 4/],
    ['with offsets the wrong way round', foreign({ a: entry(4, 0, [0]) }, 4), /needs 0 bytes, not -4/],
    ['with negative offsets', foreign({ a: entry(-4, 0, [1]) }, 0), /does not give its dtype, shape/],
    [
      'with a fraction as offset',
      foreign({ a: { ...entry(0, 4), data_offsets: [0, 4.5] } }, 4),
      /does not give/,
    ],
    [
      'with a shape that needs other bytes',
      foreign({ a: entry(0, 8, [3]) }, 8),
      /shape \[3\] of F32 needs 12 bytes/,
    ],
    ['with a shape beyond any memory', foreign({ a: entry(0, 4, [1e15, 1e15]) }, 4), /needs 4e\+30 bytes/],
    [
      'with an unknown dtype',
      foreign({ a: entry(0, 4, [4], 'F8_E4M3') }, 4),
      /tensor a: its dtype F8_E4M3 cannot/,
    ],
    ['with an entry that is no entry', foreign({ a: 5 }, 0), /tensor a: the header does not give/],
    ['with metadata that are no texts', foreign({ __metadata__: { a: 1 } }, 0), /metadata are not texts/],
    ['with metadata that are a list', foreign({ __metadata__: ['a'] }, 0), /metadata are not texts/],
    [
      'with a bool that is 2',
      new Uint8Array(foreign({ a: entry(0, 1, [1], 'BOOL') }, 1)).fill(2, -1),
      /not fit bool/,
    ],
    [
      'with a large integer',
      new Uint8Array(foreign({ a: entry(0, 8, [1], 'I64') }, 8)).fill(1, -1),
      /not fit int32/,
    ],
    ['with a header that is a list', foreign([], 0), /header is not an object/],
    ['with a header that is no JSON', foreign('{"a": ', 0), /header is not JSON/],
    ['with a header that is not UTF-8', Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0, 255), /not UTF-8/],
    [
      'with a header longer than the file',
      foreign('{}', 0, 3n),
      /said to have 3 bytes, but it can have at most 2/,
    ],
    [
      'with a header of more than any memory',
      foreign('{}', 0, 2n ** 64n - 1n),
      /said to have 18446744073709551615 bytes/,
    ],
    [
      'with a header nested deep',
      foreign(`{"a":${'['.repeat(1e6)}${']'.repeat(1e6)}}`, 0),
      /nested too deep/,
    ],
    ['with a text that does not end', foreign(`{"${'\\"'.repeat(1e6)}`, 0), /header is not JSON/],
    ['with a key that is no text', foreign('{"\\x": 1}', 0), /header is not JSON/],
    [
      'with the same tensor twice',
      foreign(
        '{"a":{"dtype":"F32","shape":[],"data_offsets":[0,4]},"\\u0061":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}',
        4,
      ),
      /key 'a' twice/,
    ],
    [
      'with the same field twice',
      foreign('{"a":{"dtype":"I32","dtype":"F32","shape":[],"data_offsets":[0,4]}}', 4),
      /key 'dtype' twice/,
    ],
    [
      'with the same metadata twice',
      foreign('{"__metadata__":{"x":"{","x":"\\"x\\":"}}', 0),
      /key 'x' twice/,
    ],
  ];
  it.each(refused)('%s is refused', (_, file, message) => {
    expect(() => decodeCheckpoint(file)).toThrow(message);
    expect(() => decodeCheckpoint(file)).toThrow(invalid);
  });

  it('with the same name in different objects, or inside a text, is not taken for a duplicate', () => {
    const file = foreign(
      '{"__metadata__":{"a":"\\"a\\":1,{","b":"[\\\\"},"a":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}',
      4,
    );
    expect(decodeCheckpoint(file).metadata).toEqual({ a: '"a":1,{', b: '[\\' });
  });

  it('that declares a huge header is refused at once, without the memory for it', () => {
    const before = process.memoryUsage().arrayBuffers;
    for (const declared of [2n ** 31n, 2n ** 40n, 2n ** 63n]) {
      expect(() => decodeCheckpoint(foreign('{}', 100, declared))).toThrow(invalid);
    }
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 20);
  });
});

describe('restoreTree', () => {
  const checkpoint = decodeCheckpoint(encodeCheckpoint({ w: float([2], 1, 2), n: 3, extra: float([], 0) }));

  it('names tensors that are absent, superfluous or of another shape or dtype', () => {
    const like = { w: float([3], 0, 0, 0), n: float([], 0), missing: float([], 0) };
    const message =
      "'missing' should be float32 [], it is absent; 'n' should be float32 [], it is a number; " +
      "'w' should be float32 [3], it is float32 [2]; 'extra' has no place in the tree";
    expect(() => restoreTree(like, checkpoint)).toThrow(
      expect.objectContaining({ code: 'checkpoint-mismatch', what: message }),
    );
  });

  it('names the first few of many differences', () => {
    const like = Array.from({ length: 20 }, () => float([], 0));
    expect(() => restoreTree(like, checkpoint)).toThrow(/'0' should be .*'4' should be [^;]*; and 18 more/);
  });

  it('takes what a smaller tree asks for, if others are allowed', () => {
    expect(restoreTree({ w: float([2], 0, 0) }, checkpoint, { allowOthers: true })).toEqual({
      w: float([2], 1, 2),
    });
    expect(() => restoreTree({ w: float([2], 0, 0) }, checkpoint)).toThrow(
      /'n' has no place in the tree; 'extra' has no place/,
    );
  });

  it('takes mere specifications for the tree to restore', () => {
    const like = { w: { shape: [2], dtype: 'float32' }, n: 0, extra: { shape: [], dtype: 'float32' } };
    expect(restoreTree(like, checkpoint)).toEqual({ w: float([2], 1, 2), n: 3, extra: float([], 0) });
  });
});
