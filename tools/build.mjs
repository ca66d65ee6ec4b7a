/** `npm run build`: installs and builds what is missing. */

import './node-version.mjs';
import { ensureBuilt } from './ensure-built.mjs';

ensureBuilt();
