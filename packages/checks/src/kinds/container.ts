import type { Shell } from '@slipway/shell';
import { ProgramFailure } from '@slipway/shell';
import type { Kind } from '../kind.ts';
import { PrivateTarget } from '../private.ts';
import { show } from '../show.ts';
import { optionProblems } from './place.ts';
import { ask, type Question, refuse } from './question.ts';

const example = 'container://project/service, or container://name';
const form = /^container:\/\/([a-zA-Z0-9][\w.-]*)(?:\/([a-zA-Z0-9][\w.-]*))?\/?$/;

/** What Docker says of a container, or of every container of a compose service: the worst one is shown. */
export const container: Kind = {
  conditions: ['[BODY].state == running', '[BODY].health == any(healthy, none)'],
  options: [],
  check: (request) => [
    ...optionProblems(request, container),
    ...(form.test(request.url.trim()) ? [] : [`The url names no container. Example: ${example}`]),
  ],
  probe: (request, ports) => {
    const [, first = '', service] = form.exec(request.url.trim()) ?? [];
    const name = service === undefined ? `the container ${first}` : `the service ${service} of ${first}`;
    return ask(request, ports, { shown: request.url.trim(), endpoint: name }, async (question) => {
      const containers = await inspect(question, service === undefined ? [first] : await idsOf(question, first, service));
      describe(question, containers);
    });
  },
};

/** The part of `docker inspect` that is looked at. */
interface Inspected {
  readonly Name: string;
  readonly RestartCount: number;
  readonly Config: { readonly Image: string };
  readonly State: {
    readonly Status: string;
    readonly ExitCode: number;
    readonly OOMKilled: boolean;
    readonly Health?: { readonly Status: string; readonly Log?: readonly { readonly ExitCode: number; readonly Output: string }[] | null };
  };
}

async function docker({ ports, request, signal }: Question, argv: readonly string[]): Promise<string> {
  const { shell } = ports;
  if (ports.publicOnly) throw new PrivateTarget('a container of this machine');
  const running: ReturnType<Shell['run']> = shell.run(['docker', ...argv], {
    env: { LC_ALL: 'C' },
    deadline: request.timeout + 1000,
    signal,
  });
  const { stdout } = await running.catch((error: unknown) => {
    if (!(error instanceof ProgramFailure)) throw error;
    if (/permission denied/i.test(error.stderr))
      refuse(`the user of ${shell.where} may not use Docker: add it to the group docker`, 'EACCES');
    if (/cannot connect to the docker daemon|is the docker daemon running/i.test(error.stderr))
      refuse(`Docker does not run on ${shell.where}`, 'NO_DAEMON', 'refused');
    if (/no such (container|object)/i.test(error.stderr)) return { stdout: '[]' };
    refuse(`docker ${argv[0]} failed on ${shell.where}: ${show(error.stderr, 160)}`, 'DOCKER');
  });
  return stdout;
}

async function idsOf(question: Question, project: string, service: string): Promise<readonly string[]> {
  const labels = [`project=${project}`, `service=${service}`, 'oneoff=False'].map((label) => `label=com.docker.compose.${label}`);
  const stdout = await docker(question, ['ps', '--all', '--quiet', '--no-trunc', ...labels.flatMap((label) => ['--filter', label])]);
  return stdout.split('\n').filter((id) => id !== '');
}

async function inspect(question: Question, ids: readonly string[]): Promise<readonly Inspected[]> {
  const text = ids.length === 0 ? '[]' : await docker(question, ['inspect', '--type', 'container', ...ids]);
  const found = JSON.parse(text) as readonly Inspected[];
  if (found.length === 0) refuse(`${question.stage.endpoint} is not on ${question.ports.shell.where}`, 'NO_CONTAINER', 'refused');
  return found;
}

/** From good to bad. */
const order = ['healthy', 'none', 'starting', 'unhealthy'];

function badness({ State: { Status, Health } }: Inspected): number {
  return Status === 'running' ? order.indexOf(Health?.Status ?? 'none') : order.length;
}

function describe({ finding, stage, ports }: Question, containers: readonly Inspected[]): void {
  const [worst] = containers.toSorted((a, b) => badness(b) - badness(a));
  if (worst === undefined) return;
  const { State: state, Config: config, RestartCount: restarts } = worst;
  const output = state.Health?.Log?.at(-1)?.Output;
  finding.connected = state.Status === 'running';
  finding.json = {
    name: worst.Name.replace(/^\//, ''),
    state: state.Status,
    health: state.Health?.Status || 'none',
    restarts,
    image: config.Image,
    containers: containers.length,
    exitCode: state.ExitCode,
    ...(output === undefined ? {} : { output: show(output, 300) }),
  };
  if (state.Status === 'running') return;
  const how = state.OOMKilled ? ', killed because its memory was full' : state.Status === 'exited' ? ` with code ${state.ExitCode}` : '';
  // Only decisive where a condition fails: a container that did its work and ended may be just what was asked for.
  refuse(`${stage.endpoint} is ${state.Status}${how} on ${ports.shell.where}`, state.Status.toUpperCase(), 'refused');
}
