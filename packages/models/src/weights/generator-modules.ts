/** What a PyTorch port of the released inversion generators calls their layers. */

import type { Graph } from '@diopter/core-tensor/graph';

/**
 * The modules of XDream's port (github.com/willwx/XDream) by the nodes of `inversionGenerator`, which bear the authors' names:
 * `defc7` is `fc7` there, `Rconv6` `conv6`, `deconv5` `tconv5_0` or, where no layer between follows it, `tconv5`, and those
 * between are called `tconv5_1` where they are transposed convolutions.
 */
export function generatorModules({ nodes }: Graph): Readonly<Record<string, string>> {
  const modules = Object.entries(nodes).flatMap(([name, { layer }]): [string, string][] => {
    const [, kind, number, rest = ''] = /^(defc|Rconv|deconv|conv)(\d)(_1)?$/.exec(name) ?? [];
    if (kind === 'defc') return [[name, `fc${number}`]];
    if (kind === 'Rconv') return [[name, `conv${number}`]];
    if (kind === 'deconv') return [[name, `tconv${number}${`conv${number}_1` in nodes ? '_0' : ''}`]];
    return layer.kind === 'conv2dTranspose' ? [[name, `tconv${number}${rest}`]] : [];
  });
  return Object.fromEntries(modules);
}
