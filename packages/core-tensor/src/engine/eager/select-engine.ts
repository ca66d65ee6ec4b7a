/** Tries tfjs backends in order and keeps the first that starts. */

import * as tf from '@tensorflow/tfjs';
import { DiopterError } from '../../errors/index.js';
import { explainChoice } from '../explain-choice.js';
import { messageOf } from '../message-of.js';
import { type EagerEngine, eagerEngines } from './eager-engines.js';

/** One engine that was tried, and how it went. */
export interface EngineAttempt {
  readonly engine: EagerEngine;
  readonly started: boolean;
  readonly reason: string;
}

/** The eager engine in use, and how the choice came about. */
export interface EngineChoice {
  readonly engine: EagerEngine;
  /** One sentence for people: what was chosen and why. */
  readonly reason: string;
  /** Every engine that was tried, in order; the last one is the one chosen. */
  readonly attempts: readonly EngineAttempt[];
}

/** Makes a backend known to tfjs, or throws. What it returns says, once the backend is active, what it is. */
export type EngineLoader = (engine: EagerEngine) => Promise<() => string>;

/**
 * Make the first engine that starts the active tfjs backend. When none does, the backend stays what it was.
 *
 * @throws DiopterError `engine-unavailable` with the reasons and what to install.
 */
export async function selectEngine(
  candidates: readonly EagerEngine[],
  load: EngineLoader,
): Promise<EngineChoice> {
  const attempts: EngineAttempt[] = [];
  for (const engine of candidates) {
    if (!Object.hasOwn(eagerEngines, engine)) throw unknownEngine(engine);
    const attempt = await start(engine, load);
    attempts.push(attempt);
    if (attempt.started) return { engine, reason: explain(attempts), attempts };
  }
  throw new DiopterError('engine-unavailable', {
    what: attempts.map(({ engine, reason }) => `${engine} does not start: ${reason}`).join('; '),
    where: 'useEngine',
    help: attempts.map(({ engine }) => eagerEngines[engine].install).join('; '),
  });
}

async function start(engine: EagerEngine, load: EngineLoader): Promise<EngineAttempt> {
  const previous = tf.getBackend();
  try {
    const describe = await load(engine);
    if (await tf.setBackend(engine)) return { engine, started: true, reason: describe() };
    throw new Error('tfjs could not initialize it');
  } catch (error) {
    // tfjs makes a backend active before it knows whether it starts.
    if (previous && tf.getBackend() !== previous) await tf.setBackend(previous);
    return { engine, started: false, reason: messageOf(error) };
  }
}

function explain(attempts: readonly EngineAttempt[]): string {
  return explainChoice(attempts.map(({ engine, ...attempt }) => ({ name: engine, ...attempt })));
}

function unknownEngine(engine: string): DiopterError {
  return new DiopterError('invalid-argument', {
    what: `there is no engine '${engine}'`,
    where: 'useEngine',
    help: `choose among auto, ${Object.keys(eagerEngines).join(', ')}`,
  });
}
