/** How a run is shown while it goes on: one line that is rewritten on a terminal, dated lines elsewhere. */

import type { TrainingEvent } from '@diopter/training/recipes';
import { formatDuration, formatNumber } from './format.js';

/** What shows a run. */
export interface Reporter {
  readonly event: (event: TrainingEvent) => void;
  readonly message: (text: string) => void;
  /** Clears what was only of passing interest. */
  readonly end: () => void;
}

/** A stream to write to. */
type Stream = Pick<NodeJS.WriteStream, 'write'> & { readonly isTTY?: boolean; readonly columns?: number };

/** Two ways to show lines: those that stay, and the one that says how far the run is. */
interface Display {
  line(text: string): void;
  progress(text: string): void;
  end(): void;
}

/** Shows events on `stream`. */
export function reporter(stream: Stream, { quiet = false } = {}): Reporter {
  const display = quiet ? silent : stream.isTTY ? terminal(stream) : log(stream);
  const handlers: { readonly [K in TrainingEvent['kind']]: (event: EventOf<K>) => void } = {
    message: ({ text }) => display.line(text),
    compiled: ({ program, milliseconds, reason }) => {
      const what = program === 'step' ? '' : ` the step of ${program}`;
      display.line(`compiled${what} in ${(milliseconds / 1000).toFixed(1)} s, ${reason}`);
    },
    validated: ({ step, headline, metrics }) =>
      display.line(`step ${step}: ${headline ?? JSON.stringify(metrics)}`),
    progress: (event) => display.progress(progressText(event, stream)),
  };
  return {
    event: (event) => (handlers[event.kind] as (event: TrainingEvent) => void)(event),
    message: display.line,
    end: display.end,
  };
}

type EventOf<K extends TrainingEvent['kind']> = Extract<TrainingEvent, { kind: K }>;

const silent: Display = { line: () => {}, progress: () => {}, end: () => {} };

/** The carriage goes back to the start of the line, and the line is cleared. */
const clear = '\r\u001b[K';
/** Milliseconds between two rewritings of the line: more often nobody can read. */
const rewriteEvery = 100;
/** Milliseconds between two dated lines of progress. */
const logEvery = 10_000;

function terminal(stream: Stream): Display {
  let current = '';
  const progress = atMostEvery(rewriteEvery, (text: string) => {
    current = text.slice(0, (stream.columns ?? 80) - 1);
    stream.write(clear + current);
  });
  return {
    line: (text) => stream.write(`${clear}${text}\n${current}`),
    progress,
    end: () => {
      if (current !== '') stream.write(clear);
      current = '';
    },
  };
}

function log(stream: Stream): Display {
  const line = (text: string) => void stream.write(`${new Date().toISOString()} ${text}\n`);
  return { line, progress: atMostEvery(logEvery, line), end: () => {} };
}

/** Passes on what comes at least so many milliseconds after what was passed on before. */
function atMostEvery(milliseconds: number, act: (text: string) => void): (text: string) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (text) => {
    const now = performance.now();
    if (now - last < milliseconds) return;
    last = now;
    act(text);
  };
}

const barWidth = 16;

/** What matters most comes first: a narrow terminal cuts the end off. */
function progressText(
  { step, steps, stepsPerSecond, secondsLeft, losses }: EventOf<'progress'>,
  { isTTY }: Stream,
): string {
  const done = Math.floor((barWidth * step) / steps);
  const bar = '█'.repeat(done) + '░'.repeat(barWidth - done);
  const named = Object.entries(losses).sort(([a], [b]) => Number(b === 'loss') - Number(a === 'loss'));
  return [
    ...(isTTY ? [bar] : []),
    `step ${step}/${steps}`,
    ...(stepsPerSecond === undefined ? [] : [`${stepsPerSecond.toFixed(1)} steps/s`]),
    ...(secondsLeft === undefined ? [] : [`${formatDuration(secondsLeft)} left`]),
    ...named.map(([name, value]) => `${name} ${formatNumber(value)}`),
  ].join('  ');
}
