/** Checking that the names in a graph are defined once, and before they are used. */
import { invalidOnnx } from '../invalid-onnx.js';
import type { OnnxGraph, OnnxNode } from '../model.js';
import { checkAttributes } from './attribute.js';
import type { Context, Outer } from './context.js';
import { addNames } from './names.js';
import { checkSparseTensor } from './sparse-tensor.js';
import { checkTensor } from './tensor.js';
import { checkValueInfo } from './value-info.js';

export function checkGraph(graph: OnnxGraph, context: Context, outer: Outer): void {
  const { name, nodes, initializers, inputs, outputs, values = [], sparseInitializers = new Map() } = graph;
  const where = `graph ${name}`.trimEnd();
  for (const value of [...inputs, ...outputs, ...values]) checkValueInfo(value, where);

  const inputNames = new Set<string>();
  addNames(
    inputNames,
    inputs.map((input) => input.name),
    `${where}, inputs`,
  );
  const constants = new Set<string>();
  addNames(constants, [...initializers.keys(), ...sparseInitializers.keys()], `${where}, initializers`);
  for (const constant of constants) {
    if (constant === '') throw invalidOnnx('an initializer without a name', where);
    if (context.initializersAreInputs && !inputNames.has(constant)) {
      throw invalidOnnx(`initializer '${constant}' must be an input too before IR version 4`, where);
    }
  }
  for (const [key, tensor] of initializers) checkTensor(tensor, `initializer ${key}`);
  for (const [key, tensor] of sparseInitializers) checkSparseTensor(tensor, `sparse initializer ${key}`);

  // An initializer of the same name as an input is that input's default.
  const defined = new Set([...inputNames, ...constants]);
  checkNodes(nodes, defined, context, outer);
  for (const output of outputs) {
    if (!defined.has(output.name) && !outer(output.name)) {
      throw invalidOnnx(`output '${output.name}' is defined nowhere`, where);
    }
  }
}

/** Adds the outputs of the nodes to `defined`, one node after the other. */
export function checkNodes(
  nodes: readonly OnnxNode[],
  defined: Set<string>,
  context: Context,
  outer: Outer,
): void {
  const isVisible = (name: string): boolean => defined.has(name) || outer(name);
  for (const node of nodes) {
    const { op, domain, inputs, outputs, attributes } = node;
    const where = `node ${node.name || outputs[0]} (${op})`;
    if (op === '') throw invalidOnnx('the node has no operator', where);
    if (!Object.hasOwn(context.opsets, domain)) {
      throw invalidOnnx(`the model imports no operator set of domain '${domain}'`, where);
    }
    for (const input of inputs) {
      if (input !== '' && !isVisible(input)) {
        throw invalidOnnx(`input '${input}' is not defined before it is used`, where);
      }
    }
    checkAttributes(attributes, where, context, isVisible);
    addNames(
      defined,
      outputs.filter((output) => output !== ''),
      `${where}, outputs`,
    );
  }
}
