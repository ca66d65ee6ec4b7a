import { describe, expect, it } from 'vitest';
import { parseMessage, parseRun } from './messages.js';

describe('parseMessage', () => {
  it('reads what a process answers', () => {
    expect(parseMessage('{"kind":"ran","milliseconds":[1.5,2]}')).toEqual({
      kind: 'ran',
      milliseconds: [1.5, 2],
    });
  });

  it.each(['', 'a warning of some library', '{ not JSON', '{"kind":"else"}', '[]'])(
    'passes over %j',
    (line) => {
      expect(parseMessage(line)).toBeUndefined();
    },
  );
});

describe('parseRun', () => {
  it('reads how many steps are asked for', () => {
    expect(parseRun('run 12')).toBe(12);
  });

  it.each(['stop', 'run', 'run -1', 'run 1.5', 'rerun 3'])('does not take %j for that', (line) => {
    expect(parseRun(line)).toBeUndefined();
  });
});
