/** The layers of CaffeNet that DeePSiM compares and inverts. */

/**
 * By their names in Caffe and the paper: the node of {@link caffeNet} that holds the features, all of them after the ReLU, and
 * their shape without the batch (an image of 227x227). `pool5` is the paper's CONV5.
 */
export const alexNetFeatures = {
  norm1: { node: 'norm1', shape: [27, 27, 96] },
  norm2: { node: 'norm2', shape: [13, 13, 256] },
  conv3: { node: 'relu3', shape: [13, 13, 384] },
  conv4: { node: 'relu4', shape: [13, 13, 384] },
  pool5: { node: 'pool5', shape: [6, 6, 256] },
  fc6: { node: 'relu6', shape: [4096] },
  fc7: { node: 'relu7', shape: [4096] },
  fc8: { node: 'fc8', shape: [1000] },
} as const;

/** A layer of {@link alexNetFeatures}. */
export type AlexNetLayer = keyof typeof alexNetFeatures;
