/** What a message holds beyond the fields that are interpreted, as an object to spread into the model. */
import type { Message } from '@bufbuild/protobuf';
import type { OnnxField } from '../model.js';

export function otherFieldsOf(message: Message): { readonly otherFields?: readonly OnnxField[] } {
  if (message.$unknown === undefined) return {};
  // Copied, because they are views into the whole file's bytes.
  return {
    otherFields: message.$unknown.map(({ no, wireType, data }) => ({
      number: no,
      wireType,
      data: data.slice(),
    })),
  };
}
