// One colour in a process of its own: node color.ts COLOR SOCKET-PATH PORT. Says its port once it listens; SIGTERM ends it as a well-behaved app ends.
import type { Color } from '@slipway/docker';
import { startColor } from '../../../actions/blue-green-switch/test/routers/color-server.ts';

const [color = 'blue', path = '', port = '0'] = process.argv.slice(2);
const server = await startColor(color as Color, path, Number(port));
process.on('SIGTERM', () => void server.drain().then(() => process.exit(0)));
process.on('disconnect', () => process.exit(0));
process.send?.(server.host.port);
