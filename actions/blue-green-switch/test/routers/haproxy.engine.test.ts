import { startHaproxy } from './haproxy-rig.ts';
import { routerContract } from './suite.ts';

routerContract('haproxy', startHaproxy);
