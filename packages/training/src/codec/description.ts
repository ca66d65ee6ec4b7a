/** `codec.json`: what the two networks of a run take and give. */

import type { Preprocessing } from '@diopter/losses';
import type { Prior } from '@diopter/models';

/** A network that makes codes of images, and one that makes images of codes, as files say it. */
export interface CodecDescription {
  /** Which recipe made it. */
  readonly kind: string;
  /** Of the images: 3 for colour, 1 for grey. */
  readonly channels: 1 | 3;
  /** The sizes of images, in pixels: one, or all multiples of one. */
  readonly size: CodecSize;
  readonly encoder: {
    /** From pixels in [0, 1] to what the network takes. */
    readonly preprocessing: Preprocessing;
    /** The value of the network that is the code. */
    readonly code: string;
  };
  readonly decoder: {
    /** The preprocessing that its output has been through, and which is undone. */
    readonly preprocessing: Preprocessing;
  };
  /** The distribution of codes that the decoder makes images of, where it was trained for one: N(0, I) over codes of any shape, or one of vectors. */
  readonly prior?: 'standard-normal' | Prior;
}

/** Sides of images, in pixels. */
export type CodecSize = { readonly fixed: number } | { readonly multiple: number };
