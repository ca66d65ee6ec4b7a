/** The networks of Diopter, as graphs: plain data that can be trained, printed, and written to ONNX. */
export {
  type AdversarialAutoencoder,
  type AdversarialAutoencoderOptions,
  adversarialAutoencoder,
  clusterHeadPenalty,
  clusteringAdversarialAutoencoder,
  type DimensionReductionOptions,
  dimensionReductionAdversarialAutoencoder,
  type EncodedImages,
  encodeImages,
  type ImageAutoencoderOptions,
  type ImageEncoderOptions,
  type LabelAutoencoderOptions,
  type LabellingAutoencoder,
  type LatentDiscriminatorOptions,
  latentDiscriminator,
  type MultilayerOptions,
  type OneHotLabelsOptions,
  oneHotLabels,
  type PosteriorKind,
  semiSupervisedAdversarialAutoencoder,
  supervisedAdversarialAutoencoder,
} from './adversarial-autoencoder/index.js';
export {
  type AlexNetLayer,
  alexNetFeatures,
  type BvlcAlexNetOptions,
  bvlcAlexNet,
  type CaffeNetOptions,
  caffeNet,
  caffePreprocessing,
  type TorchvisionAlexNetOptions,
  torchvisionAlexNet,
  torchvisionAlexNetModules,
  torchvisionPreprocessing,
} from './alexnet/index.js';
export { type AutoencoderOptions, autoencoder, autoencoderParts } from './autoencoder/index.js';
export {
  type ClusteredImages,
  type ClusterRule,
  clusterAccuracy,
  clusterLabels,
} from './clustering/index.js';
export { type SmallComparatorOptions, smallComparator } from './comparator/index.js';
export {
  type DeepActivation,
  type DeepArchitecture,
  type DeepConvolutionalOptions,
  type DeepDenseOptions,
  type DeepInitialisation,
  type DeepNetworkOptions,
  type DeepNormalisation,
  deepNetwork,
  isLinearAtInit,
  type LinearAtInit,
  type LinearAtInitOptions,
} from './deep/index.js';
export { type DiscriminatorOptions, type DiscriminatorSize, discriminator } from './discriminator/index.js';
export {
  type ExemplarCnnOptions,
  type ExemplarCnnSize,
  exemplarCnn,
  exemplarCnnSizes,
  exemplarPreprocessing,
} from './exemplar-cnn/index.js';
export {
  type CompactInversionOptions,
  compactInversionGenerator,
  type InversionGeneratorOptions,
  inversionGenerator,
} from './inversion/index.js';
export {
  type ParzenLogLikelihood,
  parzenLogLikelihood,
  type SelectedBandwidth,
  selectParzenBandwidth,
} from './parzen/index.js';
export type { FeatureShape } from './picture-generator/index.js';
export {
  type CategoricalPrior,
  type ComponentFit,
  categorical,
  type DensityGrid,
  type DensityGridOptions,
  densityGrid,
  type GaussianComponent,
  type GaussianPrior,
  type GaussianRingOptions,
  gaussianRing,
  isotropicGaussian,
  logDensity,
  logDensityValues,
  type MixtureFit,
  type MixturePrior,
  mahalanobis,
  mixtureFit,
  type NearestComponent,
  type Prior,
  priorClasses,
  priorDimensions,
  type SamplePriorOptions,
  type SwissRollPrior,
  samplePrior,
  swissRoll,
} from './priors/index.js';
export {
  sampleCode,
  type VariationalAutoencoder,
  type VariationalAutoencoderOptions,
  variationalAutoencoder,
} from './variational/index.js';
