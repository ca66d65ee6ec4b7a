/** Units of a network: numbers that stand for what a layer makes, wherever copies of it are read. */

/** The unit at each place of a value's last axis. */
export type Labels = Int32Array;
