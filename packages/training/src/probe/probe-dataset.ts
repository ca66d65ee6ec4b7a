/** The whole experiment: features of a labelled data set, and a linear classifier on them. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { randomKey } from '@diopter/core-tensor/random';
import { encodeDataset } from '../codec/index.js';
import { openDataset } from '../data/index.js';
import { openFeatureSource } from './feature-source.js';
import { type ProbeResult, probeSvm } from './probe-svm.js';
import { scaleLayers } from './rows.js';

/** What {@link probeDataset} takes. */
export interface ProbeDatasetOptions {
  /** `raw`, `random`, the folder of a run, or the name or file of a comparator: see `openFeatureSource`. */
  readonly features: string;
  /** The name of a data set with labels. */
  readonly dataset: string;
  /** Its folder. */
  readonly data: string;
  /** The layers of a comparator. */
  readonly taps?: readonly string[];
  /** Smaller pictures are enlarged to this side, in pixels: by default to 64 for networks, and not at all for raw pixels. */
  readonly size?: number;
  readonly folds?: number;
  readonly seed?: number;
  readonly onMessage?: (text: string) => void;
}

/** What came of it, and of what. */
export interface DatasetProbe extends ProbeResult {
  readonly features: string;
  /** The layers of a comparator. */
  readonly taps: readonly string[];
  /** How many numbers there are for each picture. */
  readonly width: number;
  readonly pictures: number;
  /** The side of pictures, in pixels. */
  readonly size: number;
}

/**
 * Fits a linear SVM to features of a data set, in folds: how easily what is in a picture can be read off the features.
 *
 * @throws DiopterError as `openDataset` and `openFeatureSource`; `invalid-data` for a data set without labels or whose pictures have
 * several sizes.
 *
 * @example
 * const { mean, deviation } = await probeDataset({ features: 'exemplar-cnn', dataset: 'cifar10', data: 'data/cifar-10' });
 */
export async function probeDataset({
  features: name,
  dataset: datasetName,
  data,
  taps,
  size,
  folds = 5,
  seed = 1,
  onMessage = () => {},
}: ProbeDatasetOptions): Promise<DatasetProbe> {
  const dataset = await openDataset(datasetName, data);
  if (dataset.classes === undefined || dataset.shape === undefined) {
    throw new DiopterError('invalid-data', {
      what: 'its pictures have no classes, or not one size',
      where: data,
      help: 'take cifar10, stl10, mnist or fashion-mnist',
    });
  }
  const key = randomKey(seed);
  const source = await openFeatureSource(name, { key, ...(taps && { taps }) });
  const side = size ?? Math.max(Math.min(dataset.shape[0], dataset.shape[1]), source.side);
  try {
    const { codes, labels } = await encodeDataset(source, dataset, { side, count: dataset.length });
    const [pictures = 0, width = 0] = codes.shape;
    onMessage(`${width} numbers for each of ${pictures} pictures`);
    const result = probeSvm({
      features: scaleLayers(codes, source.widths()),
      labels,
      folds,
      key,
      onFold: (accuracy, fold) => onMessage(`fold ${fold + 1}: ${(100 * accuracy).toFixed(2)} %`),
    });
    return { features: name, taps: source.layers, width, pictures, size: side, ...result };
  } finally {
    await source.release();
  }
}
