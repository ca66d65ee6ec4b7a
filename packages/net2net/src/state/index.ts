/** What training keeps beside the weights. */
export { growAverage, growOptimizerState } from './grow-state.js';
