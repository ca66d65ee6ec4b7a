/** The error for a kernel that jit does not know: it names the kernel and the line that called it. */

import { DiopterError } from '../../errors/index.js';
import { callerOutside } from './caller.js';

/** `stack` is that of tfjs' own complaint, where there is one. */
export function unsupportedKernel(kernel: string, stack?: string): DiopterError {
  return new DiopterError('unsupported-kernel', {
    what: `jit does not know the kernel ${kernel}`,
    ...callerOutside(stack),
    help: 'write it with other operations, or add the kernel to jit/kernels',
  });
}
