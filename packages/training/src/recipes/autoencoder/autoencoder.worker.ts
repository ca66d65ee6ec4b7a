/** The module of the thread that trains the autoencoder. */

import { workerMain } from '../../loop/worker/worker-main.js';
import { runAutoencoder } from './run.js';

workerMain(runAutoencoder);
