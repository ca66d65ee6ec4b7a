import { describe, expect, it } from 'vitest';
import { benchNames } from './benches/index.js';
import { parseCommandLine } from './command-line.js';

describe('parseCommandLine', () => {
  it('measures everything when nothing is named', () => {
    expect(parseCommandLine([])).toEqual({ names: benchNames, profile: false, alone: false, help: false });
  });

  it('reads names and options in any order', () => {
    expect(
      parseCommandLine(['--steps', '7', 'soak', '--profile', '--json', 'a.json', 'mlp-wide-step']),
    ).toEqual({
      names: ['soak', 'mlp-wide-step'],
      json: 'a.json',
      profile: true,
      steps: 7,
      alone: false,
      help: false,
    });
  });

  it.each([
    ['a bench that is none', ['autoencoder']],
    ['an option that is none', ['--steos', '3']],
    ['no steps', ['--steps', '0']],
    ['steps that are no number', ['--steps', 'ten']],
    ['an option without its value', ['--json']],
  ])('refuses %s', (_what, argv) => {
    expect(() => parseCommandLine(argv)).toThrow(expect.objectContaining({ code: 'invalid-option' }));
  });
});
