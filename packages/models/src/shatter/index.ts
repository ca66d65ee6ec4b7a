/** Shattered gradients: measures, theory, the experiments, and the diagnosis of any graph. */
export {
  type DiagnoseOptions,
  type Diagnosis,
  diagnose,
  type Finding,
  type GradientState,
  type JacobianDiagnosis,
  type LayerDiagnosis,
  type Remedy,
  type Verdict,
} from './diagnosis/index.js';
export {
  acfDepths,
  acfTable,
  type CoActivationOptions,
  type CompareShatterAcfOptions,
  type CorrelationByDepthOptions,
  coActivationByLayer,
  compareShatterAcf,
  correlationByDepth,
  type DepthCorrelation,
  type ExperimentOptions,
  type LayerActivity,
  type Normalisation,
  type ShatterAcf,
  type ShatterAcfOptions,
  type ShatterNetwork,
  type ShatterNetworkOptions,
  shatterAcf,
} from './experiment/index.js';
export {
  type AutocorrelationOptions,
  autocorrelation,
  brownNoise,
  type Gradients,
  gradientCorrelation,
  gradientCovariance,
  whiteNoise,
} from './measures/index.js';
export {
  type ArchitectureTheory,
  plainCoActivation,
  quadrantProbability,
  type TheoryArchitecture,
  type TheoryCurve,
  type TheorySettings,
  theoryCurves,
} from './theory/index.js';
