/** What a recipe is: an experiment that learns from data in one thread and leaves a folder of results. */

import type { Key } from '@diopter/core-tensor/random';
import type { BatchAt } from '../../data/index.js';
import type { MetricsRow, TrainingFacts } from '../../reports/index.js';
import type { Improvement } from './job.js';
import type { HostBatch } from './learner.js';
import type { OptionsOf, OptionTable, Presets } from './option-table.js';

/** What is known of a recipe before anything of it is loaded: enough for help, and to check what was said. */
export interface RecipeDescription<Table extends OptionTable = OptionTable> {
  readonly name: string;
  /** One sentence. */
  readonly about: string;
  readonly options: Table;
  readonly presets: Presets<Table>;
  /** The data set that is meant where none is named; a folder of pictures if absent. */
  readonly dataset?: string;
}

/** What a recipe is given to begin with. */
export interface RecipeSource<Options> {
  /** A folder of pictures, or of a known data set. */
  readonly data: string;
  /** The name of a known data set; `'folder'` for pictures. */
  readonly dataset: string;
  readonly options: Options;
  /** What all randomness is derived from. */
  readonly key: Key;
  /** Takes what people should know. */
  readonly say: (text: string) => void;
}

/** A recipe with its data at hand. */
export interface Opened {
  /** What the learner is made of, in the other thread: plain data. */
  readonly input: unknown;
  readonly batchAt: BatchAt<HostBatch>;
  readonly heldOut: { readonly count: number; readonly batchAt: BatchAt<HostBatch> };
  /** What must be the same when the run goes on, beside the options. */
  readonly identity: Readonly<Record<string, unknown>>;
  /** What else the result should tell: numbers of the data. */
  readonly facts: Readonly<Record<string, number>>;
  /** Texts among the options as `config.json` should have them: paths that can be found from anywhere. */
  readonly paths?: Readonly<Record<string, string>>;
  /** Writes what belongs to the run from its beginning into its folder. */
  readonly begin?: (folder: string) => Promise<void>;
  /** Writes networks and pictures of what is the best so far. */
  readonly improved: (folder: string, improvement: Improvement) => Promise<void>;
}

/** Paths in the folder of a run, and what is there, by name. */
export type LeftFiles = Readonly<Record<string, { readonly path: string; readonly about: string }>>;

/** A recipe. */
export interface Recipe<Table extends OptionTable = OptionTable> extends RecipeDescription<Table> {
  /** The module of the thread that trains. */
  readonly worker: URL;
  /**
   * Opens data and reads files; writes nothing.
   *
   * @throws DiopterError about the data and what the options name.
   */
  open(source: RecipeSource<OptionsOf<Table>>): Promise<Opened>;
  /** The metrics that matter most, in one line of words. */
  headline(metrics: Readonly<Record<string, number>>): string;
  /** The metrics of training that `loss.svg` shows. */
  readonly charted: readonly string[];
  /** What the report of a run should know more of its metrics. */
  readonly reported?: (rows: readonly MetricsRow[]) => Pick<TrainingFacts, 'rules' | 'programs'>;
  /** Whether to judge before the first step too: where a run may start from something. */
  readonly validateFirst?: boolean;
  /** The files it leaves beside those of every run. */
  readonly files: LeftFiles;
}

/** How a run ended. */
export interface RecipeReport {
  /** Completed steps. */
  readonly step: number;
  readonly steps: number;
  readonly interrupted: boolean;
  /** Numbers of the data, such as how much of it was held out. */
  readonly facts: Readonly<Record<string, number>>;
  /** The validation that was best, whose networks and pictures are in the folder; none if it came to none. */
  readonly best?: {
    readonly step: number;
    readonly metrics: Readonly<Record<string, number>>;
    /** The most important of them, in words. */
    readonly headline: string;
  };
  /** What is in the folder. */
  readonly files: LeftFiles;
}
