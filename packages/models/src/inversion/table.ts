/** The eight inversion generators of DeePSiM, layer by layer. */

import type { AlexNetLayer } from '../alexnet/index.js';
import {
  type Coefficients,
  connection,
  keeping,
  keepingTransposed,
  linear,
  reading,
  type Step,
  unfolded,
  up,
} from './steps.js';

/** One generator of the table. */
interface GeneratorRow {
  readonly steps: readonly Step[];
  /** Whether the output is `255 tanh(x)` instead of `x`. */
  readonly bounded: boolean;
}

/** As in the authors' training code for fc6. */
const released: Coefficients = { up: 1.8, keeping: 0.9 };
/** As in the files of the generators for convolutional layers. */
const plain: Coefficients = { up: 1, keeping: 1 };

/** From 4 to 256 pixels: after the dense layers, and after those that read pool5. */
const fromFour: readonly Step[] = [
  up('deconv5', 256, released),
  keepingTransposed('conv5_1', 512, released),
  up('deconv4', 256, released),
  keepingTransposed('conv4_1', 256, released),
  up('deconv3', 128, released),
  keepingTransposed('conv3_1', 128, released),
  up('deconv2', 64, released),
  up('deconv1', 32, released),
  linear(up('deconv0', 3, released)),
];

/** From 8 to 256 pixels. */
const fromEight: readonly Step[] = [
  up('deconv5', 256, plain),
  keepingTransposed('conv5_1', 256, plain),
  up('deconv4', 128, plain),
  keepingTransposed('conv4_1', 128, plain),
  up('deconv3', 128, plain),
  keepingTransposed('conv3_1', 128, plain),
  up('deconv2', 64, plain),
  keeping('conv2_1', 32, plain),
  up('deconv1', 16, plain),
  linear(keeping('conv1_1', 3, plain)),
];

/** From 15 to 240 pixels. */
const fromFifteen: readonly Step[] = [
  up('deconv4', 128, plain),
  keeping('conv4_1', 128, plain),
  up('deconv3', 64, plain),
  keeping('conv3_1', 64, plain),
  up('deconv2', 32, plain),
  keeping('conv2_1', 32, plain),
  linear(up('deconv1', 16, plain)),
  linear(keeping('conv1_1', 3, plain)),
];

const ofVectors: GeneratorRow = {
  steps: [
    connection('defc7', 4096),
    connection('defc6', 4096),
    connection('defc5', 4096),
    unfolded('reshape', 4, 4, 256),
    ...fromFour,
  ],
  bounded: false,
};

const ofConvolutions: GeneratorRow = {
  steps: [
    reading('Rconv6', 384, { padding: 0 }),
    reading('Rconv7', 512, { padding: 0 }),
    reading('Rconv8', 512, { kernelSize: 2, padding: 0 }),
    ...fromEight,
  ],
  bounded: true,
};

/** The generator of each layer. */
export const generators: Readonly<Record<AlexNetLayer, GeneratorRow>> = {
  norm1: {
    steps: [
      reading('Rconv6', 128, { strides: 2, padding: 2 }),
      reading('Rconv7', 128, { padding: 1 }),
      reading('Rconv8', 128, { padding: 1 }),
      ...fromFifteen,
    ],
    bounded: true,
  },
  norm2: {
    steps: [
      reading('Rconv6', 256, { padding: 2 }),
      reading('Rconv7', 128, { padding: 1 }),
      reading('Rconv8', 128, { padding: 1 }),
      ...fromFifteen,
    ],
    bounded: true,
  },
  conv3: ofConvolutions,
  conv4: ofConvolutions,
  pool5: {
    steps: [
      reading('Rconv6', 512, { padding: 1 }),
      reading('Rconv7', 512, { padding: 1 }),
      reading('Rconv8', 512, { padding: 0 }),
      ...fromFour,
    ],
    bounded: false,
  },
  fc6: ofVectors,
  fc7: ofVectors,
  fc8: ofVectors,
};
