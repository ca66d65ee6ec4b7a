/** The tfjs backend that records: its tensors are symbols, and its kernels append to a `Recorder`. */

import * as tf from '@tensorflow/tfjs';
import { DiopterError } from '../../errors/index.js';
import type { DType, HostTensor } from '../../tree/index.js';
import type { CompositeKernel, PrimitiveKernel } from '../kernels/kernel.js';
import { compositeKernels, primitiveKernels } from '../kernels/registry.js';
import type { Attribute, Attributes, ValueId } from '../program/program.js';
import { callerOutside } from './caller.js';
import { frozenRandomness } from './frozen-randomness.js';
import type { Recorder } from './recorder.js';

export const recordingBackendName = 'diopter-recording';

/** What a tensor's data id stands for: a value of one recording, or numbers that may become a constant of one. */
type Entry = { readonly recorder: Recorder; readonly id: ValueId } | HostTensor;

export class RecordingBackend extends tf.KernelBackend {
  /** Tells operations that work both ways that nothing is being computed. */
  readonly isRecording = true;
  /** The recording in progress. */
  recorder: Recorder | undefined;
  readonly #entries = new WeakMap<object, Entry>();

  /** The tensor that stands for a recorded value. */
  symbol(id: ValueId): tf.Tensor {
    const { shape, dtype } = this.#current().spec(id);
    return tf.engine().makeTensorFromDataId(this.#dataId(id), [...shape], dtype, this);
  }

  /** The recorded value that a tensor stands for; a tensor of another backend becomes a constant. */
  idOf(tensor: tf.TensorInfo): ValueId {
    if (tensor instanceof tf.Variable) throw capturedVariable(tensor);
    const entry = this.#entries.get(tensor.dataId) ?? this.#captured(tensor);
    if (!('recorder' in entry)) return this.#current().constant({ ...entry, shape: tensor.shape });
    if (entry.recorder !== this.#current()) throw leaked();
    return entry.id;
  }

  /** Records one kernel call. */
  call(
    { name, inputs }: PrimitiveKernel,
    tensors: tf.NamedTensorInfoMap,
    attributes: Attributes,
  ): tf.TensorInfo[] {
    const operands = inputs === 'list' ? Object.values(tensors) : inputs.map((input) => tensors[input]);
    const present = operands.filter((tensor) => tensor !== undefined && tensor !== null);
    const recorder = this.#current();
    const ids = recorder.call(
      name,
      present.map((tensor) => this.idOf(tensor)),
      attributes,
    );
    return ids.map((id) => {
      const { shape, dtype } = recorder.spec(id);
      return { dataId: this.#dataId(id), shape: [...shape], dtype };
    });
  }

  /** The values of a tensor of another backend, which keeps it. */
  #captured({ dataId, shape, dtype }: tf.TensorInfo): HostTensor {
    const { captured } = this.#current();
    const known = captured.get(dataId) ?? hostTensor(tf.engine().readSync(dataId), shape, dtype);
    captured.set(dataId, known);
    return known;
  }

  #current(): Recorder {
    if (this.recorder === undefined) throw leaked();
    return this.recorder;
  }

  #dataId(id: ValueId): object {
    const dataId = {};
    this.#entries.set(dataId, { recorder: this.#current(), id });
    return dataId;
  }

  override write(values: tf.backend_util.BackendValues, shape: number[], dtype: tf.DataType): object {
    refuseRandomValues();
    const dataId = {};
    this.#entries.set(dataId, hostTensor(values, shape, dtype));
    return dataId;
  }

  override move(
    dataId: object,
    values: tf.backend_util.BackendValues,
    shape: number[],
    dtype: tf.DataType,
  ): void {
    this.#entries.set(dataId, hostTensor(values, shape, dtype));
  }

  override readSync(dataId: object): tf.backend_util.BackendValues {
    const entry = this.#entries.get(dataId);
    if (entry !== undefined && !('recorder' in entry)) return entry.data;
    throw entry?.recorder === this.recorder ? valueUnknown() : leaked();
  }

  /** Nobody has to await a promise, and nobody catches it: the recording fails at its end instead. */
  override read(dataId: object): Promise<tf.backend_util.BackendValues> {
    const entry = this.#entries.get(dataId);
    if (entry !== undefined && !('recorder' in entry)) return Promise.resolve(entry.data);
    if (this.recorder === undefined) return Promise.reject(leaked());
    this.recorder.failure ??= valueUnknown();
    return new Promise(() => {});
  }

  // Symbols hold no memory: the garbage collector is enough.
  override disposeData(): boolean {
    return true;
  }
  override incRef(): void {}
  decRef(): void {}
  override refCount(): number {
    return 1;
  }
  override numDataIds(): number {
    return 0;
  }
  override memory(): { unreliable: boolean } {
    return { unreliable: true };
  }
  override timerAvailable(): boolean {
    return false;
  }
  override floatPrecision(): 16 | 32 {
    return 32;
  }
  override epsilon(): number {
    return 1e-7;
  }
}

const dtypes: readonly string[] = ['float32', 'int32', 'bool'] satisfies DType[];

function hostTensor(
  values: tf.backend_util.BackendValues,
  shape: readonly number[],
  dtype: tf.DataType,
): HostTensor {
  if (!dtypes.includes(dtype)) {
    throw new DiopterError('dtype-mismatch', {
      what: `a tensor of dtype ${dtype} is used in a compiled function`,
      ...callerOutside(),
      help: 'use float32, int32 or bool',
    });
  }
  return { shape, dtype, data: values } as HostTensor;
}

/** Operations of tfjs that draw in JavaScript. Without a seed they call Math.random; with one only their name gives them away. */
const randomOperations: ReadonlySet<string> = new Set(
  [
    'dropout',
    'rand',
    'randomGamma',
    'randomNormal',
    'randomStandardNormal',
    'randomUniform',
    'randomUniformInt',
    'truncatedNormal',
  ].map((name) => `${name}${tf.OP_SCOPE_SUFFIX}`),
);

/** tfjs opens a scope of its name for each operation. */
function refuseRandomValues(): void {
  const drawing = tf.engine().state.scopeStack.find(({ name }) => randomOperations.has(name));
  if (drawing === undefined) return;
  throw frozenRandomness(`tf.${drawing.name.slice(0, -tf.OP_SCOPE_SUFFIX.length)} draws from a seed`);
}

function valueUnknown(): DiopterError {
  return new DiopterError('value-unknown', {
    what: 'the value of a tensor is read while its function is being recorded',
    ...callerOutside(),
    help: 'return the tensor and read it outside, or decide with tf.where instead of an if',
  });
}

function capturedVariable({ name }: tf.Variable): DiopterError {
  return new DiopterError('captured-variable', {
    what: `the variable ${name} is read, but its value would be frozen into the compiled function`,
    ...callerOutside(),
    help: 'pass its value as an argument and return the new one',
  });
}

function leaked(): DiopterError {
  return new DiopterError('value-unknown', {
    what: 'a tensor of one recorded function is used outside it',
    ...callerOutside(),
    help: 'return the tensor from the compiled function instead of keeping it in a variable',
  });
}

/** The one recording backend, made and registered with tfjs at first use. */
export function recordingBackend(): RecordingBackend {
  const known = tf.engine().findBackend(recordingBackendName);
  if (known !== null && known !== undefined) return known as RecordingBackend;
  const backend = new RecordingBackend();
  // Priority 0: tfjs never chooses it by itself.
  tf.registerBackend(recordingBackendName, () => backend, 0);
  for (const kernel of primitiveKernels.values()) registerPrimitive(kernel);
  for (const kernel of compositeKernels.values()) registerComposite(kernel);
  return tf.engine().findBackend(recordingBackendName) as RecordingBackend;
}

/** @throws DiopterError `invalid-argument` inside a function that is being recorded. */
export function refuseWhileRecording(): void {
  if (recordingBackend().recorder === undefined) return;
  throw new DiopterError('invalid-argument', {
    what: 'a compiled function is called while another one is being recorded',
    ...callerOutside(),
    help: 'call the plain function instead: the outer jit compiles it too',
  });
}

function registerPrimitive(kernel: PrimitiveKernel): void {
  tf.registerKernel({
    kernelName: kernel.name,
    backendName: recordingBackendName,
    kernelFunc: ({ inputs, attrs, backend }) => {
      const outputs = (backend as RecordingBackend).call(kernel, inputs, plainAttributes(attrs));
      return outputs.length === 1 && kernel.outputs !== 'list' ? outputs[0]! : outputs;
    },
  });
}

function registerComposite(kernel: CompositeKernel): void {
  tf.registerKernel({
    kernelName: kernel.name,
    backendName: recordingBackendName,
    kernelFunc: ({ inputs, attrs }) => {
      const result = kernel.compose(inputs as tf.NamedTensorMap, plainAttributes(attrs));
      // tfjs tells tensors apart on its tape: a result must not be one of the operands.
      return Object.values(inputs).includes(result as tf.Tensor) ? tf.clone(result as tf.Tensor) : result;
    },
  });
}

/** tfjs hands some attributes on as typed arrays or leaves them undefined; programs hold plain ones. */
function plainAttributes(attributes: object | undefined): Attributes {
  const plain = (value: unknown): Attribute =>
    ArrayBuffer.isView(value) ? Array.from(value as Float32Array) : (value as Attribute);
  return Object.fromEntries(
    Object.entries(attributes ?? {}).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, plain(value)]],
    ),
  );
}
