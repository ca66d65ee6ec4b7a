/** Probing features: how much a linear classifier makes of them. */
export { type Split, stratifiedFolds } from './folds.js';
export { type FitLinearSvmOptions, fitLinearSvm, type LinearSvm, predict } from './linear-svm.js';
export { type ProbeResult, type ProbeSvmOptions, probeSvm } from './probe-svm.js';
export { joinLayers, quadrantMaxima } from './quadrants.js';
