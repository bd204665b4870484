import { posix } from 'node:path';
import { badInputs, Failure, type Host, type InputsOf, messageOf } from '@slipway/action';
import {
  colorProject,
  containersOf,
  ensureSingles,
  openProject,
  type Project,
  pullImage,
  type RegistryLogin,
  requireEngine,
  runningContainer,
  type Service,
} from '@slipway/docker';
import type { Database, DatabaseAddress } from '@slipway/postgres';
import { homeFolder, type Shell } from '@slipway/shell';
import { containerTransport } from './container.ts';
import type { contract } from './contract.ts';
import { createScrub, type Scrub, secretsOf } from './scrub.ts';
import { sweep } from './sweep.ts';
import { execTransport, localTransport, type Transport } from './transport.ts';

export type Inputs = InputsOf<typeof contract>;
export interface Ports extends Host {
  readonly shell: Shell;
  /** Asked before anything is changed: whether the release goes on, given whether old code works with the schema after it. It throws to stop. */
  readonly gate?: (compatible: 'true' | 'false' | 'unknown') => Promise<void>;
  /** The proven backup of this release. */
  readonly proof?: Proof;
}

/** A backup that was read back. */
export interface Proof {
  readonly id: string;
  /** Names of those that it is of. */
  readonly databases: readonly string[];
  /** Restores it into an empty database of another server; undefined where nobody can. */
  readonly restore?: (target: Database) => Promise<void>;
}

/** Where the work is done: the way to Alembic, and the way to the database's lock. */
export interface Workplace {
  readonly transport: Transport;
  readonly address: DatabaseAddress;
  /** False where the database is not up yet, and only a plan was asked for. */
  readonly running: boolean;
  readonly scrub: Scrub;
  /** What the application is configured with, as far as compose and the inputs know it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Names under which the application meets the database service; empty where its URL is given. */
  readonly hosts: readonly string[];
  /** Whether `localhost` is for the application what it is for us; in a container it is the container. */
  readonly near: boolean;
}

/** @param mayStart whether the database service may be started where it does not run */
export async function openWorkplace(inputs: Inputs, ports: Ports, mayStart: boolean): Promise<Workplace> {
  if (inputs.transport === 'local') return openFolder(inputs, ports);
  const { shell } = ports;
  await requireEngine(shell);
  // What it cannot remove hinders nobody here.
  await sweep(shell).catch((error: unknown) => ports.log.debug(messageOf(error)));
  const project = await openProject(shell, inputs, ports.context);
  checkServices(inputs, project);
  const running = await provideDatabase(inputs, ports, project, mayStart);
  const address = addressOf(inputs, project);
  const given = givenUrl(inputs);
  const service = project.model.services[inputs.service] ?? {};
  const database = project.model.services[inputs['database-service']] ?? {};
  const scrub = createScrub(secretsOf({ ...database.environment, ...service.environment, ...given }));
  const environment = { ...plainOf(service.environment ?? {}), ...given };
  const place = {
    address,
    running,
    scrub,
    environment,
    hosts: inputs['database-url'] ? [] : hostsOf(inputs['database-service'], database),
    near: service['network_mode'] === 'host',
  };
  if (inputs.transport === 'exec') {
    const container = await liveContainer(shell, project.name, inputs.service);
    return { transport: execTransport(shell, { container, python: inputs.python, secrets: given }), ...place };
  }
  const image = inputs.image ?? service.image;
  if (!image) throw badInputs([{ input: 'image', message: `is needed: the service ${inputs.service} names none in the compose file` }]);
  await pullImage(shell, image, loginOf(inputs));
  const options = { service: inputs.service, image, python: inputs.python, environment: given };
  return { transport: await containerTransport(shell, project, options), ...place };
}

export function loginOf(inputs: Inputs): RegistryLogin | undefined {
  const { 'registry-username': username, 'registry-password': password } = inputs;
  return username && password ? { username, password } : undefined;
}

async function openFolder(inputs: Inputs, ports: Ports): Promise<Workplace> {
  const url = inputs['database-url'];
  if (!url) throw badInputs([{ input: 'database-url', message: 'is needed with transport local, and is missing or empty' }]);
  const { shell, context } = ports;
  const base = shell.remote ? posix.resolve(await homeFolder(shell), inputs.directory ?? '.') : context.workspace;
  const folder = posix.resolve(base, inputs['working-directory']);
  const secrets = givenUrl(inputs);
  const there = await shell.run(['test', '-d', folder], { allowFailure: true });
  if (there.code !== 0) throw badInputs([{ input: 'working-directory', message: `names ${folder}, which is no folder on ${shell.where}` }]);
  const transport = localTransport(shell, { folder, python: inputs.python, secrets });
  return {
    transport,
    address: { url },
    running: true,
    scrub: createScrub(secretsOf(secrets)),
    environment: secrets,
    hosts: [],
    near: true,
  };
}

function givenUrl(inputs: Inputs): Record<string, string> {
  return inputs['database-url'] ? { [inputs['database-variable']]: inputs['database-url'] } : {};
}

/** Compose writes a dollar twice. */
function plainOf(environment: Readonly<Record<string, string | null>>): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, (value ?? '').replaceAll('$$', '$')]));
}

function hostsOf(name: string, service: Service): readonly string[] {
  const networks = Object.values(service.networks ?? {}) as readonly ({ readonly aliases?: readonly string[] } | null)[];
  const others = [service['container_name'], service['hostname']].filter((one): one is string => typeof one === 'string');
  return [name, ...others, ...networks.flatMap((one) => one?.aliases ?? [])];
}

function addressOf(inputs: Inputs, project: Project): DatabaseAddress {
  const url = inputs['database-url'];
  return url ? { url } : { projectName: project.name, service: inputs['database-service'] };
}

function checkServices(inputs: Inputs, project: Project): void {
  const known = Object.keys(project.model.services);
  const wanted = inputs['database-url'] ? (['service'] as const) : (['service', 'database-service'] as const);
  const problems = wanted
    .filter((input) => !known.includes(inputs[input]))
    .map((input) => {
      const other = input === 'database-service' ? '; give database-url where the database is no service' : '';
      return { input, message: `'${inputs[input]}' is not a service of ${inputs['compose-file']}, which has ${known.join(', ')}${other}` };
    });
  if (problems.length > 0) throw badInputs(problems);
}

/** Starts the database service and nothing else, where that is allowed. @returns whether there is a database to ask */
async function provideDatabase(inputs: Inputs, ports: Ports, project: Project, mayStart: boolean): Promise<boolean> {
  const service = inputs['database-service'];
  if (inputs['database-url']) return true;
  if (!mayStart) return (await runningContainer(ports.shell, project.name, service)) !== undefined;
  const others = Object.keys(project.model.services).filter((name) => name !== service);
  await ensureSingles(ports.shell, project, others, ports);
  return true;
}

/** The running container of a service: of the project itself, or of the one colour that runs. */
async function liveContainer(shell: Shell, project: string, service: string): Promise<{ id: string; name: string }> {
  const projects = [project, colorProject(project, 'blue'), colorProject(project, 'green')];
  const lists = await Promise.all(projects.map((name) => containersOf(shell, name)));
  const found = lists.flat().filter((one) => one.service === service && one.status === 'running');
  const [container] = found;
  if (container && found.length === 1) return container;
  const several = found.length > 1 ? `Several containers of ${service} run` : `No container of ${service} runs`;
  throw new Failure('no-container', `${several} on ${shell.where}${container ? `: ${found.map((one) => one.name).join(', ')}` : ''}.`, {
    state: 'Nothing was changed.',
    hint: 'Use transport run, which makes a container of its own.',
  });
}
