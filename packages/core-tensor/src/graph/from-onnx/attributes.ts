/** Reading of a node's attributes, with their defaults. */

import type { OnnxNode, OnnxTensor } from '../../onnx/index.js';

/** The attributes of one node. An attribute of another type than asked for counts as absent. */
export class AttributeReader {
  readonly #attributes: OnnxNode['attributes'];

  constructor({ attributes }: OnnxNode) {
    this.#attributes = attributes;
  }

  int(name: string, absent: number): number {
    const attribute = this.#attributes[name];
    return attribute?.type === 'int' ? Number(attribute.value) : absent;
  }

  float(name: string, absent: number): number {
    const attribute = this.#attributes[name];
    return attribute?.type === 'float' ? attribute.value : absent;
  }

  text(name: string, absent: string): string {
    const attribute = this.#attributes[name];
    return attribute?.type === 'string' ? attribute.value : absent;
  }

  ints(name: string): readonly number[] | undefined {
    const attribute = this.#attributes[name];
    return attribute?.type === 'ints' ? attribute.value.map(Number) : undefined;
  }

  floats(name: string): readonly number[] | undefined {
    const attribute = this.#attributes[name];
    return attribute?.type === 'floats' ? attribute.value : undefined;
  }

  tensor(name: string): OnnxTensor | undefined {
    const attribute = this.#attributes[name];
    return attribute?.type === 'tensor' ? attribute.value : undefined;
  }

  /** Whether the attribute is there at all. */
  has(name: string): boolean {
    return this.#attributes[name] !== undefined;
  }
}
