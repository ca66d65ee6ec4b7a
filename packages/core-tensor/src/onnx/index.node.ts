/** The ONNX file format in Node: everything of `index`, and files. */
export * from './index.js';
export { readOnnxFile } from './read-onnx-file.node.js';
