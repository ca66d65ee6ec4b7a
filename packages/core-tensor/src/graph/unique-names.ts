/** Names that are not in use yet. */

export class UniqueNames {
  readonly #taken: Set<string>;

  /** @param taken Names that are kept for others. */
  constructor(taken: Iterable<string>) {
    this.#taken = new Set(taken);
  }

  /** The name itself, or with a number behind it, if it is in use; in use from now on. */
  take(name: string): string {
    let free = name;
    for (let i = 2; this.#taken.has(free); i++) free = `${name}-${i}`;
    this.#taken.add(free);
    return free;
  }
}
