import { Failure, type Log } from '@slipway/action';
import type { Color } from '@slipway/docker';
import { readText, removeFiles, replaceFile, type Shell } from '@slipway/shell';
import { operate, type Program } from '../../program.ts';
import type { Abilities, RouterAdapter } from '../../router.ts';
import { type Control, check, leaving } from './control.ts';
import { connectionsTo, sum } from './inflight.ts';
import { movedUpstreams, type NginxPlan, parseRoutes, renderRoutes } from './plan.ts';
import { freePort } from './port.ts';
import { reloadProgram } from './reload-program.ts';
import { adviseKeepalive, findWiring, refuseMoved, refuseUnwired, requireFolder } from './setup.ts';

export interface NginxOptions {
  readonly shell: Shell;
  readonly log: Log;
  readonly control: Control;
  readonly directory: string;
  /** Our include file as nginx sees it: elsewhere in a container. */
  readonly seen: string;
  readonly place: 'rename' | 'write';
  /** Files that a container sees as they were when it started. */
  readonly mounted: readonly string[];
  readonly front: ReturnType<RouterAdapter['front']>;
  readonly plan: NginxPlan;
}

/** The team's nginx: an include file defines the upstreams that their own server blocks name; another word is another file, and a reload. */
export class Nginx implements RouterAdapter {
  readonly kind = 'nginx';
  readonly abilities: Abilities = { weights: 'percent', restart: 'confirmed', reserve: true, drain: 'observed', websockets: 'kept' };
  readonly #options: NginxOptions;

  constructor(options: NginxOptions) {
    this.#options = options;
  }

  get program(): Program {
    const { control, directory, place, plan } = this.#options;
    return reloadProgram({ control, directory, place, project: plan.project });
  }

  front(): ReturnType<RouterAdapter['front']> {
    return this.#options.front;
  }

  get #base(): string {
    return `${this.#options.directory}/${this.#options.plan.project}`;
  }

  /** nginx looks at a colour when it sends something there. */
  async reachable(): Promise<boolean> {
    return true;
  }

  async failures(): Promise<number> {
    return 0;
  }

  /** While old workers are left: connections to the colour, or where those cannot be seen from here, the workers themselves. */
  async inflight(color: Color): Promise<number | undefined> {
    const { shell, control } = this.#options;
    const workers = await leaving(shell, control);
    if (workers === undefined || workers === 0 || control.container !== '') return workers;
    const { upstreams } = parseRoutes((await readText(shell, `${this.#base}.routes`)) ?? '');
    const open = sum(await Promise.all([...upstreams.values()].map((one) => connectionsTo(shell, one[color]))));
    return open ?? workers;
  }

  async prepare(live: Color | undefined): Promise<void> {
    const { shell, log, control, plan, directory } = this.#options;
    await requireFolder(shell, directory);
    const before = await readText(shell, `${this.#base}.routes`);
    const known = parseRoutes(before ?? '');
    const port = known.port ?? (await freePort(shell, directory));
    const first = Object.fromEntries([...known.upstreams].map(([name, one]) => [name, one.before]));
    const text = renderRoutes(plan, port, first);
    if (live && before !== undefined) refuseMoved(shell.where, live, movedUpstreams(known, parseRoutes(text), live));
    const loaded = before !== undefined && (await readText(shell, `${this.#base}.conf`)) !== undefined;
    if (!loaded) await this.#lay(text);
    const wiring = await findWiring(this.#options).catch(async (error: unknown) => {
      if (!loaded) await this.#remove();
      throw error;
    });
    if (!wiring.included || wiring.unused.length > 0) {
      // Their server block may name our upstreams only where these are there: what they have now is what they go on with until the first release.
      if (!wiring.included) await this.#lay(renderRoutes(plan, port, { ...wiring.before, ...first }));
      throw refuseUnwired(this.#options, wiring);
    }
    if (loaded && before === text) await check(shell, control);
    else await this.#apply(text, before);
    await adviseKeepalive(shell, control, log, wiring.dump);
  }

  /** Files that nginx does not read yet. */
  async #lay(routes: string): Promise<void> {
    const { shell } = this.#options;
    await replaceFile(shell, `${this.#base}.routes`, routes, '644');
    await this.#run('nginx_where && nginx_new "$(route_kept)" && nginx_put "$nginx_conf.new"');
  }

  async #remove(): Promise<void> {
    await removeFiles(this.#options.shell, `${this.#base}.routes`, `${this.#base}.conf`);
  }

  /** New addresses under the word that is live, or those of before. */
  async #apply(routes: string, before: string | undefined): Promise<void> {
    const { shell } = this.#options;
    await replaceFile(shell, `${this.#base}.routes`, routes, '644');
    try {
      await this.#run('now=$(route_read) && route_set "$now"');
    } catch (error) {
      if (before !== undefined) await replaceFile(shell, `${this.#base}.routes`, before, '644');
      throw error instanceof Failure && error.reason === 'router-failed'
        ? new Failure('router-config', `nginx on ${shell.where} did not take the new addresses: ${error.message}`, {
            state: 'The previous configuration is in place; traffic is untouched.',
            hint: 'Try it on the server: nginx -t, as root',
            cause: error,
          })
        : error;
    }
  }

  /** A part of the program by itself. */
  async #run(text: string): Promise<void> {
    const { functions, variables } = this.program;
    await operate(this.#options.shell, { functions: `${functions}\nnginx_part() { ${text}; }\nnginx_part; exit`, variables }, []);
  }
}
