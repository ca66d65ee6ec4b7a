/** A `Session` over an ONNX Runtime inference session. */

import type { InferenceSession, OnnxValue } from 'onnxruntime-common';
import { DiopterError } from '../../errors/diopter-error.js';
import type { Provider, ProviderAttempt, ProviderChoice } from '../providers.js';
import { type Binding, bind, copyInto, unbind } from './bindings.js';
import type { EngineTensor, EngineTensors } from './engine-tensor.js';
import { runFailure } from './failures.js';
import { isStopped, stopperName, writesInPlace } from './in-place.js';
import type { Session, SessionOptions } from './session.js';

type Inputs = Record<string, Binding>;
/** Null lets ONNX Runtime make the tensor. */
type Outputs = Record<string, Binding | null>;
type Results = Partial<Record<string, OnnxValue>>;

/** What computes inside an `InferenceSession`; it takes the arguments as they are. */
interface Handler {
  run(inputs: Inputs, outputs: Outputs, options: object): Promise<Results>;
}

export class OrtSession implements Session {
  readonly provider: Provider;
  readonly reason: string;
  readonly attempts: readonly ProviderAttempt[];
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  readonly #session: InferenceSession;
  readonly #isOutput: ReadonlySet<string>;
  readonly #hasStopper: boolean;
  readonly #outputsInPlace: boolean;
  #released = false;

  constructor(session: InferenceSession, choice: ProviderChoice, { outputsInPlace = false }: SessionOptions) {
    this.provider = choice.provider;
    this.reason = choice.reason;
    this.attempts = choice.attempts;
    this.inputNames = session.inputNames;
    this.outputNames = session.outputNames.filter((name) => name !== stopperName);
    this.#session = session;
    this.#hasStopper = session.outputNames.includes(stopperName);
    this.#isOutput = new Set(this.outputNames);
    this.#outputsInPlace = outputsInPlace;
  }

  async run(feeds: EngineTensors, into: EngineTensors = {}): Promise<EngineTensors> {
    if (this.#released) throw misuse('the session has been released', 'create another one');
    const inputs = this.#inputs(feeds);
    const outputs = this.#outputs(into);
    const results = await this.#execute(inputs, outputs);
    const named: Record<string, EngineTensor> = {};
    for (const name of this.outputNames) {
      const tensor = into[name];
      const result = results[name] as OnnxValue;
      if (tensor && !writesInPlace) copyInto(tensor, unbind(result), outputOf(name));
      named[name] = tensor ?? unbind(result);
    }
    return named;
  }

  async release(): Promise<void> {
    if (this.#released) return;
    this.#released = true;
    await this.#session.release();
  }

  endProfiling(): void {
    this.#session.endProfiling();
  }

  #inputs(feeds: EngineTensors): Inputs {
    const inputs: Inputs = {};
    for (const name of this.inputNames) {
      const tensor = feeds[name];
      if (!tensor) throw misuse(`input '${name}' is missing`, `feed ${this.inputNames.join(', ')}`);
      inputs[name] = bind(tensor, `Session.run, input '${name}'`);
    }
    return inputs;
  }

  #outputs(into: EngineTensors): Outputs {
    for (const name in into) {
      if (!this.#isOutput.has(name)) {
        throw misuse(`the model has no output '${name}'`, `name some of ${this.outputNames.join(', ')}`);
      }
    }
    const outputs: Outputs = this.#hasStopper ? { [stopperName]: null } : {};
    for (const name of this.outputNames) {
      const tensor = into[name];
      if (!tensor && this.#outputsInPlace) {
        throw misuse(`output '${name}' has no tensor to go into`, 'outputsInPlace promises one for each');
      }
      const binding = tensor && bind(tensor, outputOf(name));
      outputs[name] = (writesInPlace && binding) || null;
    }
    return outputs;
  }

  async #execute(inputs: Inputs, outputs: Outputs): Promise<Results> {
    try {
      return await handlerOf(this.#session).run(inputs, outputs, {});
    } catch (error) {
      if (this.#hasStopper && isStopped(error)) return {};
      throw runFailure(error);
    }
  }
}

/** `InferenceSession.run` searches all output names for each output, which takes 6 ms for a thousand. */
function handlerOf(session: InferenceSession): Handler {
  return (session as unknown as { readonly handler: Handler }).handler;
}

function outputOf(name: string): string {
  return `Session.run, output '${name}'`;
}

function misuse(what: string, help: string): DiopterError {
  return new DiopterError('invalid-argument', { what, where: 'Session.run', help });
}
