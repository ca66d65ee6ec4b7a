/** jit: a function over tfjs tensors, recorded once and run as one ONNX graph. */
export {};
