/** The benches by name. Each is loaded in the process that runs it, so that the one that measures stays small. */

import type { Bench } from '../bench.js';
import type { OperatorGroup } from '../profile/groups.js';

/** How to get at a bench and what to do with it. */
export interface BenchEntry {
  load(): Promise<Bench>;
  /** Beside PyTorch; or Diopter alone, for long enough to see whether memory grows, or at several depths. */
  readonly kind: 'side by side' | 'soak' | 'by depth';
  /** Operators whose share of the time is always reported, because it says what the figures mean. */
  readonly reports?: OperatorGroup;
}

const entries = {
  'autoencoder-step': {
    load: async () => (await import('./autoencoder-step.js')).autoencoderStep,
    kind: 'side by side',
  },
  'autoencoder-wide-step': {
    load: async () => (await import('./autoencoder-wide-step.js')).autoencoderWideStep,
    kind: 'side by side',
  },
  'conv3x3-64-step': {
    load: async () => (await import('./conv3x3-64-step.js')).conv3x3Step,
    kind: 'side by side',
  },
  'crelu-200-step': {
    load: async () => (await import('./crelu-200-step.js')).crelu200Step,
    kind: 'side by side',
  },
  'crelu-by-depth': {
    load: async () => (await import('./crelu-200-step.js')).creluByDepth,
    kind: 'by depth',
  },
  'deepsim-step': {
    load: async () => (await import('./deepsim-step.js')).deepsimStep,
    kind: 'side by side',
  },
  'mlp-200-layers-step': {
    load: async () => (await import('./mlp-200-layers-step.js')).mlp200LayersStep,
    kind: 'side by side',
  },
  'mlp-wide-step': {
    load: async () => (await import('./mlp-wide-step.js')).mlpWideStep,
    kind: 'side by side',
    reports: 'matmul',
  },
  'mmd-step': {
    load: async () => (await import('./mmd-step.js')).mmdStep,
    kind: 'side by side',
    reports: 'matmul',
  },
  soak: {
    load: async () => (await import('./soak.js')).soak,
    kind: 'soak',
  },
} satisfies Record<string, BenchEntry>;

/** The name of a bench. */
export type BenchName = keyof typeof entries;

export const benches: Readonly<Record<BenchName, BenchEntry>> = entries;

/** All names, in the order in which they are measured. */
export const benchNames = Object.keys(entries) as BenchName[];
