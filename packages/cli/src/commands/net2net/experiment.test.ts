/** `diopter net2net experiment`, asked wrongly. What it does is tested with the protocol that it runs. */

import { students } from '@diopter/training/protocols';
import { classifierNetworks } from '@diopter/training/recipes';
import { describe, expect, it } from 'vitest';
import { diopter } from '../../testing/diopter.js';
import { net2netExperimentCommand } from './experiment.js';

describe('diopter net2net experiment', () => {
  it('knows every network and every student', () => {
    const choices = (name: string) =>
      net2netExperimentCommand(() => {}).options.find((option) => option.attributeName() === name)!
        .argChoices;
    expect(choices('network')).toEqual([...classifierNetworks]);
    expect(choices('students')).toEqual(Object.keys(students));
  });

  it.each([
    [[], 2, /--data/],
    [['--data', 'none'], 1, /none/],
    [['--data', 'none', '--network', 'alexnet'], 2, /--network.*plain-cnn, residual/],
    [['--data', 'none', '--students', 'best'], 2, /--students.*random-pad/],
    [['--data', 'none', '--rate-shares', 'fast'], 2, /--rate-shares/],
    [['--data', 'none', '--preset', 'paper'], 2, /--preset/],
  ] as const)('%j ends with %i', async (args, expected, message) => {
    const { code, stdout, stderr } = await diopter(['net2net', 'experiment', '--quiet', ...args]);
    expect({ code, stdout }).toEqual({ code: expected, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});
