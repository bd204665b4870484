import type { RouterContext } from '../../open.ts';
import type { RouterAdapter } from '../../router.ts';
import { frontFrom } from '../nginx/front.ts';
import { takeOver, traefikProgram } from './program.ts';
import { servicesOf } from './services.ts';
import { traefikRouter } from './traefik.ts';

/** @param seconds that Traefik gets to take a file over */
export async function open({ shell, inputs, name, state, published, address }: RouterContext, seconds = takeOver): Promise<RouterAdapter> {
  const directory = inputs['traefik-directory'].replace(/\/+$/, '');
  const file = `${directory}/slipway-${name}.yml`;
  const place = { file, state: `${state}/traefik` };
  return traefikRouter({
    shell,
    project: name,
    directory,
    ...place,
    services: servicesOf(name, published, address),
    program: traefikProgram({ ...place, api: inputs['traefik-api'].replace(/\/+$/, ''), seconds }),
    front: frontFrom(inputs['router-url'], inputs['router-host']),
  });
}
