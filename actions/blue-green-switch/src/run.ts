import { code, Failure, type Host, type InputsOf, messageOf, type Result, table } from '@slipway/action';
import { type Container, callersOf, ensureSingles, openProject, otherColor, publishedPorts, requireEngine } from '@slipway/docker';
import { openSession, type Session } from '@slipway/journal';
import type { Shell } from '@slipway/shell';
import { assignAddresses } from './addresses.ts';
import { answeringService, questionsFor } from './checks.ts';
import { composeColors, type Release } from './colors.ts';
import type { contract } from './contract.ts';
import { type DeployOptions, deploy, versionOf } from './deploy.ts';
import { Haproxy, mapFileOf } from './haproxy.ts';
import { parseImages } from './images.ts';

import { type Receipt, renderReceipt } from './receipt.ts';
import { previousRelease, report } from './status.ts';
import type { Work } from './work.ts';

export type Inputs = InputsOf<typeof contract>;

export interface Ports extends Host {
  readonly shell: Shell;
  /** A lease that is held already, as in a whole release; otherwise one is taken for this switch. */
  readonly session?: Session;
  /** Asked once the new version has the traffic and before it is confirmed: throws where the traffic must go back. */
  readonly gate?: () => Promise<void>;
}

export interface SwitchResult extends Result<typeof contract> {
  readonly receipt?: Receipt;
}

/** Moves a Compose application to other images, back to those before, or says what is live. */
export async function run(inputs: Inputs, ports: Ports): Promise<SwitchResult> {
  await requireEngine(ports.shell);
  const project = await openProject(ports.shell, inputs, ports.context);
  if (inputs.mode === 'status') return report(ports, project, inputs);
  const wanted = inputs.mode === 'deploy' ? parseImages(inputs.images, project.model) : undefined;
  const session = ports.session ?? (await ownSession(inputs, ports, project.state));
  try {
    const result = await switchTo(inputs, { ...ports, shell: session.shell, session }, project, wanted);
    if (!ports.session)
      await session.end(result.outcome, { version: result.outputs.version }).catch((error: unknown) => unwritten(ports, error));
    return result;
  } catch (error) {
    if (!ports.session) await session.end(error instanceof Failure ? (error.details.outcome ?? 'failed') : 'failed').catch(() => {});
    throw error;
  }
}

/** What was asked for is true; that its end is not in the journal is the next run's to settle. */
function unwritten(ports: Ports, error: unknown): void {
  ports.log.warn(`It is done, but the end could not be written into the journal: ${messageOf(error)}.`);
}

async function ownSession(inputs: Inputs, ports: Ports, folder: string): Promise<Session> {
  const { runIsOver } = await import('@slipway/github');
  const token = inputs['github-token'].startsWith('$') ? '' : inputs['github-token'];
  return openSession(
    ports.shell,
    {
      folder,
      what: `${inputs.mode} ${inputs.version ?? ''}`.trim(),
      wait: inputs['lock-timeout'],
      isOver: (owner) => runIsOver(owner, { apiUrl: ports.context.apiUrl, token }),
    },
    ports,
  );
}

type Opened = Ports & { readonly session: Session };

async function switchTo(
  inputs: Inputs,
  ports: Opened,
  project: Work['project'],
  wanted: Release['images'] | undefined,
): Promise<SwitchResult> {
  const back = wanted === undefined ? await previousRelease(ports, project, inputs) : undefined;
  const images = wanted ?? back?.images ?? {};
  const version = back?.version ?? inputs.version ?? (ports.context.sha || ports.session.transaction);
  const released = Object.keys(images);
  refuseCallers(project.model, released);
  const published = publishedPorts(project.model, released);
  const service = answeringService(inputs.service, published);
  const questions = questionsFor({ service, healthPath: inputs['health-path'], checks: wanted ? inputs.checks : [], published });
  const networks = await assignAddresses(ports.shell, project.state, published);
  const ipv6 = (await ports.shell.run(['test', '-s', '/proc/net/if_inet6'], { allowFailure: true })).code === 0;
  const place = { directory: inputs['router-directory'], project: project.name };
  const router = new Haproxy(
    {
      shell: ports.shell,
      clock: ports.clock,
      log: ports.log,
      ...place,
      socket: inputs['haproxy-socket'],
      masterSocket: inputs['haproxy-master-socket'],
    },
    { project: project.name, published, networks, mapFile: mapFileOf(place), ipv6 },
  );
  const colors = composeColors(ports.shell, project, networks, ports);
  const work: Work = {
    host: ports,
    shell: ports.shell,
    session: ports.session,
    project,
    published,
    networks,
    router,
    colors,
    undoFolder: `${project.state}/undo`,
    timings: [],
  };
  const route = await router.read();
  const release: Release = { version, images };
  if (route.live && route.live === route.confirmed && serves(await colors.containers(route.live), release)) {
    // What an earlier run left of the other colour would go on working its queues.
    const other = otherColor(route.live);
    if (!inputs['dry-run'] && (await colors.containers(other)).some((one) => one.status === 'running')) await colors.stop(other, 30);
    return unchanged(route.live, (await versionOf(work, route.live)) || version);
  }
  if (inputs['dry-run']) return planned(project.name, route.live, release);
  await ensureSingles(ports.shell, project, released, ports);
  const options: DeployOptions = {
    release,
    derivedVersion: inputs.version === undefined && back === undefined,
    questions,
    login:
      inputs['registry-username'] && inputs['registry-password']
        ? { username: inputs['registry-username'], password: inputs['registry-password'] }
        : undefined,
    healthTimeout: inputs['health-timeout'],
    bakeTime: inputs['bake-time'],
    // Time beyond the bake for a slow runner, and for the checks before it.
    confirmTimeout: inputs['confirm-timeout'] ?? inputs['bake-time'] + 90_000,
    drainTimeout: inputs['drain-timeout'],
    routerDirectory: inputs['router-directory'],
    socket: inputs['haproxy-socket'],
    rollbackCommand: rollbackCommand(inputs, project.name),
    bringUp: back?.kept ? 'start' : 'create',
    gate: ports.gate,
  };
  const { receipt } = await deploy(work, options);
  return finished(inputs.mode === 'rollback' ? 'rolled-back' : 'switched', receipt);
}

/** A service of one copy that calls a released one by name would meet both colours, the unchecked one too. */
function refuseCallers(model: Work['project']['model'], released: readonly string[]): void {
  const callers = callersOf(model, released);
  if (callers.length === 0) return;
  throw new Failure('calls-release', `${callers.join(', ')} depends on a released service but is not released itself.`, {
    state: 'Nothing was changed.',
    hint: 'Name an image for it as well, so that each colour has its own; or take the depends_on away where it does not call that service.',
  });
}

/** Whether a colour runs exactly these images, well. */
function serves(containers: readonly Container[], release: Release): boolean {
  const well = (container: Container): boolean => container.status === 'running' && (container.health ?? 'healthy') === 'healthy';
  return Object.entries(release.images).every(([service, image]) =>
    containers.some((one) => one.service === service && one.image === image && well(one)),
  );
}

function unchanged(live: string, version: string): SwitchResult {
  return { outcome: 'unchanged', outputs: { live, version }, summary: `### ${code(version)} is live on ${live} already` };
}

function planned(project: string, live: string | undefined, release: Release): SwitchResult {
  const rows = Object.entries(release.images).map(([service, image]) => [code(service), code(image)]);
  const summary = [`### Plan: ${project} from ${live ?? 'nothing'} to the other colour`, table(['service', 'image'], rows)].join('\n\n');
  return { outcome: 'reported', outputs: { live: live ?? '' }, summary };
}

function finished(outcome: 'switched' | 'rolled-back', receipt: Receipt): SwitchResult {
  return {
    outcome,
    receipt,
    summary: renderReceipt(receipt),
    outputs: {
      live: receipt.color,
      version: receipt.version,
      'previous-version': receipt.previousVersion,
      requests: String(receipt.requests),
      'failed-requests': String(receipt.failed),
      'switch-ms': String(receipt.switchMs),
      'rollback-command': receipt.rollbackCommand,
      receipt: JSON.stringify(receipt),
    },
  };
}

/** The same action with mode rollback, as it is run from a checkout of the suite. */
function rollbackCommand(inputs: Inputs, project: string): string {
  const server = inputs.host ? ` --host ${inputs.host} --port ${inputs.port} --username ${inputs.username}` : '';
  return `node dist/blue-green-switch/index.js --mode rollback --project-name ${project} --compose-file ${inputs['compose-file']}${server}`;
}
