import { Failure } from '@slipway/action';
import { accountOf, readText, removeFiles, replaceFile, type Shell } from '@slipway/shell';
import type { Entrance, Takeover } from '../../router.ts';
import { parseStats, type Stat } from './answers.ts';
import { frontendName, type RouterPlan, renderConfig } from './config.ts';
import { ask } from './socket.ts';

export interface TakeoverOptions {
  readonly shell: Shell;
  readonly directory: string;
  readonly project: string;
  readonly masterSocket: string;
  readonly socket: string;
  readonly map: string;
  readonly plan: RouterPlan | undefined;
  /** Writes a plan's configuration, checks and loads it, and puts `before` back where that fails. */
  readonly install: (plan: RouterPlan, before: string | undefined) => Promise<void>;
  readonly loaded: (plan: RouterPlan) => Promise<boolean>;
  /** Reloads, and waits until `done`. */
  readonly reload: (done: () => Promise<boolean>) => Promise<void>;
}

export function configOf({ directory, project }: { readonly directory: string; readonly project: string }): string {
  return `${directory}/${project}.cfg`;
}

/** @throws Failure `router-setup` where the user may not write configuration */
export async function requireFolder(shell: Shell, directory: string): Promise<void> {
  const writable = await shell.run(['test', '-w', directory, '-a', '-x', directory], { allowFailure: true });
  if (writable.code === 0) return;
  throw new Failure('router-setup', `${directory} on ${shell.where} is not there, or not writable for the user.`, {
    state: 'Nothing was changed.',
    hint: `script/prepare-server.sh makes it (docs/server.md). By hand, as root on the server: install -d -m 0750 -o ${accountOf(shell)} -g haproxy ${directory}`,
  });
}

/** Ports beside the published ones: below the range from which the kernel takes ports for outgoing connections. */
const firstBeside = 18_000;
const howMany = 1000;

export function haproxyTakeover(options: TakeoverOptions): Takeover {
  const { shell, directory, project, socket, masterSocket } = options;
  const path = configOf(options);
  // The master keeps a connection open for more unless it is told that there is none.
  const askMaster = (question: string): Promise<string> => ask(shell, masterSocket, `${question};quit`);
  const planned = (entrance: Entrance | undefined): RouterPlan => {
    if (!options.plan) throw new Failure('internal-error', 'The router was opened without a plan.');
    return entrance ? { ...options.plan, entrance } : options.plan;
  };
  return {
    async choose(ports) {
      await requireFolder(shell, directory);
      return chooseBeside(ports, await usedPorts(shell, directory));
    },
    async enter(entrance, when) {
      const plan = planned(entrance);
      const before = await readText(shell, path);
      const config = renderConfig(plan);
      if (when === 'boot') {
        if (before !== config) await replaceFile(shell, path, config, '640');
      } else if (before !== config || !(await options.loaded(plan))) {
        await options.install(plan, before);
      }
    },
    async arrived() {
      const rows = parseStats(await ask(shell, socket, 'show stat'));
      return rows.filter((row) => row.server === 'beside' && isOurs(row, project)).reduce((sum, row) => sum + row.total, 0);
    },
    async leave() {
      if ((await readText(shell, path)) !== undefined) await removeFiles(shell, path);
      const gone = async (): Promise<boolean> => !parseStats(await ask(shell, socket, 'show stat')).some((row) => isOurs(row, project));
      if (!(await gone())) await options.reload(gone);
      // A configuration that names a map that is not there is refused, so the map goes last.
      await removeFiles(shell, options.map);
    },
    async lingering() {
      // While it reloads, the master drops who asks.
      const processes = await askMaster('show proc').catch(() => undefined);
      if (processes === undefined) return undefined;
      let open = 0;
      for (const pid of oldWorkers(processes)) {
        // A worker that ends while it is asked has nothing open any more.
        const rows = parseStats(await askMaster(`@!${pid} show stat`).catch(() => ''));
        open += rows.filter((row) => row.server === 'FRONTEND' && isOurs(row, project)).reduce((sum, row) => sum + row.current, 0);
      }
      return open;
    },
  };
}

/** Whether a row belongs to this project and to no other whose name begins the same way. */
function isOurs(row: Stat, project: string): boolean {
  const prefix = `slipway_${project}_`;
  return row.proxy.startsWith(prefix) && /^(\d+(_(blue|green)(_[a-z]+)?)?|none)$/.test(row.proxy.slice(prefix.length));
}

/** Whether the worker that answers has exactly the planned entrance. */
export function entered(stats: readonly Stat[], { project, published, entrance }: RouterPlan): boolean {
  return published.every(({ port }) => {
    const listens = (name: string): boolean => stats.some((row) => row.proxy === frontendName(project, port) && row.server === name);
    const beside = entrance?.beside[port] !== undefined;
    return listens('beside') === beside && listens('published') === (beside && entrance?.at === 'both');
  });
}

/** Process numbers of workers that were replaced and still serve what they accepted. */
export function oldWorkers(answer: string): string[] {
  const [, old = ''] = answer.split(/^# old workers.*$/m);
  const [section = ''] = old.split(/^# /m);
  return [...section.matchAll(/^(\d+)\s+worker\b/gm)].map(([, pid = '']) => pid);
}

/** Text in which every port that is listened on, or that a file of the folder names, stands after a colon. */
export async function usedPorts(shell: Shell, directory: string): Promise<string> {
  return (await shell.run(['sh', '-c', 'ss -Hltn; cat "$1"/*.cfg 2>/dev/null || :', 'sh', directory])).stdout;
}

/** A free port for each, first of all the one whose last digits are the same. @param used text in which every port that is used stands after a colon */
export function chooseBeside(ports: readonly number[], used: string): Record<number, number> {
  const taken = new Set([...used.matchAll(/:(\d+)\b/g)].map(([, port]) => Number(port)));
  const chosen: Record<number, number> = {};
  for (const port of ports) {
    const candidates = Array.from({ length: howMany }, (_, step) => firstBeside + ((port + step) % howMany));
    const free = candidates.find((candidate) => !taken.has(candidate));
    if (free === undefined) throw new Failure('port-taken', 'Every port from 18000 to 18999 is in use.', { state: 'Nothing was changed.' });
    taken.add(free);
    chosen[port] = free;
  }
  return chosen;
}
