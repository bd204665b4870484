import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the demo keeps what. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
export const folder = join(root, '.cache/demo');
/** For the time of the demo only: the application's repository, logs of the load, temporary files of the action. */
export const work = join(folder, 'work');
export const application = join(work, 'notes');
export const logs = join(folder, 'log');
