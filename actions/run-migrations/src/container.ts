import { randomUUID } from 'node:crypto';
import { type Model, type Project, type Service, taskModel } from '@slipway/docker';
import type { Finished, Shell } from '@slipway/shell';
import { launch } from './launcher.ts';
import type { Ask } from './program/index.ts';
import type { Call, Task, Transport } from './transport.ts';

export interface ContainerOptions {
  readonly service: string;
  readonly image: string;
  readonly python: string;
  /** Environment over that of the service. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Alembic in a container of the new image, made for one call, with the service's environment and networks. */
export async function containerTransport(shell: Shell, project: Project, options: ContainerOptions): Promise<Transport> {
  const attached = await networksExist(shell, project.model, options.service);
  const volumes = new Set((await shell.run(['docker', 'volume', 'ls', '--quiet'])).stdout.split('\n'));
  const base = taskModel(project.model, { service: options.service, image: options.image, attached });
  const argv = (words: readonly string[]): string[] => {
    const flags = ['--project-name', base.name, '--project-directory', project.directory, '--file', '-', '--ansi', 'never'];
    return ['docker', 'compose', ...flags, '--progress', 'quiet', ...words];
  };
  const start = (model: Model, call: Call): Promise<Finished> => {
    const name = `${project.name}-migrate-${randomUUID().slice(0, 8)}`;
    const words = argv(['run', '--rm', '-T', '--no-deps', '--name', name, options.service]);
    return runNamed(shell, name, words, JSON.stringify(model), project.directory, call);
  };
  return {
    where: `the image ${options.image} on ${shell.where}`,
    run: (ask, call) => start(modelOf(base, options, ask, volumes), call),
    exec: (task, call) => start(taskOf(base, options, task, volumes), call),
    command: (words) => `docker compose run --rm -T --no-deps ${options.service} alembic ${words.join(' ')}`,
    async close() {
      if (attached) return;
      // The network was made for the calls alone; another run that uses it keeps it.
      const options = { input: JSON.stringify(base), allowFailure: true, cwd: project.directory };
      await shell.run(argv(['down']), options).catch(() => {});
    },
  };
}

async function runNamed(shell: Shell, name: string, argv: readonly string[], input: string, cwd: string, call: Call): Promise<Finished> {
  try {
    return await shell.run(argv, { input, cwd, allowFailure: true, lines: 'all', ...call });
  } catch (error) {
    // The client is gone; the container, and with it the connection to the database, must not outlive it.
    await shell.run(['docker', 'rm', '--force', '--volumes', name], { allowFailure: true, deadline: 20_000 }).catch(() => {});
    throw error;
  }
}

/** The model of one call. It goes to compose on standard input: what compose resolved, passwords included, never stands in a file. */
export function modelOf(base: Model, options: ContainerOptions, ask: Ask, volumes: ReadonlySet<string>): Model {
  return taskOf(base, options, { argv: launch(ask, options.python), connect: ask.connect }, volumes);
}

export function taskOf(
  base: Model,
  options: ContainerOptions,
  { argv, connect, environment, secrets }: Task,
  volumes: ReadonlySet<string>,
): Model {
  const { networks, tty: _tty, stdin_open: _stdin, profiles: _profiles, ...service } = base.services[options.service] ?? {};
  const task: Service = {
    ...service,
    ...(connect ? (networks ? { networks } : {}) : { network_mode: 'none' }),
    volumes: (service.volumes ?? []).filter((mount) => mount.type !== 'volume' || exists(base, mount.source, volumes)),
    environment: { ...service.environment, ...mapValues({ ...options.environment, ...environment, ...secrets }, escaped) },
    // The image's own entry point may wait, migrate or serve.
    entrypoint: argv.map(escaped),
    command: [],
  };
  return { ...base, services: { [options.service]: task } };
}

/** A volume that the first release has not made yet is none that a migration needs. */
function exists(model: Model, source: string | undefined, volumes: ReadonlySet<string>): boolean {
  return source === undefined || volumes.has(model.volumes?.[source]?.name ?? source);
}

async function networksExist(shell: Shell, model: Model, service: string): Promise<boolean> {
  const names = Object.keys(model.services[service]?.networks ?? {}).map((key) => model.networks?.[key]?.name ?? `${model.name}_${key}`);
  if (names.length === 0) return true;
  const { code } = await shell.run(['docker', 'network', 'inspect', '--format', '{{.Id}}', ...names], { allowFailure: true });
  return code === 0;
}

/** Compose reads a dollar as the start of a variable. */
export function escaped(text: string): string {
  return text.replaceAll('$', '$$$$');
}

function mapValues(record: Readonly<Record<string, string>>, change: (value: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
