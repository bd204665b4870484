import { type Project, pullImage, runningContainer } from '@slipway/docker';
import { type Database, literal } from '@slipway/postgres';
import { escaped } from '../container.ts';
import type { Work } from '../work.ts';
import { loginOf } from '../workplace.ts';
import { roomTransport, startApplication } from './application.ts';
import { redirected, withoutSecrets } from './environment.ts';
import { databaseHosts, isolated } from './model.ts';
import type { RoomOptions } from './room.ts';

/** What a rehearsal needs to know before its room is made. */
export interface Stage extends RoomOptions {
  readonly project: Project;
  /** Environment over that of the service, as compose reads it: a given address, led to the room. */
  readonly environment: Readonly<Record<string, string>>;
  /** The work as it is done in a room: the new image, on the room's network, without secrets. */
  enter(network: string): Promise<Work>;
}

const host = 'slipway-database';

/** The given address without its password, led to the room. */
function redirectedOf(variable: string, url: string): string {
  return withoutSecrets({ [variable]: redirected(url, host) })[variable] ?? '';
}

export async function prepare(work: Work, project: Project, live: Database): Promise<Stage> {
  const { inputs, ports } = work;
  const { shell } = ports;
  const names = [live.name, ...(inputs['rehearse-database'] ? [inputs['rehearse-database']] : [])].map(literal).join(', ');
  const sizes = `select max(pg_database_size(oid)), current_setting('port') from pg_database where datname in (${names})`;
  const [[bytes = '0', port = '5432'] = []] = await live.query(sizes);
  const url = inputs['database-url'];
  const service = url ? undefined : await runningContainer(shell, project.name, inputs['database-service']);
  const image = inputs['rehearse-image'] ?? service?.image ?? `postgres:${live.server.major}`;
  if (inputs['rehearse-image'] !== undefined || !service) await pullImage(shell, image, loginOf(inputs));
  const environment = url ? { [inputs['database-variable']]: escaped(redirectedOf(inputs['database-variable'], url)) } : {};
  return {
    project,
    image,
    hosts: url ? [host] : databaseHosts(project.model, inputs['database-service']),
    port: url ? 5432 : Number(port),
    bytes: Number(bytes),
    environment,
    async enter(network) {
      const model = isolated(project.model, inputs.service, network);
      const image = inputs.image ?? project.model.services[inputs.service]?.image ?? '';
      const container = await startApplication(work, project, { model, image, environment, name: `${network}-app` });
      return { ...work, transport: roomTransport(shell, container, inputs.python, image) };
    },
  };
}
