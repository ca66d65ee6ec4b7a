/** Builders of attributes, so that an emitter can write `{ axis: int(1) }`. */
import type { OnnxAttribute, OnnxGraph, OnnxTensor } from './model.js';

type AttributeOf<Type extends OnnxAttribute['type']> = Extract<OnnxAttribute, { type: Type }>;

/** A 64-bit integer. */
export const int = (value: number | bigint): AttributeOf<'int'> => ({ type: 'int', value });

/** A 32-bit float. */
export const float = (value: number): AttributeOf<'float'> => ({ type: 'float', value });

/** A list of 64-bit integers. */
export const ints = (value: readonly (number | bigint)[]): AttributeOf<'ints'> => ({ type: 'ints', value });

/** A list of 32-bit floats. */
export const floats = (value: readonly number[]): AttributeOf<'floats'> => ({ type: 'floats', value });

/** A string. */
export const text = (value: string): AttributeOf<'string'> => ({ type: 'string', value });

/** A list of strings. */
export const texts = (value: readonly string[]): AttributeOf<'strings'> => ({ type: 'strings', value });

/** A constant tensor. */
export const tensorAttribute = (value: OnnxTensor): AttributeOf<'tensor'> => ({ type: 'tensor', value });

/** A subgraph, such as a branch of `If`. */
export const graphAttribute = (value: OnnxGraph): AttributeOf<'graph'> => ({ type: 'graph', value });
