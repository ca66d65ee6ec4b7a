/** What `diopter comparator pull` does. */

import { type DownloadProgress, type PulledComparator, pullComparator } from '@diopter/losses/comparators';
import { displayOn, progressBar } from '../../terminal/display.js';
import { formatBytes, formatDuration } from '../../terminal/format.js';
import type { PullFlags } from './comparator.js';

/** Downloads a comparator, with its progress on standard error, and prints where it is. */
export async function runPull(name: string, { url, json, quiet }: PullFlags): Promise<void> {
  const display = displayOn(process.stderr, { quiet: quiet === true });
  try {
    const pulled = await pullComparator(name, {
      ...(url !== undefined && { url }),
      onProgress: (progress) => display.progress(progressText(name, progress)),
      onRetry: (reason) => display.line(`${reason}; trying again`),
    });
    process.stdout.write(json ? `${JSON.stringify(pulled)}\n` : `${pulledText(pulled)}\n`);
  } finally {
    display.end();
  }
}

function progressText(name: string, { received, total, bytesPerSecond }: DownloadProgress): string {
  const rate = `${formatBytes(bytesPerSecond)}/s`;
  if (total === undefined) return `${name}  ${formatBytes(received)}  ${rate}`;
  const fraction = received / total;
  const left = formatDuration((total - received) / bytesPerSecond);
  const share = `${Math.floor(100 * fraction)} % of ${formatBytes(total)}`;
  return [progressBar(fraction), name, share, rate, `${left} left`].join('  ');
}

function pulledText({ name, path, bytes, sha256, url, verified }: PulledComparator): string {
  const from = url === undefined ? 'was here already' : `comes from ${url}`;
  const trust = verified
    ? `SHA-256 ${sha256}, verified`
    : `not verified: which SHA-256 is right is not known; it has ${sha256}`;
  return `${path}\n${name} ${from}: ${formatBytes(bytes)}, ${trust}`;
}
