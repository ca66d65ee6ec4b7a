/** The stable codes of `DiopterError`, each with what it means. */

export const errorCodes = {
  'invalid-argument': 'an argument is outside what the function accepts',
  'shape-mismatch': 'shapes do not fit together',
  'dtype-mismatch': 'a tensor has another dtype than the one needed',
  'tree-mismatch': 'two trees have different structures',
  'unsupported-kernel': 'a compiled function calls a kernel that jit does not know',
  'captured-variable': 'a compiled function reads a tf.Variable it was not given',
  'value-unknown': 'a compiled function reads the value of a tensor while it is being recorded',
  'frozen-randomness': 'a compiled function draws randomness that would be the same at every call',
  'donated-input': 'a donated input is read after it was given away',
  'unsupported-operator': 'an ONNX operator, attribute or type that is not known here',
  'invalid-onnx': 'bytes that are not a valid ONNX model',
  'engine-unavailable': 'the engine or execution provider asked for does not start here',
  'engine-failed': 'the engine failed while it ran',
  'invalid-graph': 'a model graph that does not hold together',
  'invalid-checkpoint': 'a checkpoint file that is truncated, tampered with or of another format',
  'checkpoint-mismatch': 'a checkpoint that belongs to another model or configuration',
  'invalid-image': 'an image file that cannot be read',
  'invalid-data': 'a data file or folder that is not what it should be',
  'file-not-found': 'a file or folder that does not exist',
  'file-write': 'a file that cannot be written',
  'non-finite-loss': 'the loss became NaN or infinite',
  'invalid-option': 'a command line option or configuration value that is not accepted',
} as const;

/** A code of `DiopterError`. */
export type ErrorCode = keyof typeof errorCodes;
