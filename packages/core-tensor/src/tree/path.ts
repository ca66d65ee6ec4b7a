/** The text form of the way from a tree's root to a node. */

/**
 * Names and indices joined with dots, as in `parameters.conv1.filter` or `layers.0.bias`; the root is the empty text.
 * A dot or backslash inside a name gets a backslash before it, so that different leaves of a tree never share a path.
 */
export function formatPath(names: readonly string[]): string {
  return names.map((name) => name.replaceAll(/[\\.]/g, '\\$&')).join('.');
}
