import type { RouterContext } from '../../open.ts';
import type { RouterAdapter } from '../../router.ts';
import { frontFrom } from '../nginx/front.ts';
import { openAdmin } from './admin.ts';
import { caddyRouter } from './caddy.ts';
import { caddyFileRouter } from './file.ts';
import { dialOf, handlersOf } from './objects.ts';

export async function open({ shell, host, inputs, name, state, published, address }: RouterContext): Promise<RouterAdapter> {
  const at = inputs['caddy-admin'].replace(/\/+$/, '');
  const front = frontFrom(inputs['router-url'], inputs['router-host']);
  const common = { shell, log: host.log, admin: openAdmin(shell, at), front };
  if (inputs['caddy-mode'] === 'file') {
    const directory = inputs['caddy-directory'].replace(/\/+$/, '');
    return caddyFileRouter({ ...common, directory, folder: `${directory}/${name}`, published, dial: (...of) => dialOf(address(...of)) });
  }
  return caddyRouter({
    ...common,
    address: at,
    state: `${state}/caddy`,
    handlers: handlersOf(inputs['caddy-id'] ?? name, published, address),
  });
}
