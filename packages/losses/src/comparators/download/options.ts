/** How a download behaves, and how far it is. */

/** How far a download is. */
export interface DownloadProgress {
  /** Bytes that are here, those of earlier attempts included. */
  readonly received: number;
  /** Bytes in all, where the server says. */
  readonly total?: number;
  /** Since this attempt began. */
  readonly bytesPerSecond: number;
}

/** Options of a download. */
export interface DownloadOptions {
  readonly onProgress?: (progress: DownloadProgress) => void;
  /** Told of each attempt that failed and will be made again. */
  readonly onRetry?: (reason: string) => void;
  /** Stops the download; what is there is kept for the next one. */
  readonly signal?: AbortSignal;
  /** Attempts in a row that may fail without bringing a byte. Default 5. */
  readonly attempts?: number;
  /** Milliseconds before the second attempt; each further wait is twice as long. Default 1000. */
  readonly backOff?: number;
  /** Milliseconds without a byte after which an attempt has failed. Default 30,000. */
  readonly stallTimeout?: number;
}
