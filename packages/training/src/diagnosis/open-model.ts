/** Networks in files: ONNX files, folders of runs, and comparators by name. */

import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DiopterError } from '@diopter/core-tensor/errors';
import { fromOnnx, type ImportedGraph, type Layout } from '@diopter/core-tensor/graph';
import { type OnnxModel, readOnnx } from '@diopter/core-tensor/onnx';
import { type Preprocessing, parseDescription } from '@diopter/losses';
import { comparatorRegistry, readComparatorFile } from '@diopter/losses/comparators';
import { codecFiles } from '../codec/index.js';
import { reading } from '../files/file-errors.js';
import { neededPart } from './needed-part.js';
import type { DiagnosedNetwork } from './network.js';

/** How {@link openModel} reads. */
export interface OpenModelOptions {
  /** How the images of the file lie; by default as a file of ours says, else `'nchw'`. */
  readonly layout?: Layout;
  /** Height and width of images, where they are to be other than the file says. */
  readonly size?: number;
  /** The layer whose values count as output; by default the file's first output, or what its softmax gets. */
  readonly output?: string;
  /** In place of what is known of the file. */
  readonly preprocessing?: Preprocessing;
}

/** A file with what has to be known about it. */
interface ModelFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly preprocessing: Preprocessing;
}

/** What runs leave, the best to diagnose first, and where the preprocessing stands in which file beside it. */
const filesOfRuns: readonly { readonly file: string; readonly description?: string; readonly of?: string }[] =
  [
    { file: 'network.onnx' },
    { file: 'exemplar-cnn.onnx', description: 'exemplar-cnn.json' },
    { file: codecFiles.encoder, description: codecFiles.description, of: 'encoder' },
  ];

/**
 * Opens an ONNX file, with the preprocessing of the `.json` file beside it if that has one; the network in the folder of a run; or a
 * comparator by its name.
 *
 * @throws DiopterError `file-not-found`; `invalid-onnx` and `unsupported-operator`, naming the file; `invalid-graph` for a network of
 * several inputs; `invalid-option`.
 *
 * @example
 * const network = await openModel('runs/deep');
 */
export async function openModel(
  model: string,
  { layout, size, output, preprocessing }: OpenModelOptions = {},
): Promise<DiagnosedNetwork> {
  const file = await modelFile(model);
  const {
    graph: whole,
    parameters,
    statistics,
  } = inFile(file.path, () => sized(readOnnx(file.bytes), size, layout));
  const graph = inFile(file.path, () => neededPart(whole, output));
  const [input, ...others] = Object.keys(graph.inputs);
  if (others.length > 0) {
    throw new DiopterError('invalid-graph', {
      what: `it has the inputs ${[input, ...others].join(', ')}: networks of one input are diagnosed`,
      where: file.path,
      help: '`diagnose` of @diopter/models takes several',
    });
  }
  return {
    name: model,
    graph,
    variables: { parameters, statistics },
    input: input!,
    shape: graph.inputs[input!]!,
    preprocessing: preprocessing ?? file.preprocessing,
  };
}

async function modelFile(model: string): Promise<ModelFile> {
  const found = await stat(model).catch(() => undefined);
  if (found === undefined && Object.hasOwn(comparatorRegistry, model)) {
    const { bytes, description } = await readComparatorFile(model);
    return { path: model, bytes, preprocessing: description.preprocessing ?? {} };
  }
  if (found?.isDirectory() !== true) {
    const bytes = await reading(model, readFile(model));
    return { path: model, bytes, preprocessing: await preprocessingIn(model.replace(/(\.onnx)?$/, '.json')) };
  }
  for (const { file, description, of } of filesOfRuns) {
    const path = join(model, file);
    const bytes = await readFile(path).catch(() => undefined);
    if (bytes === undefined) continue;
    const preprocessing =
      description === undefined ? {} : await preprocessingIn(join(model, description), of);
    return { path, bytes, preprocessing };
  }
  throw new DiopterError('file-not-found', {
    what: `there is none of ${filesOfRuns.map(({ file }) => file).join(', ')}`,
    where: model,
    help: 'name an ONNX file, or the folder of a run that has come to its first validation',
  });
}

/** The preprocessing that a file of JSON names, among other things or in one of its parts; none if there is no such file. */
async function preprocessingIn(path: string, of?: string): Promise<Preprocessing> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return {};
  const fields = parsed(text, path);
  const { preprocessing } = (of === undefined ? fields : Object(fields[of])) as Record<string, unknown>;
  if (preprocessing === undefined) return {};
  return parseDescription(JSON.stringify({ preprocessing }), path).preprocessing!;
}

function parsed(text: string, where: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text));
  } catch (cause) {
    throw new DiopterError('invalid-data', { what: 'it is no JSON object', where, cause });
  }
}

/** The model with images of another size. */
function sized(model: OnnxModel, size: number | undefined, layout: Layout | undefined): ImportedGraph {
  const lying = layout === undefined ? {} : { layout };
  const found = fromOnnx(model, lying);
  if (size === undefined) return found;
  const inputs = Object.entries(found.graph.inputs).flatMap(([name, [batch, , , channels, ...rest]]) => {
    if (channels === undefined || rest.length > 0) return [];
    const shape = [batch!, size, size, channels];
    return [[name, found.values[name]!.axes.map((axis) => shape[axis]!)] as const];
  });
  return fromOnnx(model, { ...lying, inputs: Object.fromEntries(inputs) });
}

/** Work on what a file has, whose errors then name it. */
function inFile<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof DiopterError)) throw error;
    const { code, what, help } = error;
    const where = error.where === undefined ? path : `${path}, ${error.where}`;
    throw new DiopterError(code, { what, where, ...(help !== undefined && { help }), cause: error });
  }
}
