/** The names in use so far. */
import { invalidOnnx } from '../invalid-onnx.js';

/**
 * Adds names to those defined.
 *
 * @throws `invalid-onnx` when a name is there already.
 */
export function addNames(defined: Set<string>, names: readonly string[], where: string): void {
  for (const name of names) {
    if (defined.has(name)) throw invalidOnnx(`'${name}' is defined twice`, where);
    defined.add(name);
  }
}
