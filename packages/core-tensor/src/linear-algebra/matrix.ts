/** A matrix as plain data. */

/** Row by row. */
export type Matrix = readonly (readonly number[])[];
