/** Loads a model into ONNX Runtime on the first execution provider that starts. */

import type { InferenceSession } from 'onnxruntime-common';
import * as ort from '#onnxruntime';
import { DiopterError } from '../../errors/diopter-error.js';
import { explainChoice } from '../explain-choice.js';
import { messageOf } from '../message-of.js';
import { automaticProviders, type Provider, type ProviderAttempt, providers } from '../providers.js';
import { modelFailure } from './failures.js';
import { withStopper, writesInPlace } from './in-place.js';
import { OrtSession } from './ort-session.js';
import type { Session, SessionOptions } from './session.js';
import { defaultThreads } from './threads.js';

/**
 * Load a model. What was chosen and why is in the session: `provider`, `reason`, `attempts`.
 *
 * @param model - a serialized ONNX model.
 * @throws DiopterError `engine-unavailable` when none of the providers starts, `invalid-onnx` or `unsupported-operator` when
 * the model is at fault.
 *
 * @example
 * const session = await createSession(writeOnnx(model), { providers: ['cuda', 'cpu'] });
 * const { y } = await session.run({ x: { dataType: 'float32', shape: [2], data: Float32Array.of(1, 2) } });
 */
export async function createSession(model: Uint8Array, options: SessionOptions = {}): Promise<Session> {
  const attempts: ProviderAttempt[] = [];
  for (const provider of wantedProviders(options)) {
    const outcome = await start(model, provider, options);
    const started = !(outcome instanceof Error);
    attempts.push({ provider, started, reason: started ? 'it starts' : messageOf(outcome) });
    if (started) return new OrtSession(outcome, { provider, reason: reasonOf(attempts), attempts }, options);
    const failure = modelFailure(outcome, provider);
    if (failure) throw failure;
  }
  throw unavailable(attempts);
}

function wantedProviders({ providers: wanted = 'auto' }: SessionOptions): readonly Provider[] {
  if (wanted === 'auto') return automaticProviders;
  const unknown = wanted.filter((provider) => !Object.hasOwn(providers, provider));
  if (wanted.length > 0 && unknown.length === 0) return wanted;
  throw new DiopterError('invalid-argument', {
    what: unknown.length > 0 ? `there is no provider '${unknown.join("', '")}'` : 'no provider is named',
    where: 'createSession, option providers',
    help: `choose among ${Object.keys(providers).join(', ')}`,
  });
}

async function start(
  model: Uint8Array,
  provider: Provider,
  options: SessionOptions,
): Promise<InferenceSession | Error> {
  // ONNX Runtime also prints what it throws. Whoever has chosen a level of printing keeps it.
  if (ort.env.logLevel === 'warning') ort.env.logLevel = 'fatal';
  try {
    return await ort.InferenceSession.create(
      options.outputsInPlace && writesInPlace ? withStopper(model) : model,
      ortOptions(provider, options),
    );
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function ortOptions(provider: Provider, options: SessionOptions): InferenceSession.SessionOptions {
  const { threads = defaultThreads(), optimization = 'all', profile, optimizedModelPath, settings } = options;
  return {
    executionProviders: providers[provider].stack,
    graphOptimizationLevel: optimization,
    ...(threads !== undefined && { intraOpNumThreads: threads }),
    ...(profile !== undefined && { enableProfiling: true, profileFilePrefix: profile }),
    ...(optimizedModelPath !== undefined && { optimizedModelFilePath: optimizedModelPath }),
    ...(settings && { extra: settings }),
  };
}

function reasonOf(attempts: readonly ProviderAttempt[]): string {
  return explainChoice(attempts.map(({ provider, ...attempt }) => ({ name: provider, ...attempt })));
}

function unavailable(attempts: readonly ProviderAttempt[]): DiopterError {
  return new DiopterError('engine-unavailable', {
    what: attempts.map(({ provider, reason }) => `${provider} does not start: ${reason}`).join('; '),
    where: 'createSession, option providers',
    help: [
      ...attempts.map(({ provider }) => `${provider} ${providers[provider].install}`),
      "add 'cpu' to fall back",
    ].join('; '),
  });
}
