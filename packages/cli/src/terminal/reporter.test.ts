/** How runs are shown on terminals, in logs, and to those who want quiet. */

import { describe, expect, it, vi } from 'vitest';
import { formatDuration, formatNumber } from './format.js';
import { reporter } from './reporter.js';
import { styleFor } from './style.js';

const progress = (step: number) =>
  ({
    kind: 'progress',
    step,
    steps: 200,
    stepsPerSecond: 7.25,
    secondsLeft: (200 - step) / 7.25,
    losses: { feature: 0.012345, loss: 0.5, pixel: 0.4 },
  }) as const;

/** What a reporter writes, at times of a clock that the test turns. */
function written(
  isTTY: boolean,
  act: (show: ReturnType<typeof reporter>, wait: (ms: number) => void) => void,
) {
  vi.useFakeTimers({ toFake: ['performance', 'Date'], now: 0 });
  try {
    const texts: string[] = [];
    const stream = { isTTY, columns: 60, write: (text: string) => texts.push(text) > 0 };
    act(reporter(stream), (ms) => vi.advanceTimersByTime(ms));
    return texts;
  } finally {
    vi.useRealTimers();
  }
}

describe('on a terminal', () => {
  it('one line is written over and over, not too often, no wider than the terminal', () => {
    const texts = written(true, (show, wait) => {
      for (let step = 1; step <= 100; step++) {
        show.event(progress(step));
        wait(30);
      }
    });
    expect(texts.length).toBe(25);
    expect(texts.every((text) => text.startsWith('\r\u001b[K') && !text.includes('\n'))).toBe(true);
    expect(Math.max(...texts.map((text) => text.length))).toBeLessThan(60 + 4);
    expect(texts.at(-1)).toContain('███████░░░░░░░░░  step 97/200  7.3 steps/s  0:14 left');
  });

  it('messages stay, above the line', () => {
    const texts = written(true, (show) => {
      show.event(progress(50));
      show.message('something happened');
      show.end();
    });
    expect(texts[1]).toMatch('\r\u001b[Ksomething happened\n');
    expect(texts[1]).toMatch(/step 50\/200[^\n]*$/);
    expect(texts[2]).toBe('\r\u001b[K');
  });
});

it('in a log there are dated lines, progress every ten seconds', () => {
  const texts = written(false, (show, wait) => {
    for (let step = 1; step <= 60; step++) {
      show.event(progress(step));
      wait(500);
    }
    show.event({
      kind: 'validated',
      step: 60,
      metrics: { loss: 1 },
      headline: 'PSNR 23.46 dB',
    });
  });
  expect(texts).toHaveLength(4);
  expect(texts[1]).toBe(
    '1970-01-01T00:00:10.000Z step 21/200  7.3 steps/s  0:25 left  loss 0.5  feature 0.0123  pixel 0.4\n',
  );
  expect(texts[3]).toContain('step 60: PSNR 23.46 dB');
});

it('quiet is quiet', () => {
  const show = reporter({ write: () => expect.unreachable() }, { quiet: true });
  show.event(progress(1));
  show.message('something happened');
  show.end();
});

it('colours are for terminals, and for nobody who asked for none', () => {
  expect(styleFor({ isTTY: true }, {})('green', 'x')).toBe('\u001b[32mx\u001b[39m');
  expect(styleFor({ isTTY: true }, { NO_COLOR: '1' })('green', 'x')).toBe('x');
  expect(styleFor({ isTTY: true }, { NO_COLOR: '' })('green', 'x')).toBe('\u001b[32mx\u001b[39m');
  expect(styleFor({}, {})('green', 'x')).toBe('x');
});

it('numbers and durations are short', () => {
  expect([0, 59.6, 187, 3725].map(formatDuration)).toEqual(['0:00', '1:00', '3:07', '1:02:05']);
  expect([0.0123456, 4.5678, Number.NaN].map(formatNumber)).toEqual(['0.0123', '4.57', 'NaN']);
});
