/** Trained encoders and decoders, as the runs of recipes leave them. */
export type { CodecDescription, CodecSize } from './description.js';
export { type EncodedDataset, encodeDataset } from './encode-dataset.js';
export { type Codec, openCodec } from './open-codec.js';
export { codecFiles, writeCodec } from './write-codec.js';
