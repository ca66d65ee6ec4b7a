import { readFileSync } from 'node:fs';
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DiopterError } from '../errors/index.js';
import { type OnnxModel, readOnnx, readTensorProto, validateOnnx, writeOnnx } from './index.js';

const fixture = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`fixtures/${name}`, import.meta.url)));
const everything = fixture('everything.onnx');
const storage = fixture('storage.onnx');

/** What reading and checking make of the bytes: a model, or a `DiopterError`. Anything else is thrown on. */
function outcome(bytes: Uint8Array): OnnxModel | DiopterError {
  try {
    const model = readOnnx(bytes);
    validateOnnx(model);
    // What is accepted can also be written and read again.
    readOnnx(writeOnnx(model));
    return model;
  } catch (error) {
    if (error instanceof DiopterError) return error;
    throw error;
  }
}

function expectRefused(bytes: Uint8Array): DiopterError {
  const error = outcome(bytes);
  expect(error).toBeInstanceOf(DiopterError);
  return error as DiopterError;
}

/** A message with one field of bytes, nested `depth` times. */
function nested(fields: readonly number[], depth: number): Uint8Array {
  let bytes = new Uint8Array();
  for (let i = 0; i < depth * fields.length; i++) {
    const field = fields[fields.length - 1 - (i % fields.length)]!;
    bytes = new Uint8Array(new BinaryWriter().tag(field, WireType.LengthDelimited).bytes(bytes).finish());
  }
  return bytes;
}

describe('broken bytes give a DiopterError, never another error, a crash or a hang', () => {
  it('when a file is truncated at any length', () => {
    for (const whole of [everything, storage]) {
      for (let length = 0; length < whole.length; length++) outcome(whole.subarray(0, length));
    }
  });

  it('when any single bit is flipped', () => {
    for (let bit = 0; bit < 8 * everything.length; bit++) {
      const bytes = everything.slice();
      bytes[bit >> 3]! ^= 1 << (bit & 7);
      outcome(bytes);
    }
  });

  it('when several bytes are overwritten, inserted or removed', () => {
    const edit = fc.record({ at: fc.nat(), remove: fc.nat(12), insert: fc.uint8Array({ maxLength: 12 }) });
    fc.assert(
      fc.property(fc.constantFrom(everything, storage), fc.array(edit, { maxLength: 4 }), (whole, edits) => {
        let bytes = whole;
        for (const { at, remove, insert } of edits) {
          const start = at % (bytes.length + 1);
          bytes = Uint8Array.of(...bytes.subarray(0, start), ...insert, ...bytes.subarray(start + remove));
        }
        outcome(bytes);
      }),
      { numRuns: 2000 },
    );
  });

  it('when they are random', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        outcome(bytes);
        try {
          readTensorProto(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(DiopterError);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('when a field declares more bytes than the file has', () => {
    for (const length of [100, 2 ** 31 - 1, 2 ** 32 - 1]) {
      const bytes = new BinaryWriter().tag(7, WireType.LengthDelimited).uint32(length).finish();
      expect(expectRefused(bytes).code).toBe('invalid-onnx');
    }
  });

  it('when a constant declares more elements than memory holds', () => {
    for (const dimension of [2n ** 31n, 2n ** 62n, -1n]) {
      const tensor = new BinaryWriter()
        .tag(1, WireType.Varint)
        .int64(dimension)
        .tag(2, WireType.Varint)
        .int32(1);
      const graph = new BinaryWriter().tag(5, WireType.LengthDelimited).bytes(tensor.finish());
      const model = new BinaryWriter().tag(7, WireType.LengthDelimited).bytes(graph.finish());
      expect(expectRefused(model.finish()).code).toBe('invalid-onnx');
    }
  });

  it('when graphs, types or groups are nested without end', () => {
    const graphInAttributeInNode = nested([1, 5, 6], 5000);
    const wrap = (field: number, bytes: Uint8Array) =>
      new BinaryWriter().tag(field, WireType.LengthDelimited).bytes(bytes).finish();
    expectRefused(wrap(7, graphInAttributeInNode));
    const sequenceInSequence = nested([4, 1], 5000);
    expectRefused(wrap(7, wrap(11, wrap(2, sequenceInSequence))));
    const groups = new Uint8Array(100_000).fill((99 << 3) | WireType.StartGroup);
    expectRefused(groups);
  });

  it('when they are something else altogether', () => {
    for (const text of ['', '{"format": "onnx"}', '<!DOCTYPE html>', '\x89PNG\r\n\x1a\n', 'GIF89a']) {
      expect(expectRefused(new TextEncoder().encode(text)).code).toBe('invalid-onnx');
    }
  });
});
