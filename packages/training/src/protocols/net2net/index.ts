/** Growth: students that start from a smaller teacher, against the same networks from random weights. */
export { type Net2NetExperimentOptions, net2netExperiment } from './experiment.js';
export type {
  AccuracyPoint,
  GrowthCell,
  GrowthMeasures,
  GrowthRun,
  Net2NetExperimentResult,
} from './result.js';
export { type Student, type StudentKind, students } from './students.js';
export { net2netExperimentFiles } from './write-experiment.js';
