/** The standard operator set has two names; one of them is used here. */

export function decodeDomain(domain: string): string {
  return domain === 'ai.onnx' ? '' : domain;
}
