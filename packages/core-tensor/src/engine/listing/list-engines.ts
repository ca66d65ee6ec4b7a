/** Lists the engines of a browser. */

import * as tf from '@tensorflow/tfjs';
import { env } from '#onnxruntime';
import { DiopterError } from '../../errors/index.js';
import { type EagerEngine, eagerEngines } from '../eager/eager-engines.js';
import { messageOf } from '../message-of.js';
import { type Provider, providers } from '../providers.js';
import { createSession } from '../session/create-session.js';
import { probeModel } from './probe-model.js';
import type { EngineStatus } from './status.js';

/** Every provider of ONNX Runtime and every tfjs backend: whether it works in this browser, why, and what would make it work. */
export async function listEngines(): Promise<readonly EngineStatus[]> {
  const compiled = (['webgpu', 'cpu'] as const).map(providerStatus);
  const eager = (['webgpu', 'webgl', 'wasm', 'cpu'] as const).map(backendStatus);
  return [...(await Promise.all(compiled)), ...eager];
}

async function providerStatus(name: Provider): Promise<EngineStatus> {
  const problem = await createSession(probeModel(), { providers: [name] }).then(
    (session) => session.release(),
    (error: unknown) => (error instanceof DiopterError ? error.what : messageOf(error)),
  );
  return {
    kind: 'compiled',
    name,
    available: problem === undefined,
    package: `onnxruntime-web ${env.versions.web ?? ''}`.trim(),
    reason: problem ?? 'it starts',
    install: problem === undefined ? null : providers[name].install,
  };
}

function backendStatus(name: EagerEngine): EngineStatus {
  const { install, remark } = eagerEngines[name];
  const available = tf.findBackendFactory(name) !== null;
  return {
    kind: 'eager',
    name,
    available,
    package: `@tensorflow/tfjs ${tf.version.tfjs}`,
    reason: available ? remark : 'the page has not imported it',
    install: available ? null : install,
  };
}
