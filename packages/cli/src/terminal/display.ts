/** Two ways to show what goes on: one line that is rewritten on a terminal, dated lines elsewhere. */

/** A stream to write to. */
export type Stream = Pick<NodeJS.WriteStream, 'write'> & {
  readonly isTTY?: boolean;
  readonly columns?: number;
};

/** Shows lines that stay, and the one that says how far something is. */
export interface Display {
  line(text: string): void;
  progress(text: string): void;
  end(): void;
}

/** How lines are shown on `stream`. */
export function displayOn(stream: Stream, { quiet = false } = {}): Display {
  if (quiet) return silent;
  return stream.isTTY ? terminal(stream) : log(stream);
}

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

/** How far something is, from 0 to 1, as a bar. */
export function progressBar(fraction: number): string {
  const done = Math.floor(barWidth * fraction);
  return '█'.repeat(done) + '░'.repeat(barWidth - done);
}
