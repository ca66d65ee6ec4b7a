/** The attribute types of ONNX: the number that stands for each in a file, and the field that holds the value. */
import type { AttributeProto } from './generated/onnx_pb.js';
import type { OnnxAttributeType } from './model.js';

/** The number of an attribute type in a file, and the field of its value. */
export interface AttributeType {
  readonly code: number;
  readonly field: keyof AttributeProto;
}

export const attributeTypes = {
  float: { code: 1, field: 'f' },
  int: { code: 2, field: 'i' },
  string: { code: 3, field: 's' },
  tensor: { code: 4, field: 't' },
  graph: { code: 5, field: 'g' },
  floats: { code: 6, field: 'floats' },
  ints: { code: 7, field: 'ints' },
  strings: { code: 8, field: 'strings' },
  tensors: { code: 9, field: 'tensors' },
  graphs: { code: 10, field: 'graphs' },
  'sparse-tensor': { code: 11, field: 'sparseTensor' },
  'sparse-tensors': { code: 12, field: 'sparseTensors' },
  type: { code: 13, field: 'tp' },
  types: { code: 14, field: 'typeProtos' },
} as const satisfies Record<OnnxAttributeType, AttributeType>;

export const attributeTypeNames = Object.keys(attributeTypes) as readonly OnnxAttributeType[];
