/** ONNX operators by what they do, for the shares that are looked at most. */

/** ONNX Runtime's own operators are among them: it fuses and reorders while it starts a session. */
export const operatorGroups = {
  convolution: ['Conv', 'FusedConv', 'ConvTranspose'],
  matmul: ['MatMul', 'FusedMatMul', 'Gemm', 'FusedGemm'],
  dataMovement: ['Slice', 'Concat', 'Transpose', 'Pad'],
  gather: ['Gather', 'GatherND', 'GatherElements'],
  reorder: ['ReorderInput', 'ReorderOutput'],
} as const;

/** A group of operators. */
export type OperatorGroup = keyof typeof operatorGroups;

/** Groups in words. */
export const groupTitles: Readonly<Record<OperatorGroup, string>> = {
  convolution: 'convolutions',
  matmul: 'matrix products',
  dataMovement: 'data movement (Slice, Concat, Transpose, Pad)',
  gather: 'gathering (Gather)',
  reorder: 'changes of layout (ReorderInput, ReorderOutput)',
};
