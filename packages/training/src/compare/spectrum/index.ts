/** Spectra of images: what is blurred, and what repeats. */
export { type GridEnergy, gridEnergy, gridPeriods } from './grid-energy.js';
export { powerSpectrum } from './power-spectrum.js';
export { radialAverage, type SpectrumPoint } from './radial-average.js';
