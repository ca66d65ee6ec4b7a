/** What ONNX Runtime's trace says about the operators of a step. */

/** An event of a trace: a run of the whole graph, one of its nodes, or something else. Times are in microseconds. */
export interface TraceEvent {
  readonly cat?: string;
  readonly name: string;
  readonly ts: number;
  readonly dur: number;
  readonly args?: { readonly op_name?: string };
}

/** The time that an operator takes in one step. */
export interface OperatorTime {
  readonly operator: string;
  readonly milliseconds: number;
  /** Nodes of this operator. */
  readonly calls: number;
}

/** Where the time of one step goes. */
export interface Profile {
  /** Of one run of the graph. */
  readonly milliseconds: number;
  /** Slowest first. */
  readonly operators: readonly OperatorTime[];
}

/** The mean over the runs of a trace, without the first `skip`. */
export function profileOf(events: readonly TraceEvent[], { skip = 0 } = {}): Profile {
  const runs = events.filter(({ name }) => name === 'model_run').toSorted((a, b) => a.ts - b.ts);
  const counted = runs.slice(skip);
  const from = counted[0]?.ts ?? Number.POSITIVE_INFINITY;
  const totals = new Map<string, { microseconds: number; calls: number }>();
  for (const { cat, ts, dur, args } of events) {
    if (cat !== 'Node' || args?.op_name === undefined || ts < from) continue;
    const { microseconds, calls } = totals.get(args.op_name) ?? { microseconds: 0, calls: 0 };
    totals.set(args.op_name, { microseconds: microseconds + dur, calls: calls + 1 });
  }
  return {
    milliseconds: counted.reduce((sum, { dur }) => sum + dur, 0) / counted.length / 1e3,
    operators: [...totals]
      .map(([operator, { microseconds, calls }]) => ({
        operator,
        milliseconds: microseconds / counted.length / 1e3,
        calls: calls / counted.length,
      }))
      .toSorted((a, b) => b.milliseconds - a.milliseconds),
  };
}
