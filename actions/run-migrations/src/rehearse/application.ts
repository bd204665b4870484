import { type Model, type Project, taskModel } from '@slipway/docker';
import type { Shell } from '@slipway/shell';
import { execTransport, type Transport } from '../transport.ts';
import type { Work } from '../work.ts';

export interface Application {
  readonly model: Model;
  readonly image: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  /** Of the container. */
  readonly name: string;
}

export function applicationName(room: string): string {
  return `${room}-app`;
}

/**
 * A container of the new image that waits to be asked, for as long as this run may take: one for all questions, because each costs a start otherwise.
 * @returns its name
 */
export async function startApplication(work: Work, project: Project, application: Application): Promise<string> {
  const { model, image, name } = application;
  const { service } = work.inputs;
  const base = taskModel({ ...model, name }, { service, image, attached: true });
  const { tty: _tty, stdin_open: _stdin, profiles: _profiles, ...own } = base.services[service] ?? {};
  const seconds = String(Math.ceil(work.remaining() / 1000) + 60);
  const labels = { ...own.labels, ...application.labels };
  const task = {
    ...own,
    labels,
    environment: { ...own.environment, ...application.environment },
    entrypoint: ['sleep', seconds],
    command: [],
  };
  const flags = ['--project-name', name, '--project-directory', project.directory, '--file', '-', '--ansi', 'never', '--progress', 'quiet'];
  const words = ['run', '--detach', '--rm', '-T', '--no-deps', '--name', name, service];
  const input = JSON.stringify({ ...base, networks: model.networks, services: { [service]: task } });
  const options = { input, cwd: project.directory, deadline: work.remaining(120_000) };
  await work.ports.shell.run(['docker', 'compose', ...flags, ...words], options);
  return name;
}

/** Asks the waiting container, and removes it in the end. */
export function roomTransport(shell: Shell, name: string, python: string, image: string): Transport {
  return {
    ...execTransport(shell, { container: { id: name, name }, python, secrets: {} }),
    where: `the image ${image} on a copy`,
    close: async () => void (await shell.run(['docker', 'rm', '--force', '--volumes', name], { allowFailure: true, deadline: 60_000 })),
  };
}
