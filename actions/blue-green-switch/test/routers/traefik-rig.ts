import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import type { RouterAdapter } from '../../src/router.ts';
import { open } from '../../src/routers/traefik/open.ts';
import { routerContext } from './context.ts';
import { deployerShell, type Rig, removeFolder, rigFolder, startColors } from './rig.ts';
import { type StandIn, startStandIn } from './traefik-standin.ts';

export interface TraefikRig extends Rig {
  readonly directory: string;
  readonly standIn: StandIn;
  open(given?: Readonly<Record<string, string>>): Promise<RouterAdapter>;
}

/** @param leads the service that the team's router names */
export async function startTraefik({ leads = 'notes-8000' }: { leads?: string } = {}): Promise<TraefikRig> {
  const folder = rigFolder('state', 'dynamic');
  const directory = join(folder, 'dynamic');
  const colors = await startColors(folder);
  const shell = deployerShell();
  const published = { service: 'backend', target: 8000, port: 8000, address: '127.0.0.1' };
  let standIn = await startStandIn(directory, leads);
  const at = { front: standIn.port, api: Number(new URL(standIn.api).port) };
  const openAs = (given: Readonly<Record<string, string>> = {}): Promise<RouterAdapter> =>
    open(
      routerContext(
        {
          router: 'traefik',
          'traefik-directory': directory,
          'traefik-api': standIn.api,
          'router-url': `http://127.0.0.1:${at.front}`,
          ...given,
        },
        { name: 'notes', state: join(folder, 'state'), shell, published: [published], colors },
      ),
      2,
    );
  return {
    directory,
    get standIn() {
      return standIn;
    },
    shell,
    adapter: await openAs(),
    published,
    colors,
    files: [join(folder, 'state'), directory],
    open: openAs,
    faults: {
      'it does not see the folder change, as behind a file that is mounted alone': async () => {
        standIn.watching(false);
        return async () => standIn.watching(true);
      },
      'the folder cannot be written': async () => {
        chmodSync(directory, 0o555);
        return async () => chmodSync(directory, 0o755);
      },
    },
    async restart() {
      await standIn.close();
      standIn = await startStandIn(directory, leads, at);
    },
    async close() {
      await standIn.close();
      await Promise.all([colors.blue.crash(), colors.green.crash()]);
      removeFolder(folder);
    },
  };
}
