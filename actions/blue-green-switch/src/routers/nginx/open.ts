import { Failure } from '@slipway/action';
import type { RouterContext } from '../../open.ts';
import type { RouterAdapter } from '../../router.ts';
import { seenBy } from './container.ts';
import { frontFrom } from './front.ts';
import { Nginx } from './nginx.ts';
import { planUpstreams } from './plan.ts';
import { NginxSockets } from './sockets.ts';

export async function open({ shell, host, inputs, name, published, address }: RouterContext): Promise<RouterAdapter> {
  const front = frontFrom(inputs['router-url'], inputs['router-host']);
  const directory = inputs['nginx-directory'].replace(/\/+$/, '');
  const container = inputs['nginx-container'] ?? '';
  const control = { program: 'nginx', config: inputs['nginx-config'] ?? '', pid: inputs['nginx-pid'], container };
  const plan = planUpstreams(name, published, address);
  const common = { shell, log: host.log, control, directory, front, plan };
  if (inputs['nginx-mode'] === 'socket') {
    if (container)
      throw new Failure('bad-input', 'nginx-mode socket works with an nginx on the server itself, not in nginx-container.', {
        state: 'Nothing was changed.',
        hint: 'Use nginx-mode: reload.',
      });
    return new NginxSockets(common);
  }
  if (!container) return new Nginx({ ...common, seen: `${directory}/${name}.conf`, place: 'rename', mounted: [] });
  const seen = await seenBy(shell, container, directory, `${name}.conf`);
  return new Nginx({ ...common, seen: seen.file, place: seen.place, mounted: seen.mounted });
}
