/** The errors of this folder, in one line each. */
import { DiopterError } from '../errors/index.js';

/** Bytes or values that break the format. */
export function invalidOnnx(what: string, where: string, help?: string): DiopterError {
  return new DiopterError('invalid-onnx', help === undefined ? { what, where } : { what, where, help });
}

/** Something that the format allows, but that is not known here. */
export function unsupportedOnnx(what: string, where: string): DiopterError {
  return new DiopterError('unsupported-operator', { what, where });
}
