/** A growth in words. */

import { isPreserved } from '@diopter/net2net';
import type { Cost, FileCertificate, GrownFile } from '@diopter/training/growth';
import { formatNumber } from '../../terminal/format.js';
import { formatTable } from '../../terminal/table.js';

/** What changed, what was proved and measured, and the files. */
export function grownText({ out, certificateFile, layers, before, after, certificate }: GrownFile): string {
  const rows = layers.map(({ name, before, after }) => [
    name,
    before === null ? 'new' : grouped(before),
    grouped(after),
  ]);
  const costs = costRows.map(({ name, of }) => [name, grouped(of(before)), grouped(of(after))]);
  return [
    formatTable([['', 'before', 'after'], ...rows, ...costs]),
    `\n${certificateText(certificate)}`,
    `\n${out}\n${certificateFile}\n`,
  ].join('');
}

const costRows: readonly { readonly name: string; readonly of: (cost: Cost) => number | null }[] = [
  { name: 'parameters', of: ({ parameters }) => parameters },
  { name: 'multiply-adds of one example', of: ({ multiplyAdds }) => multiplyAdds },
];

/** What is known of layers, in the order in which it is said. */
const proofs = ['exact', 'approximate', 'refused'] as const;

function certificateText(certificate: FileCertificate): string {
  const { layers, outputs, double } = certificate;
  const counts = proofs.flatMap((proof) => {
    const count = layers.filter((layer) => layer.proof === proof).length;
    return count === 0 ? [] : [`${proof}: ${count} ${count === 1 ? 'layer' : 'layers'}`];
  });
  const said = layers
    .filter(({ proof }) => proof !== 'exact')
    .map(({ layer, proof, words }) => `${layer} is ${proof}: ${words}`);
  const measured = outputs.map(({ output, largest, float32, float64 }) => {
    const inDouble = float64 === undefined ? '' : `, ${scientific(float64)} in double precision`;
    return `${output}: moved by ${scientific(float32)} of ${formatNumber(largest)} at most, the new file run beside the old${inDouble}`;
  });
  return [
    verdict(certificate),
    counts.join(', '),
    ...said,
    ...measured,
    ...(double.done ? [] : [`not measured in double precision: ${double.reason}`]),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

function verdict({ outputs, preserved }: FileCertificate): string {
  if (preserved) return 'The function is the same.';
  const isMeasuredSame = isPreserved({ layers: [], outputs });
  return isMeasuredSame
    ? 'The outputs are the same, but not every layer is exact.'
    : 'The function has changed.';
}

/** Such as `3.1e-6`. */
export function scientific(value: number): string {
  return value === 0 ? '0' : value.toExponential(1);
}

function grouped(value: number | null): string {
  return value === null ? '?' : value.toLocaleString('en-US');
}
