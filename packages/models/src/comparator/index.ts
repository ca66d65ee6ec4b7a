/** Networks to compare images with. */
export { type SmallComparatorOptions, smallComparator } from './small-comparator.js';
