/** The students of the experiment: what becomes of a teacher, and what they are compared with. */

import type { Graph } from '@diopter/core-tensor/graph';
import type { Key } from '@diopter/core-tensor/random';
import {
  type Certificate,
  type DeepenGraphOptions,
  deepen,
  deepenGraph,
  freshModel,
  growOptimizerState,
  type ModelInputs,
  planWidening,
  randomDeepen,
  randomPad,
  type WidenOptions,
  type WidenRequest,
  widen,
} from '@diopter/net2net';
import type { StoredModel } from '../../model-files/index.js';

/** What there is to make a student of. */
export interface Growing {
  readonly teacher: StoredModel;
  /** The graph of wider students. */
  readonly wider: Graph;
  readonly deeper: DeepenGraphOptions;
  /** Of the paper's noise and of the zero-sum noise, in units of the weights' own deviation. */
  readonly noiseScale: number;
  /** Training pictures: deeper students measure them, and all are compared on some. */
  readonly pictures: ModelInputs;
  readonly compared: ModelInputs;
  readonly key: Key;
}

/** What a student starts from. */
export interface Grown extends Pick<StoredModel, 'model' | 'training'> {
  readonly certificate?: Certificate;
}

/** A kind of student. */
export interface StudentKind {
  readonly about: string;
  /** Students of one family end with networks of one size, but for `same-size`, which is in that of the wider ones. */
  readonly family: 'wider' | 'deeper';
  /** Whether it starts from the teacher, whose training is then counted as its own, and trains at a share of its rate. */
  readonly fromTeacher: boolean;
  readonly grow: (growing: Growing) => Promise<Grown>;
}

/** Layers of the teacher that have more units in the student. */
export function widenRequests(teacher: Graph, student: Graph): readonly WidenRequest[] {
  const units = new Map(planWidening(student).map(({ name, units }) => [name, units]));
  return planWidening(teacher).flatMap(({ name, units: before }) => {
    const to = units.get(name) ?? before;
    return to === before ? [] : [{ layer: name, to }];
  });
}

/** A wider student without the optimizer's state. */
const wider =
  (options: (growing: Growing) => Pick<WidenOptions, 'split' | 'noise'>): StudentKind['grow'] =>
  async (growing) => {
    const { model, certificate } = await widened(growing, options(growing));
    return { model, certificate };
  };

/** Double precision would take minutes for what tests prove on small networks. */
function comparison({ compared, key }: Growing) {
  return { inputs: compared, double: false, key } as const;
}

function widened(growing: Growing, options: Pick<WidenOptions, 'split' | 'noise'>) {
  const { teacher, wider } = growing;
  const layers = widenRequests(teacher.model.graph, wider);
  return widen(teacher.model, { layers, ...options, ...comparison(growing) });
}

const fresh =
  (graphOf: (growing: Growing) => Graph): StudentKind['grow'] =>
  async (growing) => ({ model: freshModel(graphOf(growing), growing.key) });

const deeperBy =
  (transform: typeof deepen): StudentKind['grow'] =>
  async (growing) => {
    const { teacher, deeper, pictures } = growing;
    const options = { ...deeper, calibrate: pictures, ...comparison(growing) };
    const { model, certificate } = await transform(teacher.model, options);
    return { model, certificate };
  };

const kinds = {
  'same-size': {
    about: 'the teacher, trained on',
    family: 'wider',
    fromTeacher: true,
    grow: async ({ teacher: { model } }) => ({ model }),
  },
  'wider-even': {
    about: 'wider, copies with equal shares',
    family: 'wider',
    fromTeacher: true,
    grow: wider(() => ({ split: 'even' })),
  },
  'wider-paper': {
    about: "wider, equal shares and the paper's noise",
    family: 'wider',
    fromTeacher: true,
    grow: wider(({ noiseScale: scale }) => ({ split: 'even', noise: { kind: 'paper', scale } })),
  },
  'wider-zero-sum': {
    about: 'wider, equal shares and noise that adds up to nothing',
    family: 'wider',
    fromTeacher: true,
    grow: wider(({ noiseScale: scale }) => ({ split: 'even', noise: { kind: 'zero-sum', scale } })),
  },
  'wider-uneven': {
    about: 'wider, uneven shares',
    family: 'wider',
    fromTeacher: true,
    grow: wider(() => ({ split: 'uneven' })),
  },
  'wider-with-state': {
    about: "wider, uneven shares, with the optimizer's state",
    family: 'wider',
    fromTeacher: true,
    async grow(growing) {
      const { model, growth, certificate } = await widened(growing, { split: 'uneven' });
      const { optimizer = {}, counters } = growing.teacher.training ?? {};
      const training = {
        optimizer: growOptimizerState(growth, optimizer),
        ...(counters && { counters }),
      };
      return { model, training, certificate };
    },
  },
  'random-pad': {
    about: 'wider, new units with random weights',
    family: 'wider',
    fromTeacher: true,
    async grow(growing) {
      const layers = widenRequests(growing.teacher.model.graph, growing.wider);
      return randomPad(growing.teacher.model, { layers, ...comparison(growing) });
    },
  },
  'wider-from-scratch': {
    about: 'the wider network, from random weights',
    family: 'wider',
    fromTeacher: false,
    grow: fresh(({ wider }) => wider),
  },
  deeper: {
    about: 'deeper, new layers that change nothing',
    family: 'deeper',
    fromTeacher: true,
    grow: deeperBy(deepen),
  },
  'random-deeper': {
    about: 'deeper, new layers with random weights',
    family: 'deeper',
    fromTeacher: true,
    grow: deeperBy((model, { calibrate: _, ...options }) => randomDeepen(model, options)),
  },
  'deeper-from-scratch': {
    about: 'the deeper network, from random weights',
    family: 'deeper',
    fromTeacher: false,
    grow: fresh(({ teacher, deeper }) => deeperGraph(teacher.model.graph, deeper)),
  },
} as const satisfies Readonly<Record<string, StudentKind>>;

/** The name of a kind of student. */
export type Student = keyof typeof kinds;

/** All kinds of students, by name. */
export const students: Readonly<Record<Student, StudentKind>> = kinds;

/** The graph of deeper students. */
export function deeperGraph(teacher: Graph, options: DeepenGraphOptions): Graph {
  return deepenGraph(teacher, options, { exact: true }).graph;
}
