import { type Clock, Failure, type Log } from '@slipway/action';
import type { Color, Published } from '@slipway/docker';
import { commandLine, lastLines, readText, removeFiles, replaceFile, type Shell } from '@slipway/shell';
import type { Program } from '../../program.ts';
import { parseWord } from '../../route.ts';
import type { Abilities, RouterAdapter, Takeover } from '../../router.ts';
import { fileValue, mapValue, parseStats, type Stat } from './answers.ts';
import { addressOf, backendName, liveKey, type RouterPlan, renderConfig, type Standing } from './config.ts';
import { frontOn } from './front.ts';
import { type Installation, serversOwn } from './installation.ts';
import { refuseMoved } from './moved.ts';
import { haproxyProgram } from './program.ts';
import { ask, order } from './socket.ts';
import { configOf, entered, haproxyTakeover, requireFolder } from './takeover.ts';

export interface HaproxyOptions {
  readonly shell: Shell;
  readonly clock: Clock;
  readonly log: Log;
  readonly project: string;
  readonly directory: string;
  readonly socket: string;
  readonly masterSocket: string;
  /** Unless given, the HAProxy that Debian and Ubuntu install. */
  readonly installation?: Installation;
}

export function mapFileOf(options: Pick<HaproxyOptions, 'directory' | 'project'>): string {
  return `${options.directory}/${options.project}.map`;
}

/** The HAProxy of the server: one map entry decides, set over the runtime socket, and on disk once confirmed. */
export class Haproxy implements RouterAdapter {
  readonly kind = 'haproxy';
  readonly abilities: Abilities = { weights: 'percent', restart: 'confirmed', reserve: true, drain: 'observed', websockets: 'kept' };
  readonly #options: HaproxyOptions;
  readonly #plan: RouterPlan | undefined;

  /** @param plan what `prepare` makes true; without it the router can be read and set, not prepared */
  constructor(options: HaproxyOptions, plan?: RouterPlan) {
    this.#options = options;
    this.#plan = plan;
  }

  get #installation(): Installation {
    return this.#options.installation ?? serversOwn(this.#options.directory);
  }

  get #map(): string {
    return mapFileOf(this.#options);
  }

  #command(command: string): Promise<string> {
    return ask(this.#options.shell, this.#options.socket, command);
  }

  get program(): Program {
    return haproxyProgram(this.#options.socket, this.#map);
  }

  /** Through the tunnel: the bake asks often. */
  async words(): Promise<{ now: string; kept: string }> {
    const { shell, directory, project } = this.#options;
    const onDisk = (await readText(shell, this.#map)) ?? '';
    // It routes by the map that it loaded, also where that was lost on disk. Where nothing of ours is there, HAProxy itself need not be.
    const fresh = onDisk === '' && (await readText(shell, configOf({ directory, project }))) === undefined;
    const asked = this.#command(`show map ${this.#map}`);
    // A map that HAProxy has not loaded routes nothing.
    const now = mapValue(fresh ? await asked.catch(() => '') : await asked, liveKey);
    return { now: now ?? 'none', kept: fileValue(onDisk, liveKey) ?? 'none' };
  }

  front(published: Published): ReturnType<RouterAdapter['front']> {
    return frontOn(published);
  }

  /** Rows of a colour's server in the backends of the given route. */
  async #rows(server: Color, values: readonly Standing[]): Promise<Stat[]> {
    const stats = parseStats(await this.#command('show stat'));
    const ports = (this.#plan?.published ?? []).map((published) => published.port);
    const names = ports.flatMap((port) => values.map((value) => backendName(this.#options.project, port, value)));
    return stats.filter((stat) => names.includes(stat.proxy) && stat.server === server);
  }

  async reachable(color: Color): Promise<boolean> {
    const rows = await this.#rows(color, [color, `${color}_trial`]);
    return rows.length > 0 && rows.every((row) => row.status === 'UP');
  }

  async inflight(color: Color): Promise<number> {
    const rows = await this.#rows(color, ['blue', 'green', 'blue_trial', 'green_trial', 'blue_assets', 'green_assets']);
    return rows.reduce((sum, row) => sum + row.current + row.queued, 0);
  }

  async failures(color: Color): Promise<number> {
    return (await this.#rows(color, [`${color}_trial`])).reduce((sum, row) => sum + row.downs, 0);
  }

  /** @param anew reload although the configuration is the same, because a file that it names has changed */
  async prepare(live: Color | undefined, anew = false): Promise<void> {
    const { shell, directory, project } = this.#options;
    const plan = this.#plan;
    if (!plan) throw new Failure('internal-error', 'The router was opened without a plan.');
    const path = configOf({ directory, project });
    await requireFolder(shell, directory);
    const before = await readText(shell, path);
    const config = renderConfig(plan);
    if (!anew && before === config && (await this.#loaded(plan))) return;
    if (live && before !== undefined) refuseMoved(shell.where, live, before, config);
    await this.#refuseTakenPorts(plan.published);
    await this.#install(plan, path, before);
  }

  get takeover(): Takeover {
    const { shell, directory, project, socket, masterSocket } = this.#options;
    const place = { shell, directory, project, socket, masterSocket, map: this.#map };
    const install = (plan: RouterPlan, before: string | undefined): Promise<void> => this.#install(plan, configOf(place), before);
    return haproxyTakeover({
      ...place,
      plan: this.#plan,
      install,
      loaded: (plan) => this.#loaded(plan),
      reload: (done) => this.#reload(done),
    });
  }

  async #install(plan: RouterPlan, path: string, before: string | undefined): Promise<void> {
    const { shell } = this.#options;
    // One that was lost would be read as `none` by the reload that follows.
    if (!(await readText(shell, this.#map))) await replaceFile(shell, this.#map, mapText(parseWord((await this.words()).now)?.live), '640');
    await replaceFile(shell, path, renderConfig(plan), '640');
    try {
      await this.#check();
      await this.#reload(() => this.#loaded(plan));
    } catch (error) {
      // The next restart of HAProxy must not meet a file that it refuses.
      if (before === undefined) await removeFiles(shell, path);
      else await replaceFile(shell, path, before, '640');
      await order(shell, this.#options.masterSocket, 'reload').catch(() => '');
      throw error;
    }
  }

  async #check(): Promise<void> {
    const { shell } = this.#options;
    const { check } = this.#installation;
    const result = await shell.run(check, { allowFailure: true });
    if (result.code === 0) return;
    throw new Failure('router-config', `HAProxy refuses the configuration:\n${lastLines(result.stderr, 6)}\n`, {
      state: 'The previous configuration is in place; traffic is untouched.',
      hint: `Try it on the server: ${commandLine(check)}`,
    });
  }

  /** Ports that somebody else listens on would be refused by the new worker only, with a message in a log that nobody reads. */
  async #refuseTakenPorts(published: readonly Published[]): Promise<void> {
    const { shell } = this.#options;
    const known = parseStats(await this.#command('show stat')).map((stat) => stat.proxy);
    for (const { port, service } of published) {
      if (known.includes(`slipway_${this.#options.project}_${port}`)) continue;
      const listening = await shell.run(['ss', '-Hltn', `sport = :${port}`], { allowFailure: true });
      if (listening.stdout.trim() === '') continue;
      throw new Failure('port-taken', `Port ${port} of ${service} is in use on ${shell.where}.`, {
        state: 'Nothing was changed; what listens there goes on.',
        hint: `See who: ss -ltnp 'sport = :${port}'. Where it is this application, running as another compose project (docker compose ls): give project-name that name, and the release takes it over while it serves.`,
      });
    }
  }

  async #reload(done: () => Promise<boolean>): Promise<void> {
    const { shell, clock, masterSocket } = this.#options;
    await order(shell, masterSocket, 'reload');
    const until = clock.now() + 15_000;
    while (clock.now() < until) {
      await clock.sleep(200);
      if (await done().catch(() => false)) return;
    }
    throw new Failure('router-failed', `HAProxy on ${shell.where} did not take the new configuration within 15 s.`, {
      state: 'The previous configuration is in place; traffic is untouched.',
      hint: `Read its log on the server: ${this.#installation.log}`,
    });
  }

  /** Whether the worker that answers knows every frontend with its entrance, and both colours' addresses as planned. */
  async #loaded(plan: RouterPlan): Promise<boolean> {
    if (!entered(parseStats(await this.#command('show stat')), plan)) return false;
    const rows = (await this.#command('show servers state')).split('\n').map((line) => line.split(' '));
    return plan.published.every((published) =>
      (['blue', 'green'] as const).every((color) => {
        const backend = backendName(this.#options.project, published.port, `${color}_trial`);
        const [address = '', port = ''] = addressOf(plan, published, color).split(':');
        return rows.some((cells) => cells[1] === backend && cells[3] === color && cells[4] === address && cells.includes(port));
      }),
    );
  }
}

function mapText(color: Color | undefined): string {
  return `${liveKey} ${color ?? 'none'}\n`;
}
