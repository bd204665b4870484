import { type Clock, Failure, type Log } from '@slipway/action';
import { pullImage, requireEngine } from '@slipway/docker';
import { lastLines, type Shell } from '@slipway/shell';
import { order } from '../haproxy/socket.ts';
import { checkArguments, findRouters, type RouterContainer, routerLabel, runArguments, specOf, whyNot } from './container.ts';
import type { Place } from './place.ts';

export interface Serving {
  readonly shell: Shell;
  readonly clock: Clock;
  readonly log: Log;
  readonly place: Place;
  readonly image: string;
  readonly privileged: boolean;
}

/** Milliseconds that a new container gets until its HAProxy answers. */
const startTime = 20_000;

/**
 * Makes the wanted container run. Another image takes the listening sockets over from the instance before, which ends when its connections do: no
 * connection is refused or cut. @throws Failure `router-setup`, `router-config`, `pull-failed`, `port-taken`, `router-failed`
 */
export async function serve(serving: Serving): Promise<void> {
  const { shell, place, image, privileged, log } = serving;
  const { named, others } = await findRouters(shell, place).catch(async (error: unknown) => {
    await requireEngine(shell);
    throw error;
  });
  if (named && named.project !== place.project) {
    throw new Failure('router-setup', `A container named ${place.container} is on ${shell.where}, and Slipway did not make it.`, {
      state: 'Nothing was changed.',
      hint: `Give it another name, docker rename ${place.container} …, or use another project-name.`,
    });
  }
  await pullImage(shell, image);
  const id = (await shell.run(['docker', 'image', 'inspect', '--format', '{{.Id}}', image])).stdout.trim();
  if (named?.running && named.spec === specOf(place, id, privileged)) return retire(shell, others);
  await check(serving, id);
  if (!named) log.info(`The router ${place.container} is started.`);
  else
    log.info(
      named.running ? `The router ${place.container} is handed over to ${image}.` : `${place.container} does not run; it is started anew.`,
    );
  await replace(serving, id, named);
  await retire(shell, others.concat(named ?? []));
}

async function check({ shell, place, image }: Serving, id: string): Promise<void> {
  const result = await shell.run(checkArguments(place, id), { allowFailure: true, deadline: 60_000 });
  if (result.code === 0) return;
  if (/exec: "\w+"/.test(result.stderr)) throw whyNot(place, image, result.stderr);
  throw new Failure(
    'router-config',
    `HAProxy of ${image} refuses the configuration in ${place.directory}:\n${lastLines(result.stderr, 6)}\n`,
    {
      state: 'What ran before runs on; traffic is untouched.',
    },
  );
}

async function replace(serving: Serving, id: string, before: RouterContainer | undefined): Promise<void> {
  const { shell, place, image, privileged, clock } = serving;
  const aside = before && `${place.container}-${before.id.slice(0, 12)}`;
  if (before && aside) await shell.run(['docker', 'rename', before.id, aside]);
  const instance = `${clock.now()}`;
  const run = await shell.run(runArguments(place, { image, id, privileged, instance }), { allowFailure: true, deadline: 60_000 });
  const said = run.code === 0 ? await answers(serving, instance) : run.stderr;
  if (said === undefined) return;
  await shell.run(['docker', 'rm', '--force', place.container], { allowFailure: true });
  if (before) await shell.run(['docker', 'rename', before.id, place.container], { allowFailure: true });
  throw whyNot(place, image, said);
}

/** Waits until the new instance answers on the socket. @returns what it said, where it does not */
async function answers({ shell, place, clock }: Serving, instance: string): Promise<string | undefined> {
  const until = clock.now() + startTime;
  while (clock.now() < until) {
    await clock.sleep(200);
    const info = await order(shell, place.socket, 'show info').catch(() => '');
    if (info.split('\n').includes(`description: ${instance}`)) return undefined;
    const state = await shell.run(['docker', 'inspect', '--format', '{{.State.Running}} {{.RestartCount}}', place.container], {
      allowFailure: true,
    });
    if (state.stdout.trim() !== 'true 0') break;
  }
  const logs = await shell.run(['docker', 'logs', '--tail', '30', place.container], { allowFailure: true });
  return `${logs.stdout}${logs.stderr}` || 'it said nothing';
}

/** Instances before stop listening, and end with their last connection; those that have ended are removed. */
async function retire(shell: Shell, others: readonly RouterContainer[]): Promise<void> {
  for (const { id, running } of others.filter(({ project }) => project !== undefined)) {
    if (!running) await shell.run(['docker', 'rm', '--force', id], { allowFailure: true });
    else {
      await shell.run(['docker', 'update', '--restart', 'no', id], { allowFailure: true });
      await shell.run(['docker', 'kill', '--signal', 'USR1', id], { allowFailure: true });
    }
  }
}

/** Whether the project's router runs. */
export async function isServing(shell: Shell, place: Place): Promise<boolean> {
  const filters = [
    '--filter',
    `name=^/?${place.container}$`,
    '--filter',
    `label=${routerLabel}=${place.project}`,
    '--filter',
    'status=running',
  ];
  return (await shell.run(['docker', 'ps', '-q', ...filters], { allowFailure: true })).stdout.trim() !== '';
}
