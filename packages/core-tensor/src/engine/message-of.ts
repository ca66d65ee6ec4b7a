/** What an error from outside says, for our own sentences. */

/** One line of what an engine said, without where in its source it said so. */
export function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message
    .replace(/\/\S*onnxruntime_src\/\S*\s/g, '')
    .replace(/^onnxruntime::.* was false\. /, '')
    .replace(/\s+/g, ' ')
    .trim();
}
