/** Checking that a model holds together, before an engine gets it or after it was read. */
import { invalidOnnx } from '../invalid-onnx.js';
import type { OnnxFunction, OnnxModel } from '../model.js';
import { checkAttributes } from './attribute.js';
import { checkGraph, checkNodes } from './graph.js';
import { addNames } from './names.js';
import { checkValueInfo } from './value-info.js';

/**
 * Returns when the model holds together: every name is defined before it is used and defined once, constants have as
 * many elements as their shapes say, attributes have values of their types, and every node's operator set is imported.
 * Whether an operator takes these inputs and attributes is the engine's to say.
 *
 * @throws `invalid-onnx` at the first fault, naming the node or value.
 * @example
 * const model = readOnnx(bytes);
 * validateOnnx(model);
 */
export function validateOnnx(model: OnnxModel): void {
  const { irVersion, opsets, graph, functions = [] } = model;
  if (!Number.isSafeInteger(irVersion) || irVersion < 1) {
    throw invalidOnnx(`${irVersion} is not an IR version`, 'model');
  }
  checkOpsets(opsets, 'model');
  addNames(new Set(), functions.map(identity), 'model, functions');
  for (const definition of functions) checkFunction(definition);
  checkGraph(graph, { opsets, initializersAreInputs: irVersion < 4 }, () => false);
}

function identity({ domain, name, overload = '' }: OnnxFunction): string {
  return [domain, name, overload].join(':');
}

function checkOpsets(opsets: Readonly<Record<string, number>>, where: string): void {
  for (const [domain, version] of Object.entries(opsets)) {
    if (!Number.isSafeInteger(version) || version < 1) {
      throw invalidOnnx(`${version} is not a version of operator set '${domain}'`, where);
    }
  }
}

function checkFunction(definition: OnnxFunction): void {
  const { name, opsets, inputs, outputs, attributes, defaults, nodes, values = [] } = definition;
  const where = `function ${name}`;
  checkOpsets(opsets, where);
  const parameters = new Set<string>();
  addNames(parameters, [...attributes, ...Object.keys(defaults)], `${where}, attributes`);
  checkAttributes(defaults, where, { opsets }, () => false);
  for (const value of values) checkValueInfo(value, where);
  const defined = new Set<string>();
  addNames(defined, inputs, `${where}, inputs`);
  checkNodes(nodes, defined, { opsets, parameters }, () => false);
  for (const output of outputs) {
    if (!defined.has(output)) throw invalidOnnx(`output '${output}' is defined nowhere`, where);
  }
}
