import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DiopterError } from '../../errors/index.js';
import { readOnnx } from '../../onnx/index.js';
import { call, floats, model, value } from '../testing/models.js';
import { createSession } from './create-session.js';
import type { EngineTensor } from './engine-tensor.js';
import type { SessionOptions } from './session.js';

/** a = -x, b = |x| for vectors of any length. */
const negativeAndAbsolute = model(
  [call('Neg', ['x'], ['a']), call('Abs', ['x'], ['b'])],
  [value('x', ['n'])],
  [value('a', ['n']), value('b', ['n'])],
);
/** y = x for vectors of three. */
const threeOnly = model([call('Identity', ['x'], ['y'])], [value('x', [3])], [value('y', [3])]);

const onCpu = (bytes: Uint8Array, options: SessionOptions = {}) =>
  createSession(bytes, { providers: ['cpu'], threads: 1, ...options });

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no error',
    (error: unknown) => (error instanceof DiopterError ? error.code : error),
  );

/** Moves the memory of a tensor elsewhere, as sending it to a worker does. */
const giveAway = ({ data }: EngineTensor) =>
  structuredClone(data, { transfer: [data.buffer as ArrayBuffer] });

describe('running', () => {
  const everyType: readonly EngineTensor[] = [
    floats([1.5, -0, Number.NaN]),
    { dataType: 'int32', shape: [3], data: Int32Array.of(1, -2, 2 ** 31 - 1) },
    { dataType: 'bool', shape: [3], data: Uint8Array.of(0, 1, 1) },
    { dataType: 'int64', shape: [3], data: BigInt64Array.of(1n, -2n, 2n ** 62n) },
    { dataType: 'uint8', shape: [3], data: Uint8Array.of(0, 128, 255) },
    { dataType: 'float64', shape: [3], data: Float64Array.of(0.1, -1e300, 5e-324) },
    { dataType: 'float16', shape: [3], data: Uint16Array.of(0x3c00, 0x8000, 0x7bff) },
  ];
  it.each(everyType)('passes $dataType through, bit for bit, fresh and in place', async (x) => {
    const declared = value('x', [3], x.dataType);
    const session = await onCpu(
      model([call('Identity', ['x'], ['y'])], [declared], [{ ...declared, name: 'y' }]),
    );
    expect(await session.run({ x })).toEqual({ y: x });
    const y = { ...x, data: x.data.slice() } as EngineTensor;
    new Uint8Array(y.data.buffer).fill(0);
    await session.run({ x }, { y });
    expect(y).toEqual(x);
  });

  it('returns the very arrays given in `into`, filled, and new ones for the other outputs', async () => {
    const session = await onCpu(negativeAndAbsolute);
    const a = floats([0, 0]);
    const results = await session.run({ x: floats([1, -2]) }, { a });
    expect(results.a).toBe(a);
    expect([...a.data]).toEqual([-1, 2]);
    expect(results.b).toEqual(floats([1, 2]));
  });

  it('in place gives the same numbers and the same names, and holds the caller to the promise', async () => {
    const session = await onCpu(negativeAndAbsolute, { outputsInPlace: true });
    expect(session.outputNames).toEqual(['a', 'b']);
    const into = { a: floats([0, 0]), b: floats([0, 0]) };
    for (const values of [
      [1, -2],
      [-3, 4],
    ]) {
      const results = await session.run({ x: floats(values) }, into);
      expect(results).toEqual({ a: floats(values.map((x) => -x)), b: floats(values.map(Math.abs)) });
      expect(results.a).toBe(into.a);
    }
    expect(await codeOf(session.run({ x: floats([1]) }, { a: into.a }))).toBe('invalid-argument');
  });

  it('in place makes no copy of the outputs, which ONNX Runtime otherwise does', async () => {
    const mebibytes = 4;
    const vector = (): EngineTensor => floats(new Array(mebibytes << 18).fill(1));
    const [x, a, b] = [vector(), vector(), vector()];
    const allocatedBy = async (outputsInPlace: boolean) => {
      const session = await onCpu(negativeAndAbsolute, { outputsInPlace });
      const before = process.memoryUsage().arrayBuffers;
      await session.run({ x }, { a, b });
      return (process.memoryUsage().arrayBuffers - before) / 2 ** 20;
    };
    expect(await allocatedBy(false)).toBeCloseTo(2 * mebibytes, 1);
    expect(await allocatedBy(true)).toBeCloseTo(0, 1);
  });

  it('sees what is written into a fed array between two runs', async () => {
    const session = await onCpu(threeOnly);
    const x = floats([1, 2, 3]);
    await session.run({ x });
    x.data[0] = 7;
    expect((await session.run({ x })).y).toEqual(floats([7, 2, 3]));
  });

  it('takes one array under two shapes', async () => {
    const session = await onCpu(
      model([call('Shape', ['x'], ['s'])], [value('x', ['a', 'b'])], [value('s', [2], 'int64')]),
    );
    const { data } = floats([1, 2, 3, 4, 5, 6]);
    const shapeOf = async (shape: number[]) =>
      (await session.run({ x: { dataType: 'float32', shape, data } })).s?.data;
    expect(await shapeOf([2, 3])).toEqual(BigInt64Array.of(2n, 3n));
    expect(await shapeOf([6, 1])).toEqual(BigInt64Array.of(6n, 1n));
  });

  it('takes and gives tensors without elements', async () => {
    const session = await onCpu(negativeAndAbsolute);
    expect(await session.run({ x: floats([]) }, { b: floats([]) })).toEqual({ a: floats([]), b: floats([]) });
  });

  it('keeps runs apart that are started together', async () => {
    const session = await onCpu(negativeAndAbsolute);
    const inputs = Array.from({ length: 20 }, (_, i) => floats([i]));
    const results = await Promise.all(inputs.map((x) => session.run({ x })));
    expect(results.map(({ b }) => b)).toEqual(inputs);
  });
});

describe('bad runs', () => {
  const shared = { ...floats([1, 2, 3]), data: new Float32Array(new SharedArrayBuffer(12)) };
  const detached = floats([1, 2, 3]);
  giveAway(detached);
  const cases: readonly [string, Record<string, unknown>, Record<string, unknown>, string][] = [
    ['a missing input', {}, {}, 'invalid-argument'],
    ['another length', { x: floats([1, 2, 3, 4]) }, {}, 'shape-mismatch'],
    ['another rank', { x: floats([1, 2, 3], [1, 3]) }, {}, 'shape-mismatch'],
    ['data that are shorter than the shape', { x: floats([1, 2], [3]) }, {}, 'shape-mismatch'],
    ['a negative dimension', { x: floats([1, 2, 3], [-3]) }, {}, 'shape-mismatch'],
    ['a fractional dimension', { x: floats([1, 2, 3], [1.5, 2]) }, {}, 'shape-mismatch'],
    [
      'another data type',
      { x: { dataType: 'int32', shape: [3], data: new Int32Array(3) } },
      {},
      'dtype-mismatch',
    ],
    [
      'an array of another type',
      { x: { dataType: 'float32', shape: [3], data: new Int32Array(3) } },
      {},
      'dtype-mismatch',
    ],
    [
      'an unknown data type',
      { x: { dataType: 'complex', shape: [3], data: new Float32Array(3) } },
      {},
      'dtype-mismatch',
    ],
    ['no array', { x: { dataType: 'float32', shape: [3] } }, {}, 'dtype-mismatch'],
    ['a plain array', { x: { dataType: 'float32', shape: [3], data: [1, 2, 3] } }, {}, 'dtype-mismatch'],
    ['shared memory', { x: shared }, {}, 'invalid-argument'],
    ['an array that was given away', { x: detached }, {}, 'shape-mismatch'],
    ['an output of another length', { x: floats([1, 2, 3]) }, { y: floats([0]) }, 'shape-mismatch'],
    [
      'an output of another type',
      { x: floats([1, 2, 3]) },
      { y: { dataType: 'int32', shape: [3], data: new Int32Array(3) } },
      'dtype-mismatch',
    ],
    ['an output that the model has not', { x: floats([1, 2, 3]) }, { z: floats([0]) }, 'invalid-argument'],
  ];
  it.each(cases)('%s is refused, and the session works on', async (_, feeds, into, code) => {
    for (const outputsInPlace of [false, true]) {
      const session = await onCpu(threeOnly, { outputsInPlace });
      const y = floats([0, 0, 0]);
      expect(
        await codeOf(session.run(feeds as never, { ...(outputsInPlace && { y }), ...into } as never)),
      ).toBe(code);
      expect(await session.run({ x: floats([1, 2, 3]) }, { y })).toEqual({ y: floats([1, 2, 3]) });
    }
  });

  it('an array given away after it was fed is refused', async () => {
    const session = await onCpu(threeOnly);
    const x = floats([1, 2, 3]);
    await session.run({ x });
    giveAway(x);
    expect(await codeOf(session.run({ x }))).toBe('shape-mismatch');
  });

  it('a failure inside an operator is an engine failure', async () => {
    const session = await onCpu(
      model(
        [call('Reshape', ['x', 's'], ['y'])],
        [value('x', ['n']), value('s', [2], 'int64')],
        [value('y', ['a', 'b'])],
      ),
    );
    const s: EngineTensor = { dataType: 'int64', shape: [2], data: BigInt64Array.of(2n, 2n) };
    expect(await codeOf(session.run({ x: floats([1, 2, 3]), s }))).toBe('engine-failed');
  });
});

describe('broken models', () => {
  it('are refused as such', async () => {
    expect(await codeOf(onCpu(new Uint8Array(0)))).toBe('invalid-onnx');
    expect(await codeOf(onCpu(new Uint8Array(100).fill(7)))).toBe('invalid-onnx');
    expect(await codeOf(onCpu(model([call('Neg', ['nowhere'], ['y'])], [], [value('y', [1])])))).toBe(
      'invalid-onnx',
    );
    expect(
      await codeOf(onCpu(model([call('NoSuchThing', ['x'], ['y'])], [value('x', [1])], [value('y', [1])]))),
    ).toBe('unsupported-operator');
  });

  it('never crash, however they are damaged', async () => {
    const damage = fc.array(fc.tuple(fc.nat(negativeAndAbsolute.length - 1), fc.nat(255)), {
      minLength: 1,
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(damage, fc.nat(negativeAndAbsolute.length), async (changes, cut) => {
        const bytes = negativeAndAbsolute.slice(0, cut < 10 ? cut : undefined);
        for (const [position, byte] of changes) if (position < bytes.length) bytes[position] = byte;
        const outcome = await onCpu(bytes).catch((error: unknown) => error);
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(DiopterError);
      }),
      { numRuns: 200 },
    );
  });
});

describe('providers', () => {
  it('the CPU starts and says so', async () => {
    const session = await onCpu(threeOnly);
    expect(session).toMatchObject({ provider: 'cpu', attempts: [{ provider: 'cpu', started: true }] });
  });

  it('the one that started is the last that was tried, and every failure has its reason', async () => {
    for (const providers of ['auto', ['cuda', 'cpu'], ['tensorrt', 'webgpu', 'cpu']] as const) {
      const session = await createSession(threeOnly, { providers });
      const [chosen, ...failed] = session.attempts.toReversed();
      expect(chosen).toMatchObject({ provider: session.provider, started: true });
      for (const { provider, started, reason } of failed) {
        expect(started).toBe(false);
        expect(session.reason).toContain(`${provider} did not start: ${reason}`);
      }
      expect(await session.run({ x: floats([1, 2, 3]) })).toEqual({ y: floats([1, 2, 3]) });
    }
  });

  it('CUDA alone either starts or says what to install', async () => {
    const outcome = await createSession(threeOnly, { providers: ['cuda'] }).catch((error: unknown) => error);
    if (outcome instanceof Error) {
      expect(outcome).toMatchObject({ code: 'engine-unavailable', help: expect.stringContaining('cuda12') });
    } else {
      expect(outcome).toMatchObject({ provider: 'cuda' });
    }
  });

  it('an unknown or empty choice is refused', async () => {
    expect(await codeOf(createSession(threeOnly, { providers: ['gpu' as never] }))).toBe('invalid-argument');
    expect(await codeOf(createSession(threeOnly, { providers: [] }))).toBe('invalid-argument');
  });
});

describe('options', () => {
  const folderOf = () => {
    const folder = mkdtempSync(join(tmpdir(), 'diopter-session-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    return folder;
  };

  it('`profile` leaves a trace of the operators that ran', async () => {
    const folder = folderOf();
    const session = await onCpu(negativeAndAbsolute, { profile: join(folder, 'trace') });
    await session.run({ x: floats([1]) });
    session.endProfiling();
    const [file = ''] = readdirSync(folder);
    expect(file).toMatch(/^trace_.*\.json$/);
    expect(readFileSync(join(folder, file), 'utf8')).toContain('"op_name" : "Neg"');
  });

  const identityAndNegative = model(
    [call('Identity', ['x'], ['h']), call('Neg', ['h'], ['y'])],
    [value('x', [1])],
    [value('y', [1])],
  );
  const operatorsIn = (path: string) => readOnnx(readFileSync(path)).graph.nodes.map(({ op }) => op);

  it('`optimizedModelPath` leaves the rewritten model', async () => {
    const path = join(folderOf(), 'optimized.onnx');
    await onCpu(identityAndNegative, { optimizedModelPath: path, optimization: 'basic' });
    expect(operatorsIn(path)).toEqual(['Neg']);
  });

  it('`settings` reach ONNX Runtime', async () => {
    const settings = { 'optimization.disable_specified_optimizers': 'EliminateIdentity' };
    const path = join(folderOf(), 'optimized.onnx');
    await onCpu(identityAndNegative, { optimizedModelPath: path, optimization: 'basic', settings });
    expect(operatorsIn(path)).toEqual(['Identity', 'Neg']);
  });
});

describe('release', () => {
  it('may be called twice, and ends the session', async () => {
    const session = await onCpu(threeOnly);
    await session.release();
    await session.release();
    expect(await codeOf(session.run({ x: floats([1, 2, 3]) }))).toBe('invalid-argument');
  });

  it('gives the memory back', async () => {
    const size = 1 << 20;
    const weights = { dataType: 'float32', shape: [size], data: new Float32Array(size).fill(1) } as const;
    const heavy = model([call('Add', ['x', 'w'], ['y'])], [value('x', [size])], [value('y', [size])], {
      w: weights,
    });
    const x = { ...weights, data: new Float32Array(size) };
    const y = { ...weights, data: new Float32Array(size) };
    const cycle = async () => {
      const session = await onCpu(heavy, { outputsInPlace: true });
      await session.run({ x }, { y });
      await session.release();
    };
    const cycles = async (count: number) => {
      for (let i = 0; i < count; i++) await cycle();
      return process.memoryUsage.rss() / 2 ** 20;
    };
    const before = await cycles(10);
    // Each cycle holds at least the 4 MiB of weights: kept, they would be 160 MiB.
    expect((await cycles(40)) - before).toBeLessThan(60);
  });
});
