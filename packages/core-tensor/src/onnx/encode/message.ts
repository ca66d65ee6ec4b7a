/** The one way a protobuf message is made here: its fields, and those kept verbatim from the file it was read from. */
import {
  create,
  type DescMessage,
  type Message,
  type MessageInitShape,
  type MessageShape,
} from '@bufbuild/protobuf';
import type { OnnxField } from '../model.js';

/** The fields of a message; undefined ones are not written. */
type FieldsOf<Schema extends DescMessage> = {
  [Field in Exclude<keyof MessageShape<Schema>, keyof Message>]?: MessageShape<Schema>[Field] | undefined;
};

export function message<Schema extends DescMessage>(
  schema: Schema,
  fields: FieldsOf<Schema>,
  otherFields: readonly OnnxField[] = [],
): MessageShape<Schema> {
  const made = create(schema, fields as unknown as MessageInitShape<Schema>);
  if (otherFields.length > 0) {
    made.$unknown = otherFields.map(({ number, wireType, data }) => ({ no: number, wireType, data }));
  }
  return made;
}
