/** The comparators that can be named: where their files are, what has to be known about them, and under which terms. */

import type { ComparatorDescription, Preprocessing } from '../comparator/index.js';

/** A comparator with a name. */
export interface ComparatorEntry {
  /** One sentence for people. */
  readonly about: string;
  readonly licence: string;
  readonly source: ComparatorSource;
  /** Without it, that of the `.json` file beside the `.onnx` file. */
  readonly description?: ComparatorDescription;
}

/** Where a comparator's file comes from. */
export type ComparatorSource =
  /** It is in this package. */
  | { readonly kind: 'shipped'; readonly file: string }
  /** It is public, and goes into the cache. */
  | ({ readonly kind: 'public' } & PublicFile)
  /** There is no public ONNX file: somebody has to make one. `how` ends in a command that lacks its `--out`. */
  | { readonly kind: 'made'; readonly file: string; readonly how: string };

/** A file that can be downloaded. */
export interface PublicFile {
  /** Its name in the cache. */
  readonly file: string;
  /** Where it is, tried in this order. */
  readonly urls: readonly string[];
  /** Its size, where it is known. */
  readonly bytes?: number;
  /** Its SHA-256 in hexadecimal, where it is known. */
  readonly sha256?: string;
}

/** Caffe's: blue, green, red from 0 to 255, less the mean of ImageNet. */
const caffePreprocessing: Preprocessing = { channels: 'bgr', scale: 255, mean: [104, 117, 123] };

/** torchvision's and Gluon's: red, green, blue from 0 to 1, less ImageNet's mean, over its deviation. */
const imageNetPreprocessing: Preprocessing = {
  mean: [0.485, 0.456, 0.406],
  deviation: [0.229, 0.224, 0.225],
};

/** Caffe2 numbered a blob's values in order: convolution, then ReLU. Caffe's names mean the last: its ReLU works in place. */
const caffeLayers: Readonly<Record<string, string>> = {
  conv1: 'conv1_2',
  norm1: 'norm1_1',
  pool1: 'pool1_1',
  conv2: 'conv2_2',
  norm2: 'norm2_1',
  pool2: 'pool2_1',
  conv3: 'conv3_2',
  conv4: 'conv4_2',
  conv5: 'conv5_2',
  pool5: 'pool5_1',
  fc6: 'fc6_2',
  fc7: 'fc7_2',
  fc8: 'fc8_1',
};

/** The authors' names for Gluon's. */
const squeezeNetLayers: Readonly<Record<string, string>> = {
  conv1: 'squeezenet0_relu0_fwd',
  pool1: 'squeezenet0_pool0_fwd',
  fire2: 'squeezenet0_concat0',
  fire3: 'squeezenet0_concat1',
  pool3: 'squeezenet0_pool1_fwd',
  fire4: 'squeezenet0_concat2',
  fire5: 'squeezenet0_concat3',
  pool5: 'squeezenet0_pool2_fwd',
  fire6: 'squeezenet0_concat4',
  fire7: 'squeezenet0_concat5',
  fire8: 'squeezenet0_concat6',
  fire9: 'squeezenet0_concat7',
  conv10: 'squeezenet0_relu25_fwd',
};

/** The ONNX model zoo's file: where its maintainers keep it now, and where it was before. */
function zooUrls(path: string): readonly string[] {
  return [
    `https://huggingface.co/onnxmodelzoo/legacy_models/resolve/main/validated/vision/classification/${path}`,
    `https://media.githubusercontent.com/media/onnx/models/main/validated/vision/classification/${path}`,
  ];
}

// Sizes and SHA-256 of the zoo's files are those of its git-lfs pointers and of its ONNX_HUB_MANIFEST.json.
/** Every comparator that has a name. */
export const comparatorRegistry: Readonly<Record<string, ComparatorEntry>> = {
  'exemplar-cnn': {
    about:
      'Exemplar-CNN (arXiv 1406.6909), trained by this project without labels on public-domain pictures.',
    licence: 'MIT',
    source: { kind: 'shipped', file: 'exemplar-cnn.onnx' },
  },
  alexnet: {
    about: 'Caffe’s AlexNet, trained on ImageNet: normalises, then pools.',
    licence: 'BSD-3-Clause',
    source: {
      kind: 'public',
      file: 'bvlcalexnet-12.onnx',
      urls: zooUrls('alexnet/model/bvlcalexnet-12.onnx'),
      bytes: 243_863_787,
      sha256: '6b0da9510f27f234ee96a85dc3809dd210150fdefad87f6850f9788513216945',
    },
    description: { preprocessing: caffePreprocessing, layers: caffeLayers, taps: ['pool5'] },
  },
  caffenet: {
    about: 'CaffeNet, trained on ImageNet: the comparator of the DeePSiM paper. Pools, then normalises.',
    licence: 'BSD-3-Clause',
    source: {
      kind: 'public',
      file: 'caffenet-12.onnx',
      urls: zooUrls('caffenet/model/caffenet-12.onnx'),
      bytes: 243_863_798,
      sha256: 'ea563e5c47d1f58e1717cf1a2d8bf288b8adc07af0ad228b622096cd243aeecb',
    },
    description: { preprocessing: caffePreprocessing, layers: caffeLayers, taps: ['pool5'] },
  },
  squeezenet: {
    about: 'SqueezeNet 1.1, trained on ImageNet: as good as AlexNet, a fiftieth of its size.',
    licence: 'Apache-2.0',
    source: {
      kind: 'public',
      file: 'squeezenet1.1-7.onnx',
      urls: zooUrls('squeezenet/model/squeezenet1.1-7.onnx'),
      bytes: 4_956_208,
      sha256: '1eeff551a67ae8d565ca33b572fc4b66e3ef357b0eb2863bb9ff47a918cc4088',
    },
    description: { preprocessing: imageNetPreprocessing, layers: squeezeNetLayers, taps: ['pool5'] },
  },
  'alexnet-torchvision': {
    about: 'torchvision’s AlexNet (arXiv 1404.5997), trained on ImageNet: neither normalises nor groups.',
    licence: 'BSD-3-Clause',
    source: {
      kind: 'made',
      file: 'alexnet-torchvision.onnx',
      how:
        'save its weights where there is PyTorch (from safetensors.torch import save_file; from torchvision.models import alexnet; ' +
        "save_file(alexnet(weights='IMAGENET1K_V1').state_dict(), 'alexnet.safetensors')), then " +
        'diopter comparator import alexnet.safetensors --architecture torchvision-alexnet',
    },
  },
};
