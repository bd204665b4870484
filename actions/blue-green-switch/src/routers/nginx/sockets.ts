import { Failure, type Log } from '@slipway/action';
import { type Color, otherColor } from '@slipway/docker';
import { readText, removeFiles, replaceFile, type Shell } from '@slipway/shell';
import type { Program } from '../../program.ts';
import type { Abilities, RouterAdapter } from '../../router.ts';
import { type Control, check, reload } from './control.ts';
import { connectionsTo, sum } from './inflight.ts';
import { type NginxPlan, serverOf, type Upstream } from './plan.ts';
import { findWiring, refuseMoved, refuseUnwired, requireFolder } from './setup.ts';
import { socketProgram } from './socket-program.ts';

export interface SocketOptions {
  readonly shell: Shell;
  readonly log: Log;
  readonly control: Control;
  readonly directory: string;
  readonly front: ReturnType<RouterAdapter['front']>;
  readonly plan: NginxPlan;
}

/** `sun_path` of Linux, with the zero at its end. */
const longestPath = 107;

/** The team's nginx in front of colours that listen on unix sockets: it is configured once, and a symbolic link decides. */
export class NginxSockets implements RouterAdapter {
  readonly kind = 'nginx';
  readonly abilities: Abilities = { weights: 'binary', restart: 'set', reserve: true, drain: 'observed', websockets: 'kept' };
  readonly #options: SocketOptions;
  readonly #links: string;
  readonly #include: string;

  constructor(options: SocketOptions) {
    this.#options = options;
    this.#links = `${options.directory}/${options.plan.project}`;
    this.#include = `${this.#links}.conf`;
  }

  get program(): Program {
    return socketProgram(this.#links);
  }

  front(): ReturnType<RouterAdapter['front']> {
    return this.#options.front;
  }

  async reachable(color: Color): Promise<boolean> {
    const tests = this.#options.plan.upstreams.flatMap((one) => ['-a', '-S', pathOf(one, color)]);
    return (await this.#options.shell.run(['test', ...tests.slice(1)], { allowFailure: true })).code === 0;
  }

  async failures(): Promise<number> {
    return 0;
  }

  /** nginx opens a connection for each request. */
  async inflight(color: Color): Promise<number | undefined> {
    const { shell, plan } = this.#options;
    return sum(await Promise.all(plan.upstreams.map((one) => connectionsTo(shell, serverOf(one[color])))));
  }

  async prepare(live: Color | undefined): Promise<void> {
    const { shell, control, plan, directory } = this.#options;
    const place = { ...this.#options, seen: this.#include, place: 'rename', mounted: [] } as const;
    const links = linksOf(plan.upstreams);
    await requireFolder(shell, directory);
    if (live) await this.#refuseMoved(live);
    const before = await readText(shell, this.#include);
    const first = live ? {} : firstServers(before ?? '');
    const config = renderSockets(plan, this.#links, first);
    if (before !== config) await replaceFile(shell, this.#include, config, '644');
    try {
      await shell.run(['sh', '-c', makeLinks, 'sh', this.#links, ...links]);
      const wiring = await findWiring(place);
      if (!wiring.included || wiring.unused.length > 0) {
        if (!wiring.included)
          await replaceFile(shell, this.#include, renderSockets(plan, this.#links, { ...wiring.before, ...first }), '644');
        throw refuseUnwired(place, wiring);
      }
      await check(shell, control);
      // What nginx has loaded is kept beside it, because nothing else says so.
      if ((await readText(shell, `${this.#links}/loaded`)) === config) return;
      await reload(shell, control);
      await replaceFile(shell, `${this.#links}/loaded`, config, '644');
    } catch (error) {
      // Their server block may name our upstreams only where these are there.
      const unwired = error instanceof Failure && error.reason === 'router-setup' && before === undefined;
      if (!unwired && before !== config) await this.#restore(before);
      throw error;
    }
  }

  async #restore(before: string | undefined): Promise<void> {
    const { shell } = this.#options;
    if (before === undefined) await removeFiles(shell, this.#include);
    else await replaceFile(shell, this.#include, before, '644');
  }

  async #refuseMoved(live: Color): Promise<void> {
    const { shell, plan } = this.#options;
    const moved: string[] = [];
    for (const one of plan.upstreams) {
      const { stdout } = await shell.run(['readlink', `${this.#links}/${live}/${one.name}`], { allowFailure: true });
      if (stdout !== '' && stdout.trim() !== pathOf(one, live)) moved.push(one.name);
    }
    refuseMoved(shell.where, live, moved);
  }
}

function pathOf(upstream: Upstream, color: Color): string {
  const address = upstream[color];
  if ('path' in address) {
    serverOf(address);
    return address.path;
  }
  throw new Failure(
    'bad-input',
    `nginx-mode socket needs colours that listen on unix sockets; ${upstream.published.service} listens on a port.`,
    {
      state: 'Nothing was changed.',
      hint: 'Let the service listen on a unix socket (uvicorn --uds, gunicorn --bind unix:…), or use nginx-mode: reload.',
    },
  );
}

/** `word name target` for every link; the reserve of a colour that stands alone is itself, so that one lost connection takes nothing out. */
function linksOf(upstreams: readonly Upstream[]): string[] {
  return (['blue', 'green'] as const).flatMap((color) =>
    upstreams.flatMap((one) => [
      `${color} ${one.name} ${pathOf(one, color)}`,
      `${color} ${one.name}.reserve ${pathOf(one, color)}`,
      `${color}_trial ${one.name} ${pathOf(one, color)}`,
      `${color}_trial ${one.name}.reserve ${pathOf(one, otherColor(color))}`,
    ]),
  );
}

/** Links that are right already are left alone; nginx's workers, which are another user's, must be able to follow them. */
const makeLinks = [
  'set -eu; links=$1; shift; umask 022',
  'for word in none blue green blue_trial green_trial; do mkdir -p "$links/$word"; chmod 755 "$links/$word"; done; chmod 755 "$links"',
  'for link; do to=${link##* }; at=$links/${link%% *}/$(echo "$link" | cut -d" " -f2)',
  '  if [ "$(readlink "$at")" != "$to" ]; then ln -sfnT "$to" "$at.new"; mv -fT "$at.new" "$at"; fi; done',
  '[ -L "$links/current" ] || ln -sT none "$links/current"',
].join('\n');

/**
 * @param first where users are served before the first release: they go on there while no colour is live
 * @throws Failure `bad-input` for a path that no socket can have
 */
function renderSockets({ project, upstreams }: NginxPlan, links: string, first: Readonly<Record<string, string>>): string {
  const blocks = upstreams.map(({ name }) => {
    const path = `${links}/current/${name}`;
    if (`${path}.reserve`.length > longestPath)
      throw new Failure('bad-input', `The path of a unix socket may have ${longestPath} characters: ${path}.reserve is longer.`, {
        state: 'Nothing was changed.',
        hint: 'Give a shorter nginx-directory or project-name.',
      });
    const servers = [`unix:${path} max_fails=1 fail_timeout=1s;`, `unix:${path}.reserve backup;`];
    if (first[name]) servers.push(`${first[name]} backup; # until the first release`);
    return [`upstream ${name} {`, ...servers.map((server) => `    server ${server}`), '}'].join('\n');
  });
  return `${[`# Written by Slipway for ${project}. Changes are lost.`, ...blocks].join('\n')}\n`;
}

function firstServers(config: string): Record<string, string> {
  const found = config.matchAll(/^upstream (\S+) \{[^}]*?server (\S+) backup; # until the first release/gm);
  return Object.fromEntries([...found].map(([, name = '', server = '']) => [name, server]));
}
