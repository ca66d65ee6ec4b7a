/** The module of the thread that trains a classifier. */

import * as tf from '@tensorflow/tfjs';
import { workerMain } from '../../loop/worker/worker-main.js';
import { runLearner } from '../frame/run-learner.js';
import { classifierLearner } from './learner.js';

// Otherwise tfjs prints an invitation to install another backend.
tf.enableProdMode();
workerMain(runLearner(classifierLearner));
