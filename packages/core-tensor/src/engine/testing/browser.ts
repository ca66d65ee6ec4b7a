/** What the page of the browser test does: it runs a session as any page would. */

import { createSession, listEngines, useEngine } from '../index.js';
import { call, floats, model, value } from './models.js';

const bytes = model(
  [call('Neg', ['x'], ['a']), call('Abs', ['x'], ['b'])],
  [value('x', ['n'])],
  [value('a', ['n']), value('b', ['n'])],
);

/** What came of it, for the test to judge. */
export async function results() {
  const session = await createSession(bytes, { providers: ['cuda', 'cpu'], outputsInPlace: true });
  const into = { a: floats([0, 0]), b: floats([0, 0]) };
  const { a } = await session.run({ x: floats([1, -2]) }, into);
  const wrong = await session.run({ x: floats([1]) }, into).catch((error) => error.code);
  await session.release();
  return {
    provider: session.provider,
    isSame: a === into.a,
    a: [...into.a.data],
    b: [...into.b.data],
    wrong,
    eager: (await useEngine('cpu')).engine,
    engines: await listEngines(),
  };
}
