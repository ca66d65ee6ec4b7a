/** What a check needs to know about the surroundings of a graph. */

export interface Context {
  /** Operator set version by domain. */
  readonly opsets: Readonly<Record<string, number>>;
  /** Inside a function: the attributes it has. */
  readonly parameters?: ReadonlySet<string>;
  /** Before IR version 4 every initializer had to be an input as well. */
  readonly initializersAreInputs?: boolean;
}

/** Whether an outer graph defines this name. */
export type Outer = (name: string) => boolean;
