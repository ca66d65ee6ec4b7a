/** A network grown from file to file: read, grown, compared as it will be written, and written with its certificate. */

import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { Graph } from '@diopter/core-tensor/graph';
import { type Key, randomKey } from '@diopter/core-tensor/random';
import { type Certificate, isPreserved, type Model, type ModelInputs } from '@diopter/net2net';
import { writeResult } from '../files/write-result.js';
import {
  encodedModel,
  formatOf,
  type OpenModel,
  openModel,
  type TrainingState,
} from '../model-files/index.js';
import { checkedInputs, firstExample } from './checked-inputs.js';
import { comparedOutput, pairedOutputs } from './compared-outputs.js';
import { type Cost, costOf } from './cost.js';
import { type DoublePrecision, doublePrecision } from './double-precision.js';
import { type LayerChange, layerChanges } from './layer-changes.js';

/** Which files, and what they are compared on. */
export interface GrowFileOptions {
  /** An `.onnx` file, a checkpoint that holds its graph, or the folder of a run. */
  readonly model: string;
  /** The file to write; it may be `model`. */
  readonly out: string;
  readonly seed?: number;
  /** Examples that are compared in single precision; in double precision it is one. */
  readonly batch?: number;
  /** Their height and width, where the network takes any. */
  readonly size?: number;
  /** Whether outputs are compared in double precision too; if absent, where that does not take too long. */
  readonly double?: boolean;
  /** Is told what people should know. */
  readonly onMessage?: (text: string) => void;
}

/** What growth of a network in memory is told. */
export interface GrowthSetting {
  readonly key: Key;
  /** One example. */
  readonly inputs: ModelInputs;
  readonly double: boolean;
}

/** A network that has grown in memory. */
export interface GrownNetwork {
  readonly model: Model;
  readonly certificate: Certificate;
  /** What becomes of optimizer states and averages. */
  readonly training: (state: TrainingState) => TrainingState;
}

/** A way of growing. */
export interface Growth {
  /** @throws DiopterError for what cannot be done, before anybody is told to wait. */
  check(graph: Graph, key: Key): void;
  grow(model: Model, setting: GrowthSetting): Promise<GrownNetwork>;
}

/** One of the two files. */
export interface FileMark {
  readonly file: string;
  /** Of its bytes, in hexadecimal digits. */
  readonly sha256: string;
}

/** A certificate of files: single precision is what the files themselves compute. */
export interface FileCertificate extends Certificate {
  readonly seed: number;
  readonly before: FileMark;
  readonly after: FileMark;
  /** Of the first example; without it the certificate has no `float64`. */
  readonly double: DoublePrecision;
}

/** A growth that was written. */
export interface GrownFile {
  readonly out: string;
  /** Beside `out`. */
  readonly certificateFile: string;
  readonly layers: readonly LayerChange[];
  readonly before: Cost;
  readonly after: Cost;
  readonly certificate: FileCertificate;
}

/**
 * Grows the network in a file. The new file is compared with the old one before it is written: of ONNX files in sessions of ONNX Runtime.
 *
 * @throws DiopterError as `readModel`, the growth, and `writeModel`.
 */
export async function growFile(
  growth: Growth,
  { model, out, seed = 1, batch, size, double: wanted, onMessage = () => {} }: GrowFileOptions,
): Promise<GrownFile> {
  const { holdsTraining } = formatOf(out);
  const old = await openModel(model);
  const { graph } = old.stored.model;
  const key = randomKey(seed);
  const inputs = await checkedInputs(graph, key, {
    ...(batch !== undefined && { batch }),
    ...(size !== undefined && { size }),
  });
  const cost = costOf(graph, inputs);
  growth.check(graph, key);
  const double = doublePrecision(wanted, cost.multiplyAdds, onMessage);
  const setting = { key, inputs: firstExample(graph, inputs), double: double.done };
  const { certificate, ...grown } = await growth.grow(old.stored.model, setting);
  const { training } = old.stored;
  if (!holdsTraining && training !== undefined) onMessage(`${out} has no place for the optimizer's state`);
  const fresh = encodedModel(out, {
    ...old.stored,
    model: grown.model,
    ...(training && { training: grown.training(training) }),
  });
  const measured = await inSinglePrecision(certificate, old, fresh, inputs);
  const named: FileCertificate = { ...measured, seed, before: markOf(old), after: markOf(fresh), double };
  const certificateFile = `${out}.certificate.json`;
  await writeResult(out, fresh.bytes);
  await writeResult(certificateFile, `${JSON.stringify(named, null, 2)}\n`);
  return {
    out,
    certificateFile,
    layers: layerChanges(graph, grown.model.graph),
    before: cost,
    after: costOf(grown.model.graph, inputs),
    certificate: named,
  };
}

/** The certificate with what the two files compute. */
async function inSinglePrecision(
  certificate: Certificate,
  old: OpenModel,
  fresh: OpenModel,
  inputs: ModelInputs,
): Promise<Certificate> {
  const [before, after] = [await old.compute(inputs), await fresh.compute(inputs)];
  const pairs = pairedOutputs(old.stored.model.graph, fresh.stored.model.graph);
  const outputs = pairs.map((pair, i) => {
    const { largest, difference } = comparedOutput(pair, before, after);
    return { ...certificate.outputs[i]!, largest, float32: difference };
  });
  return {
    ...certificate,
    outputs,
    inputs: Object.fromEntries(Object.entries(inputs).map(([name, { shape }]) => [name, shape])),
    preserved: isPreserved({ layers: certificate.layers, outputs }),
  };
}

function markOf({ file, bytes }: OpenModel): FileMark {
  return { file: basename(file), sha256: createHash('sha256').update(bytes).digest('hex') };
}
