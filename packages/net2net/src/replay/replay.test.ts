/** Certificates are enough to do everything again, with the same bits, also after they were text. */

import { relu } from '@diopter/core-tensor/graph';
import { randomKey } from '@diopter/core-tensor/random';
import { describe, expect, it } from 'vitest';
import { randomDeepen, randomPad } from '../baselines/index.js';
import type { Certificate, Certified } from '../certificate/index.js';
import { deepen } from '../deepen/index.js';
import { convolutional, drawnImages, drawnModel } from '../deepen/testing/networks.js';
import { widen } from '../widen/index.js';
import { replay } from './index.js';

const before = drawnModel(convolutional(relu()));
const key = randomKey(11);
const calibrate = drawnImages(before.graph, 8);

const done: Readonly<Record<string, () => Promise<Certified>>> = {
  widen: () =>
    widen(before, {
      layers: [{ layer: 'conv1', to: 6 }],
      split: 'uneven',
      noise: { kind: 'zero-sum', scale: 0.1 },
      key,
    }),
  'widen by a factor': () => widen(before, { layers: { factor: 1.5 }, key }),
  deepen: () => deepen(before, { after: ['active1', 'active2'], count: 2, kernelSize: [1, 3], key }),
  'deepen with batch norm': () => deepen(before, { after: 'active1', normalisation: true, calibrate, key }),
  'deepen by branches': () => deepen(before, { after: 'active1', kind: 'residual', activation: relu(), key }),
  randomPad: () => randomPad(before, { layers: { factor: 1.5 }, key }),
  randomDeepen: () => randomDeepen(before, { after: 'active1', kind: 'residual', normalisation: true, key }),
};

describe('replay', () => {
  it.each(Object.keys(done))('%s gives the same bits and the same certificate', async (name) => {
    const { model, certificate } = await done[name]!();
    const stored = JSON.parse(JSON.stringify(certificate)) as Certificate;
    expect(stored).toEqual(certificate);
    const again = await replay(before, stored);
    expect(again.model).toEqual(model);
    expect(again.certificate).toEqual(certificate);
  });

  it('compares on the inputs that it is given', async () => {
    const { certificate } = await deepen(before, { after: 'active1', key });
    const inputs = drawnImages(before.graph, 3);
    const again = await replay(before, certificate, { inputs, double: false });
    expect(again.certificate.inputs).toEqual({ input: [3, 7, 7, 2] });
    expect(again.certificate.outputs[0]!.float64).toBeUndefined();
  });

  it('refuses transforms that it does not know', async () => {
    const { certificate } = await deepen(before, { after: 'active1', key, double: false });
    await expect(replay(before, { ...certificate, transform: 'toString' })).rejects.toThrow(
      expect.objectContaining({ code: 'invalid-argument', help: expect.stringContaining('widen, deepen') }),
    );
  });
});
