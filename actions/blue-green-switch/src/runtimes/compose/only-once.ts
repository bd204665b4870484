import { Failure, messageOf } from '@slipway/action';
import {
  type Color,
  type Container,
  colorProject,
  containerLogs,
  containersOf,
  otherColor,
  type Project,
  restartOf,
  setRestart,
  strategyLabel,
  type Waiting,
  waitHealthy,
} from '@slipway/docker';
import type { Shell } from '@slipway/shell';

/** What of a release may run only once: it runs on one colour, and moves. */
export interface OnlyOnce {
  /**
   * Makes every such service run on the colour, and on no other. A singleton that does not come up there goes on where it was.
   * @throws Failure `unhealthy`
   */
  settle(color: Color): Promise<void>;
  /**
   * Moves what users call to the colour. Until `settle` a restart of the engine starts it where it was: that is where the traffic would go back to.
   * @param deadline milliseconds
   */
  take(color: Color, deadline: number): Promise<void>;
}

type Strategy = 'recreate' | 'singleton';

/** Milliseconds in which a program that cannot work usually ends. */
const firstSeconds = 2000;

/** Seconds for the work that a service has under way. */
const grace = 30;

export function onlyOnce(shell: Shell, project: Project, waiting: Waiting): OnlyOnce {
  const all = (color: Color): Promise<Container[]> => containersOf(shell, colorProject(project.name, color));
  const these = (containers: readonly Container[], strategy: Strategy): Container[] =>
    containers.filter((one) => one.labels[strategyLabel] === strategy);
  const policy = (one: Container): string => restartOf(project.model.services[one.service] ?? {});

  const restart = async (containers: readonly Container[], word: (one: Container) => string): Promise<void> => {
    for (const one of containers) await setRestart(shell, word(one), [one.id]);
  };
  const stop = async (containers: readonly Container[]): Promise<void> => {
    const running = containers.filter(runs).map(({ id }) => id);
    if (running.length > 0) await shell.run(['docker', 'stop', '--time', String(grace), ...running], { deadline: grace * 1000 + 90_000 });
  };
  const start = async (color: Color, containers: readonly Container[], deadline: number): Promise<Container[]> => {
    const stopped = containers.filter((one) => one.status !== 'running').map(({ id }) => id);
    if (stopped.length > 0) await shell.run(['docker', 'start', ...stopped], { deadline: 120_000 });
    const services = [...new Set(containers.map(({ service }) => service))];
    return waitHealthy(shell, colorProject(project.name, color), services, { ...waiting, deadline, mayEnd: () => false });
  };

  /** What no health check looks at may end in its first seconds. */
  const refuseShortLived = async (color: Color, begun: readonly Container[]): Promise<void> => {
    if (begun.length === 0) return;
    await waiting.clock.sleep(firstSeconds);
    const now = await all(color);
    const same = (one: Container): boolean =>
      now.some(({ id, startedAt, status }) => id === one.id && startedAt === one.startedAt && status === 'running');
    const ended = begun.find((one) => !same(one));
    if (!ended) return;
    waiting.log.info(`Last lines of ${ended.name}:`);
    waiting.log.untrusted(await containerLogs(shell, ended.id));
    throw new Failure('unhealthy', `${ended.service} ended within ${firstSeconds / 1000} seconds of its start.`);
  };

  const move = async (color: Color, strategy: Strategy, here: readonly Container[], others: readonly Container[]): Promise<void> => {
    const moving = others.some(runs) || !here.every(runs);
    await restart(others, () => 'no');
    if (moving) await stop(others);
    await restart(here, policy);
    if (!moving || here.length === 0) return;
    try {
      const begun = await start(color, here, 60_000);
      if (strategy === 'singleton')
        await refuseShortLived(
          color,
          begun.filter(({ health }) => health === undefined),
        );
    } catch (error) {
      const back = others.filter(runs);
      if (strategy === 'recreate' || back.length === 0) throw error;
      await restart(here, () => 'no');
      await stop(these(await all(color), strategy));
      await restart(back, policy);
      await shell.run(['docker', 'start', ...back.map(({ id }) => id)], { deadline: 120_000 });
      throw new Failure(
        'unhealthy',
        `${messageOf(error)} ${back.map(({ service }) => service).join(', ')} of the version before goes on.`,
        { cause: error },
      );
    }
  };

  return {
    async settle(color) {
      const [here, others] = [await all(color), await all(otherColor(color))];
      // A colour that is not there takes nothing over.
      if (here.length === 0) return;
      for (const strategy of ['recreate', 'singleton'] as const)
        await move(color, strategy, these(here, strategy), these(others, strategy));
    },
    async take(color, deadline) {
      const old = these(await all(otherColor(color)), 'recreate');
      const fresh = these(await all(color), 'recreate');
      await restart(old, () => 'always');
      await restart(fresh, () => 'no');
      await stop(old);
      if (fresh.length > 0) await start(color, fresh, deadline);
    },
  };
}

function runs({ status }: Container): boolean {
  return status === 'running' || status === 'restarting';
}
