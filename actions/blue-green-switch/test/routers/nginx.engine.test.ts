import { startNginx } from './nginx-rig.ts';
import { routerContract } from './suite.ts';

// Every word is a reload, and every reload leaves workers behind for a moment: fewer of them in the default run.
routerContract('nginx, by reload', () => startNginx('reload'), { sequences: 12, races: 1 });
routerContract('nginx, by socket', () => startNginx('socket'), { sequences: 20, races: 1 });
