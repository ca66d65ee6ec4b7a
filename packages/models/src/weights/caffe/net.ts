/** A prototxt as the layers of one network and the blobs that come from outside. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { Fields } from './fields.js';
import { isIncluded, type NetState } from './state-rules.js';
import { parseTextFormat } from './text-format.js';
import { v1Types } from './v1-types.js';

/** A layer, in today's terms whichever way it was written. */
export interface CaffeLayer {
  readonly name: string;
  readonly type: string;
  readonly bottoms: readonly string[];
  readonly tops: readonly string[];
  readonly fields: Fields;
}

/** A blob that is given from outside. `dimensions` are Caffe's (images NCHW), or unknown: a database knows its own. */
export interface CaffeInput {
  readonly name: string;
  readonly dimensions: readonly number[] | undefined;
}

/** A network in one state. */
export interface CaffeNet {
  readonly name: string;
  readonly inputs: readonly CaffeInput[];
  /** Without those that only bring data. */
  readonly layers: readonly CaffeLayer[];
  /** What data layers do to images: `scale * (pixel - mean)`. */
  readonly transform: Fields | undefined;
}

/** Layers that bring data, with the fields that may say how large they are. */
const dataLayers: Readonly<Record<string, string>> = {
  Input: 'input_param',
  DummyData: 'dummy_data_param',
  MemoryData: 'memory_data_param',
  Data: 'data_param',
  ImageData: 'image_data_param',
  WindowData: 'window_data_param',
  HDF5Data: 'hdf5_data_param',
};

/** The network that a prototxt describes in one state, in any of the format's spellings. */
export function parseNet(text: string, state: NetState): CaffeNet {
  const net = new Fields(parseTextFormat(text));
  const layers = ['layers', 'layer'].flatMap((field) =>
    net
      .messages(field)
      .filter((layer) => isIncluded(layer, state))
      .map(layerOf),
  );
  const data = layers.filter(({ type }) => Object.hasOwn(dataLayers, type));
  if (layers.length === data.length) {
    throw new DiopterError('invalid-data', {
      what: 'it describes no layers that compute anything',
      where: 'prototxt',
      help: 'give the prototxt of the network (deploy.prototxt), not of the solver',
    });
  }
  return {
    name: net.text('name') ?? '',
    inputs: [...declaredInputs(net), ...data.flatMap(suppliedInputs)],
    layers: layers.filter((layer) => !data.includes(layer)),
    transform: data.find(({ fields }) => fields.has('transform_param'))?.fields.message('transform_param'),
  };
}

function layerOf(fields: Fields, index: number): CaffeLayer {
  const type = fields.text('type');
  if (type === undefined) {
    throw new DiopterError('invalid-data', {
      what: 'the layer has no type',
      where: `prototxt, line ${fields.line}`,
      ...(fields.has('layer') && { help: "convert the file with Caffe's upgrade_net_proto_text" }),
    });
  }
  const today = Object.hasOwn(v1Types, type) ? v1Types[type]! : type;
  return {
    name: fields.text('name') ?? `${today}${index + 1}`,
    type: today,
    bottoms: fields.texts('bottom'),
    tops: fields.texts('top'),
    fields,
  };
}

/** `input: "data"` with a shape, or with four numbers for each. */
function declaredInputs(net: Fields): readonly CaffeInput[] {
  const shapes = net.messages('input_shape').map((shape) => shape.numbers('dim'));
  const dimensions = net.numbers('input_dim');
  return net.texts('input').map((name, i) => {
    const four = dimensions.slice(4 * i, 4 * i + 4);
    return { name, dimensions: shapes[i] ?? (four.length === 4 ? four : undefined) };
  });
}

function suppliedInputs({ type, tops, fields }: CaffeLayer): readonly CaffeInput[] {
  const own = fields.message(dataLayers[type]!);
  const shapes = own.messages('shape').map((shape) => shape.numbers('dim'));
  const crop = fields.message('transform_param').number('crop_size', own.number('crop_size', 0));
  return tops.map((name, i) => {
    const at = (field: string) => own.numbers(field)[i] ?? own.number(field, undefined);
    const sizes = ['channels', 'height', 'width'].map(at).filter((size) => size !== undefined);
    const stated = sizes.length === 3 ? [at('num') ?? own.number('batch_size', 1), ...sizes] : undefined;
    // Databases hold colour images; how large they are shows where they are cropped.
    const cropped = crop > 0 && i === 0 ? [1, 3, crop, crop] : undefined;
    return { name, dimensions: shapes[i] ?? shapes[0] ?? stated ?? cropped };
  });
}
