import { describe, expect, it } from 'vitest';
import { candidates, distinct, engineOf, findPyTorch } from './find-pytorch.js';

describe('PyTorch', () => {
  it("is looked for in the user's Python first", () => {
    const pythons = candidates({ DIOPTER_PYTHON: '/home/me/python' });
    expect(pythons).toEqual(['/home/me/python', '/usr/bin/python3', 'python3']);
  });

  it('is looked for in two places when the user names none', () => {
    expect(candidates({ DIOPTER_PYTHON: '' })).toEqual(['/usr/bin/python3', 'python3']);
  });

  it('is named without what it was built for', () => {
    expect(engineOf('2.13.0+cpu')).toBe('pytorch-2.13.0');
  });

  it('is measured once per version', () => {
    const [first, same, other] = [
      { engine: 'pytorch-1.13', python: 'a' },
      { engine: 'pytorch-1.13', python: 'b' },
      { engine: 'pytorch-2.13', python: 'c' },
    ] as const;
    expect(distinct([first, same, other])).toEqual([first, other]);
  });

  it('is not found where there is no Python, nor where Python fails', async () => {
    expect(await findPyTorch(['/no/such/python', process.execPath])).toEqual([]);
  });
});
