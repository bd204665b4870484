import { randomBytes } from 'node:crypto';
import { type Project, pullImage, runningContainer } from '@slipway/docker';
import { type Database, literal } from '@slipway/postgres';
import { escaped } from '../container.ts';
import { folderOf, labelsOf, secondsThere } from '../sweep.ts';
import type { Work } from '../work.ts';
import { loginOf } from '../workplace.ts';
import { applicationName, roomTransport, startApplication } from './application.ts';
import { redirected, withoutSecrets } from './environment.ts';
import { databaseHosts, isolated } from './model.ts';
import type { RoomOptions } from './room.ts';
import { makeStandIns, type StandIns, secretNames } from './stand-ins.ts';

/** What a rehearsal needs to know before its room is made. */
export interface Stage extends RoomOptions {
  readonly project: Project;
  /** Environment over that of the service, as compose reads it: a given address, led to the room. */
  readonly environment: Readonly<Record<string, string>>;
  /** Files in the place of the service's secrets. */
  readonly standIns: StandIns;
  /** The work as it is done in a room: the new image, on the room's network, without secrets. */
  enter(network: string): Promise<Work>;
  /** Removes what was made for it. */
  leave(): Promise<void>;
}

const host = 'slipway-database';

/** The given address without its password, led to the room. */
function redirectedOf(variable: string, url: string): string {
  return withoutSecrets({ [variable]: redirected(url, host) })[variable] ?? '';
}

export async function prepare(work: Work, project: Project, live: Database): Promise<Stage> {
  const { inputs, ports } = work;
  const { shell } = ports;
  const end = (await secondsThere(shell)) + Math.ceil(work.remaining() / 1000) + 60;
  const both = [live.name, ...(inputs['rehearse-database'] ? [inputs['rehearse-database']] : [])].map(literal).join(', ');
  const sizes = `select max(pg_database_size(oid)), current_setting('port') from pg_database where datname in (${both})`;
  const [[bytes = '0', port = '5432'] = []] = await live.query(sizes);
  const url = inputs['database-url'];
  const service = url ? undefined : await runningContainer(shell, project.name, inputs['database-service']);
  const image = inputs['rehearse-image'] ?? service?.image ?? `postgres:${live.server.major}`;
  if (inputs['rehearse-image'] !== undefined || !service) await pullImage(shell, image, loginOf(inputs));
  const labels = labelsOf(project.name, end);
  const environment = url ? { [inputs['database-variable']]: escaped(redirectedOf(inputs['database-variable'], url)) } : {};
  const folder = folderOf(project.state, end, randomBytes(4).toString('hex'));
  const names = secretNames(project.model, inputs.service);
  const standIns = await makeStandIns(shell, folder, names);
  if (names.length > 0) ports.log.info(`In the rehearsal, files of random text stand in for the secrets ${names.join(', ')}.`);
  return {
    project,
    image,
    hosts: url ? [host] : databaseHosts(project.model, inputs['database-service']),
    port: url ? 5432 : Number(port),
    bytes: Number(bytes),
    labels,
    environment,
    standIns,
    async enter(network) {
      const model = isolated(project.model, inputs.service, network, standIns);
      const image = inputs.image ?? project.model.services[inputs.service]?.image ?? '';
      const container = await startApplication(work, project, { model, image, environment, labels, name: applicationName(network) });
      return { ...work, transport: roomTransport(shell, container, inputs.python, image) };
    },
    leave: async () => void (await shell.run(['rm', '-rf', '--', folder], { allowFailure: true })),
  };
}
