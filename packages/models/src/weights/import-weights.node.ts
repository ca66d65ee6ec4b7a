/** `importWeights`: a file of weights from Caffe or PyTorch as an ONNX file. */

import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { loadCheckpoint } from '@diopter/core-tensor/checkpoint';
import { DiopterError } from '@diopter/core-tensor/errors';
import { type Dimension, type Graph, toOnnx, type Variables } from '@diopter/core-tensor/graph';
import { writeOnnx } from '@diopter/core-tensor/onnx';
import type { HostTensor } from '@diopter/core-tensor/tree';
import { type Architecture, architectures } from './architectures.js';
import { caffeTensors } from './caffe/caffe-tensors.js';
import { readCaffe } from './caffe/read-caffe.js';
import { readCaffemodel } from './caffe/read-caffemodel.js';
import { inPlaceBlobs } from './in-place-blobs.js';
import { type NamedTensors, placeTensors } from './place-tensors.js';
import type { ImagePreprocessing } from './preprocessing.js';

/** What {@link importWeights} reads. */
export interface ImportWeightsOptions {
  /** A `.caffemodel`, or the `.safetensors` of a PyTorch state dictionary. */
  readonly file: string;
  /** The file that describes the network of a caffemodel. */
  readonly prototxt?: string;
  /** A key of `architectures`: the network, where no prototxt describes it. */
  readonly architecture?: string;
}

/** What {@link importWeights} makes. */
export interface ImportedWeights {
  /** The ONNX file. */
  readonly onnx: Uint8Array;
  /** Names of the file's values, one for each layer, in the order of computation. */
  readonly layers: readonly string[];
  /** Of Caffe's networks: by the names of its blobs, the layer that holds each in the end, which is the ReLU's for rectified ones. */
  readonly blobs?: Readonly<Record<string, string>>;
  /** Of the first input, images NHWC; `null` may be any size. */
  readonly inputShape: readonly Dimension[];
  /** What the network expects of images, where that is known. */
  readonly preprocessing?: ImagePreprocessing;
}

/** A network with its weights, before it is written. */
interface Network {
  readonly graph: Graph;
  readonly variables: Variables<Graph, HostTensor>;
  readonly blobs?: Readonly<Record<string, string>>;
  readonly preprocessing?: ImagePreprocessing | undefined;
}

const readers: Readonly<Record<string, (options: ImportWeightsOptions) => Promise<Network>>> = {
  '.caffemodel': readCaffeFiles,
  '.safetensors': readSafetensors,
};

/** What to do about files that people try. */
const advice: Readonly<Record<string, string>> = {
  '.onnx': 'it is an ONNX file already: name it as the comparator',
  '.pt': 'save the weights with safetensors in Python: save_file(model.state_dict(), "model.safetensors")',
  '.h5': 'save the network with net.save("net.caffemodel") in Caffe',
};
const sameAdvice: Readonly<Record<string, string>> = {
  '.pth': '.pt',
  '.bin': '.pt',
  '.ckpt': '.pt',
  '.hdf5': '.h5',
};

/**
 * Reads weights from a file of Caffe or PyTorch and writes the network as ONNX. A caffemodel needs its prototxt, or the
 * name of one of our networks; a safetensors file needs the latter.
 *
 * @throws DiopterError `invalid-option` for a kind of file or an architecture that is not known, `file-not-found`, and whatever
 * `readCaffe`, `loadCheckpoint` and `loadTorchWeights` say about the content.
 *
 * @example
 * const { onnx } = await importWeights({ file: 'caffenet.caffemodel', prototxt: 'deploy.prototxt' });
 * const alexnet = await importWeights({ file: 'alexnet.safetensors', architecture: 'torchvision-alexnet' });
 */
export async function importWeights(options: ImportWeightsOptions): Promise<ImportedWeights> {
  const extension = extname(options.file).toLowerCase();
  const read = Object.hasOwn(readers, extension) ? readers[extension] : undefined;
  if (read === undefined) {
    throw new DiopterError('invalid-option', {
      what: `weights are read from ${Object.keys(readers).join(' and ')} files`,
      where: options.file,
      help: advice[sameAdvice[extension] ?? extension] ?? 'convert the weights to one of these',
    });
  }
  const { graph, variables, blobs, preprocessing } = await read(options);
  return {
    onnx: writeOnnx(toOnnx(graph, variables)),
    layers: Object.keys(graph.nodes),
    ...(blobs && { blobs }),
    inputShape: Object.values(graph.inputs)[0]!,
    ...(preprocessing && { preprocessing }),
  };
}

async function readCaffeFiles({ file, prototxt, architecture }: ImportWeightsOptions): Promise<Network> {
  if (prototxt !== undefined) {
    const [text, caffemodel] = [await contentOf(prototxt), await contentOf(file)];
    const { graph, parameters, statistics, ...rest } = inFiles({ prototxt, caffemodel: file }, () =>
      readCaffe({ prototxt: new TextDecoder().decode(text), caffemodel }),
    );
    return { graph, variables: { parameters, statistics }, ...rest };
  }
  if (architecture === undefined) {
    throw new DiopterError('invalid-option', {
      what: 'the weights alone do not say what the network computes',
      where: file,
      help: `pass --prototxt with the deploy.prototxt that belongs to it, or --architecture: ${known()}`,
    });
  }
  const network = architectureOf(architecture, file);
  const caffemodel = await contentOf(file);
  return inFiles({ caffemodel: file }, () => {
    const tensors = caffeTensors(readCaffemodel(caffemodel));
    return filled(network, tensors, 'caffemodel');
  });
}

async function readSafetensors({ file, architecture }: ImportWeightsOptions): Promise<Network> {
  const network = architectureOf(architecture, file);
  const { tensors } = await loadCheckpoint(file);
  return filled(network, tensors, file);
}

function filled(
  { graph: build, modules, isOfCaffe, preprocessing }: Architecture,
  tensors: NamedTensors,
  where: string,
): Network {
  const graph = build();
  const names = modules?.(graph) ?? {};
  // Some ports, and Caffe itself, keep the names of the original.
  const isRenamed = Object.values(names).some((module) => tensors.has(`${module}.weight`));
  const variables = placeTensors(graph, tensors, { ...(isRenamed && { names }), where });
  return { graph, variables, preprocessing, ...(isOfCaffe && { blobs: inPlaceBlobs(graph) }) };
}

function architectureOf(name: string | undefined, file: string): Architecture {
  if (name !== undefined && Object.hasOwn(architectures, name)) return architectures[name]!;
  throw new DiopterError('invalid-option', {
    what:
      name === undefined
        ? 'the weights alone do not say what the network computes'
        : `there is no architecture ${name}`,
    where: file,
    help: `pass --architecture: ${known()}`,
  });
}

function known(): string {
  return Object.keys(architectures).join(', ');
}

async function contentOf(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new DiopterError('file-not-found', {
      what: `the file cannot be read: ${cause instanceof Error ? cause.message : cause}`,
      where: file,
      cause,
    });
  }
}

/** Names the file in errors that only know which of Caffe's two files is wrong. */
function inFiles<T>({ prototxt, caffemodel }: { prototxt?: string; caffemodel: string }, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof DiopterError)) throw cause;
    const { code, what, help, where = '' } = cause;
    const place = where.startsWith('caffemodel')
      ? where.replace('caffemodel', caffemodel)
      : `${prototxt}, ${where.replace('prototxt, ', '')}`;
    throw new DiopterError(code, { what, where: place, ...(help !== undefined && { help }), cause });
  }
}
