import { type Clock, Failure, formatDuration, type Log } from '@slipway/action';
import { lastLines, ProgramFailure, replaceFile, type Shell } from '@slipway/shell';
import { singlesModel } from './color.ts';
import { type Container, containerLogs, containersOf, finished } from './engine.ts';
import { type Model, singles } from './model.ts';
import type { Project } from './project.ts';
import { absentSingles, refuseSecond } from './second.ts';

/**
 * Compose on a model that Slipway wrote. The file may hold secrets that compose resolved, so it is for the owner alone.
 * @throws Failure `compose-failed`, `secrets-missing`
 */
export async function compose(
  shell: Shell,
  project: Project,
  file: string,
  model: Model,
  argv: readonly string[],
  deadline = 300_000,
): Promise<void> {
  if (project.refusal) throw project.refusal;
  const path = `${project.state}/${file}`;
  await replaceFile(shell, path, `${JSON.stringify(model, null, 1)}\n`, '600');
  const base = [
    'docker',
    'compose',
    '--project-name',
    model.name,
    '--project-directory',
    project.directory,
    '--file',
    path,
    '--ansi',
    'never',
    '--progress',
    'quiet',
  ];
  try {
    await shell.run([...base, ...argv], { deadline, cwd: project.directory });
  } catch (error) {
    if (!(error instanceof ProgramFailure)) throw error;
    throw new Failure(
      'compose-failed',
      `docker compose ${argv[0]} failed for ${model.name} on ${shell.where}:\n${lastLines(error.stderr)}\n`,
      { ...(full.test(error.stderr) ? { hint: noSubnet } : {}), cause: error },
    );
  }
}

/** An engine has about thirty subnets for networks unless it is told otherwise, and each colour takes one or more. */
const full = /non-overlapping IPv4 address pool/;
/** What to do about it. */
export const noSubnet =
  'The engine has no subnet left for another network: remove unused ones (docker network prune), or give it more, like "default-address-pools": [{"base": "10.200.0.0/16", "size": 24}] in /etc/docker/daemon.json, followed by systemctl restart docker.';

export interface Waiting {
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Starts the services that are not part of a release where they do not run, and never touches one that does.
 * @returns the names of those that were started
 */
export async function ensureSingles(shell: Shell, project: Project, released: readonly string[], waiting: Waiting): Promise<string[]> {
  const wanted = singles(project.model, released);
  if (wanted.length === 0) return [];
  const absent = await absentSingles(shell, project, released);
  if (absent.length > 0) {
    await refuseSecond(shell, project, absent);
    waiting.log.info(`Starting ${absent.join(', ')}, which ${absent.length === 1 ? 'does' : 'do'} not run yet.`);
    await compose(
      shell,
      project,
      'singles.json',
      singlesModel(project.model, released),
      ['up', '--detach', '--no-recreate', '--no-build', ...absent],
      600_000,
    );
  }
  await waitHealthy(shell, project.name, wanted, { ...waiting, deadline: 180_000 });
  return absent;
}

/**
 * Waits until every service is healthy, or running where it has no health check.
 * @throws Failure `unhealthy` with the last lines that the container wrote
 */
export async function waitHealthy(
  shell: Shell,
  project: string,
  services: readonly string[],
  waiting: Waiting & { deadline: number; restartLimit?: number; mayEnd?: (service: string) => boolean },
): Promise<Container[]> {
  const ready = (one: Container): boolean => well(one) || (finished(one) && (waiting.mayEnd?.(one.service) ?? true));
  const until = waiting.clock.now() + waiting.deadline;
  for (;;) {
    const all = (await containersOf(shell, project)).filter((one) => services.includes(one.service));
    const pending = services.filter((service) => !all.some((one) => one.service === service && ready(one)));
    if (pending.length === 0) return all;
    const broken = all.find(
      (one) => !ready(one) && (one.status === 'dead' || one.status === 'exited' || one.restarts > (waiting.restartLimit ?? 2)),
    );
    if (broken || waiting.clock.now() >= until) {
      throw await unhealthy(shell, broken ?? all.find((one) => pending.includes(one.service)), pending, waiting);
    }
    await waiting.clock.sleep(500);
  }
}

function well(container: Container): boolean {
  return container.status === 'running' && (container.health === undefined || container.health === 'healthy');
}

async function unhealthy(
  shell: Shell,
  container: Container | undefined,
  pending: readonly string[],
  waiting: Waiting & { deadline: number },
): Promise<Failure> {
  if (!container) return new Failure('unhealthy', `${pending.join(', ')} did not start within ${formatDuration(waiting.deadline)}.`);
  waiting.log.info(`Last lines of ${container.name}:`);
  waiting.log.untrusted(await containerLogs(shell, container.id));
  const state =
    container.status === 'running' ? `is ${container.health ?? 'running'}` : `${container.status} with code ${container.exitCode}`;
  const times = container.restarts > 0 ? ` after ${container.restarts} restarts` : '';
  return new Failure(
    'unhealthy',
    `${container.service} ${state}${times} and did not become healthy within ${formatDuration(waiting.deadline)}.`,
    {
      hint: `Its last lines stand in the log of this step; on the server: docker logs ${container.name}.`,
    },
  );
}
