/** Where a constant lies that a model keeps outside its own file, and who fetches it. */

/** A stretch of a file beside the model. */
export interface ExternalData {
  /** Path relative to the model's folder, with `/` between its parts. Not yet known to be harmless. */
  readonly location: string;
  /** In bytes. */
  readonly offset: number;
  /** In bytes: what the constant's shape and element type need. */
  readonly length: number;
}

/** Fetches exactly `data.length` bytes, or throws a `DiopterError`. `where` names the constant. */
export type ExternalDataLoader = (data: ExternalData, where: string) => Uint8Array;
