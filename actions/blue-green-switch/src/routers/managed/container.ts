import { createHash } from 'node:crypto';
import { Failure } from '@slipway/action';
import { lastLines, type Shell } from '@slipway/shell';
import { instanceVariable, type Place } from './place.ts';

/** Carries the project's name; by it, and not by a name alone, a container is known as ours. */
export const routerLabel = 'slipway.router';
const specLabel = 'slipway.router.spec';

export interface RouterContainer {
  readonly id: string;
  readonly name: string;
  readonly running: boolean;
  readonly project: string | undefined;
  readonly spec: string | undefined;
}

export interface RunOptions {
  /** As people wrote it. */
  readonly image: string;
  readonly id: string;
  /** A port below those that every user may bind. */
  readonly privileged: boolean;
  readonly instance: string;
}

const mounted = (place: Place): string[] => ['--mount', `type=bind,source=${place.directory},target=${place.directory}`];
const confined = ['--cap-drop', 'ALL', '--security-opt', 'no-new-privileges', '--read-only'];
const asUser = (place: Place): string[] => ['--user', `${place.uid}:${place.gid}`];

/** Checks what the folder holds, by the image that is to run it, without a network. */
export function checkArguments(place: Place, image: string): string[] {
  const program = ['--entrypoint', 'haproxy', image, '-c', '-q', '-f', place.directory];
  return [
    'docker',
    'run',
    '--rm',
    '--network',
    'none',
    '--env',
    `${instanceVariable}=check`,
    ...asUser(place),
    ...confined,
    ...mounted(place),
    ...program,
  ];
}

/**
 * HAProxy as the deploying user. Where it must bind a low port, it starts as the container's root without any right but to become that user and to
 * keep the one capability. `-x`: listening sockets are taken over from the instance before, where one runs.
 */
export function runArguments(place: Place, { image, id, privileged, instance }: RunOptions): string[] {
  const becomes = privileged && place.uid !== 0;
  const capabilities = [...(privileged ? ['NET_BIND_SERVICE'] : []), ...(becomes ? ['SETUID', 'SETGID'] : [])];
  const user = ['--reuid', String(place.uid), '--regid', String(place.gid), '--clear-groups'];
  const keep = ['--inh-caps=-all,+net_bind_service', '--ambient-caps=-all,+net_bind_service'];
  const sockets = ['-S', `${place.masterSocket},mode,600`, '-x', place.socket];
  return [
    ...['docker', 'run', '--detach', '--name', place.container, '--network', 'host', '--restart', 'unless-stopped'],
    ...[
      '--stop-signal',
      'SIGUSR1',
      '--label',
      `${routerLabel}=${place.project}`,
      '--label',
      `${specLabel}=${specOf(place, id, privileged)}`,
    ],
    ...['--env', `${instanceVariable}=${instance}`],
    ...(becomes ? ['--user', '0:0'] : asUser(place)),
    ...confined,
    ...capabilities.flatMap((one) => ['--cap-add', one]),
    ...mounted(place),
    ...(becomes ? ['--entrypoint', 'setpriv', image, ...user, ...keep, 'haproxy'] : ['--entrypoint', 'haproxy', image]),
    ...['-W', '-db', ...sockets, '-f', place.directory],
  ];
}

/** What a container is made of: another one is needed where this differs. @param image its id */
export function specOf(place: Place, image: string, privileged: boolean): string {
  return createHash('sha256')
    .update(JSON.stringify([1, image, privileged, place.directory, place.uid, place.gid]))
    .digest('hex')
    .slice(0, 16);
}

interface Inspected {
  Id: string;
  Name: string;
  State: { Running: boolean; Restarting: boolean };
  Config: { Labels: Record<string, string> | null };
}

/** The container that has the router's name, and every other one of the project's router. */
export async function findRouters(shell: Shell, place: Place): Promise<{ named: RouterContainer | undefined; others: RouterContainer[] }> {
  const list = async (filter: string): Promise<string[]> =>
    (await shell.run(['docker', 'ps', '-aq', '--no-trunc', '--filter', filter])).stdout.split('\n').filter(Boolean);
  const ids = new Set([...(await list(`name=^/?${place.container}$`)), ...(await list(`label=${routerLabel}=${place.project}`))]);
  if (ids.size === 0) return { named: undefined, others: [] };
  const { stdout } = await shell.run(['docker', 'inspect', '--type', 'container', ...ids], { allowFailure: true });
  const all = (JSON.parse(stdout || '[]') as Inspected[]).map((one) => ({
    id: one.Id,
    name: one.Name.replace(/^\//, ''),
    running: one.State.Running && !one.State.Restarting,
    project: one.Config.Labels?.[routerLabel],
    spec: one.Config.Labels?.[specLabel],
  }));
  return { named: all.find((one) => one.name === place.container), others: all.filter((one) => one.name !== place.container) };
}

/** Why a container did not come up, from what docker or HAProxy said. */
export function whyNot(place: Place, image: string, said: string): Failure {
  const [, taken] = /cannot bind (?:to )?(?:\w+ )?socket.*?\[\S*?:(\d+)\]/i.exec(said) ?? [];
  const state = 'The container that was tried is removed; what ran before runs on.';
  if (taken !== undefined) {
    return new Failure('port-taken', `Port ${taken} is in use by something else, so the router of ${place.project} cannot have it.`, {
      state,
      hint: `See who: ss -ltnp 'sport = :${taken}'.`,
    });
  }
  const missing = /exec: "(\w+)"/.exec(said)?.[1];
  if (missing !== undefined) {
    return new Failure('router-setup', `The image ${image} has no program ${missing}.`, {
      state,
      hint: 'Give router-image a HAProxy made from Debian, like haproxy:3.0; those made from Alpine can have ports from 1024 only.',
    });
  }
  return new Failure('router-failed', `HAProxy of ${image} did not start:\n${lastLines(said, 6)}\n`, { state });
}
