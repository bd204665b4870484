import { Failure } from '@slipway/action';
import type { Shell } from '@slipway/shell';

/** A compose service's container, as `docker ps` tells it. */
export interface Container {
  readonly id: string;
  readonly name: string;
  readonly state: string;
}

const noContainer = 'no-container';

/** True where there is nothing of the project on the machine yet: the first release. */
export function isFirstRelease(error: unknown): boolean {
  return error instanceof Failure && error.reason === noContainer && error.cause === 'new';
}

/**
 * The running container of a compose service, found by the labels that compose writes. A service that never existed is told apart from one whose
 * container is gone or whose name is misspelled: only the former may pass for a first release.
 * @throws Failure `no-container`, `database-unreachable`
 */
export async function findContainer(shell: Shell, projectName: string, service: string): Promise<Container> {
  const project = `label=com.docker.compose.project=${projectName}`;
  const all = (await list(shell, project)).filter((entry) => !entry.oneOff);
  const mine = all.filter((entry) => entry.service === service);
  const running = mine.filter((entry) => entry.state === 'running');
  const [container] = running;
  if (running.length > 1) {
    const names = running.map((entry) => entry.name).join(', ');
    throw new Failure('database-unreachable', `Several containers of ${projectName}/${service} run on ${shell.where}: ${names}.`, {
      hint: 'A database service runs once; stop the one that is not in use.',
    });
  }
  if (container) return container;
  const other = mine[0];
  if (other) {
    throw new Failure(
      'database-unreachable',
      `The container ${other.name} of ${projectName}/${service} on ${shell.where} is ${other.state}.`,
      {
        hint:
          other.state === 'paused'
            ? `A backup may hold it still for a moment: run again. Else let it go on there: docker unpause ${other.name}.`
            : `Start it there (docker start ${other.name}), or read why it stopped (docker logs ${other.name}).`,
      },
    );
  }
  if (all.length > 0) {
    const services = [...new Set(all.map((entry) => entry.service))].sort().join(', ');
    throw new Failure(noContainer, `The project ${projectName} on ${shell.where} has no service ${service}; it has ${services}.`, {
      hint: "Set the input service to the database's name in the compose file, or start the service.",
    });
  }
  const volumes = await shell.run(['docker', 'volume', 'ls', '-q', '--filter', project]);
  if (volumes.stdout.trim()) {
    throw new Failure(noContainer, `The project ${projectName} has volumes on ${shell.where}, but no container of ${service}.`, {
      hint: `Its data may be in them: start the service (docker compose up -d ${service}), then run again.`,
    });
  }
  throw new Failure(noContainer, `Nothing of the project ${projectName} is on ${shell.where}.`, {
    hint: 'Check project-name, unless this is the first release.',
    cause: 'new',
  });
}

interface Listed extends Container {
  readonly service: string;
  readonly oneOff: boolean;
}

async function list(shell: Shell, filter: string): Promise<Listed[]> {
  const { stdout } = await shell.run(['docker', 'ps', '--all', '--no-trunc', '--filter', filter, '--format', '{{json .}}']);
  return stdout.split('\n').filter(Boolean).map(parseContainer);
}

/** One line of `docker ps --format '{{json .}}'`. */
export function parseContainer(line: string): Listed {
  const entry = JSON.parse(line) as { ID?: string; Names?: string; State?: string; Labels?: string };
  const labels = entry.Labels ?? '';
  const service = /(?:^|,)com\.docker\.compose\.service=([^,]*)/.exec(labels)?.[1] ?? '';
  return {
    id: entry.ID ?? '',
    name: entry.Names ?? '',
    state: entry.State ?? '',
    service,
    oneOff: /(?:^|,)com\.docker\.compose\.oneoff=True(?:,|$)/.test(labels),
  };
}
