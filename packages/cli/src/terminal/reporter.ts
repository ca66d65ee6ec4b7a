/** How a run is shown while it goes on: one line that is rewritten on a terminal, dated lines elsewhere. */

import type { TrainingEvent } from '@diopter/training/recipes';
import { displayOn, progressBar, type Stream } from './display.js';
import { formatDuration, formatNumber } from './format.js';

/** What shows a run. */
export interface Reporter {
  readonly event: (event: TrainingEvent) => void;
  readonly message: (text: string) => void;
  /** Clears what was only of passing interest. */
  readonly end: () => void;
}

/** Shows events on `stream`. */
export function reporter(stream: Stream, options: { quiet?: boolean } = {}): Reporter {
  const display = displayOn(stream, options);
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

/** What matters most comes first: a narrow terminal cuts the end off. */
function progressText(
  { step, steps, stepsPerSecond, secondsLeft, losses }: EventOf<'progress'>,
  { isTTY }: Stream,
): string {
  const named = Object.entries(losses).sort(([a], [b]) => Number(b === 'loss') - Number(a === 'loss'));
  return [
    ...(isTTY ? [progressBar(step / steps)] : []),
    `step ${step}/${steps}`,
    ...(stepsPerSecond === undefined ? [] : [`${stepsPerSecond.toFixed(1)} steps/s`]),
    ...(secondsLeft === undefined ? [] : [`${formatDuration(secondsLeft)} left`]),
    ...named.map(([name, value]) => `${name} ${formatNumber(value)}`),
  ].join('  ');
}
