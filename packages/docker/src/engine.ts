import { Failure } from '@slipway/action';
import { accountOf, ProgramFailure, type Shell } from '@slipway/shell';

/** A container as `docker inspect` tells it. */
export interface Container {
  readonly id: string;
  readonly name: string;
  readonly project: string;
  readonly service: string;
  readonly status: string;
  /** `healthy`, `unhealthy`, `starting`; undefined where the container has no health check. */
  readonly health: string | undefined;
  readonly exitCode: number;
  readonly restarts: number;
  readonly startedAt: string;
  readonly image: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly networks: readonly string[];
}

interface Inspected {
  Id: string;
  Name: string;
  RestartCount: number;
  State: { Status: string; ExitCode: number; StartedAt: string; Health?: { Status: string } };
  Config: { Image: string; Labels: Record<string, string> | null };
  NetworkSettings: { Networks: Record<string, unknown> | null };
}

/** Every container of a compose project, running or not; one-off ones (`compose run`) left out. */
export async function containersOf(shell: Shell, project: string): Promise<Container[]> {
  const { stdout } = await shell.run(['docker', 'ps', '-aq', '--no-trunc', '--filter', `label=com.docker.compose.project=${project}`]);
  const ids = stdout.split('\n').filter(Boolean);
  if (ids.length === 0) return [];
  const inspected = await shell.run(['docker', 'inspect', '--type', 'container', ...ids], { allowFailure: true });
  // One that vanished between the two calls is none of the project any more; docker still prints the others.
  const list = JSON.parse(inspected.stdout || '[]') as Inspected[];
  return list.filter((one) => one.Config.Labels?.['com.docker.compose.oneoff'] !== 'True').map(container);
}

function container(one: Inspected): Container {
  const labels = one.Config.Labels ?? {};
  return {
    id: one.Id,
    name: one.Name.replace(/^\//, ''),
    project: labels['com.docker.compose.project'] ?? '',
    service: labels['com.docker.compose.service'] ?? '',
    status: one.State.Status,
    health: one.State.Health?.Status,
    exitCode: one.State.ExitCode,
    restarts: one.RestartCount,
    startedAt: one.State.StartedAt,
    image: one.Config.Image,
    labels,
    networks: Object.keys(one.NetworkSettings.Networks ?? {}),
  };
}

/** A one-shot service, like a seed of the database, that did its work. */
export function finished(container: Pick<Container, 'status' | 'exitCode'>): boolean {
  return container.status === 'exited' && container.exitCode === 0;
}

/** A container that ends or starts in this very moment cannot be updated; one that has ended can. */
const update =
  'p=$1; shift; n=0; until said=$(docker update --restart "$p" "$@" 2>&1); do n=$((n + 1)); if [ $n -ge 15 ]; then echo "$said" >&2; exit 1; fi; sleep 0.3; done';

/** What the engine does when the containers end, or it starts anew: `no`, `always`, `unless-stopped`, `on-failure:3`. */
export async function setRestart(shell: Shell, policy: string, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await shell.run(['sh', '-c', update, 'sh', policy, ...ids]);
}

/** The running container of a service; undefined where there is none. */
export async function runningContainer(shell: Shell, project: string, service: string): Promise<Container | undefined> {
  return (await containersOf(shell, project)).find((one) => one.service === service && one.status === 'running');
}

/** Last lines that a container wrote: untrusted text. */
export async function containerLogs(shell: Shell, id: string, lines = 30): Promise<string> {
  const result = await shell.run(['docker', 'logs', '--tail', String(lines), id], { allowFailure: true, deadline: 20_000 });
  return `${result.stdout}${result.stderr}`;
}

/**
 * What the engine on the shell's machine is able to do.
 * @throws Failure `engine-unavailable`, `compose-too-old`
 */
export async function requireEngine(shell: Shell): Promise<void> {
  const engine = await shell.run(['docker', 'version', '--format', '{{.Server.Version}}'], { allowFailure: true, deadline: 30_000 });
  if (engine.code !== 0) {
    const denied = /permission denied/i.test(engine.stderr);
    throw new Failure(
      'engine-unavailable',
      `The Docker engine on ${shell.where} did not answer: ${engine.stderr.trim().split('\n').at(-1) ?? ''}`,
      {
        state: 'Nothing was changed.',
        hint: denied
          ? `As root on the server: usermod --append --groups docker ${accountOf(shell)}`
          : 'As root on the server: systemctl enable --now docker',
      },
    );
  }
  const compose = await shell.run(['docker', 'compose', 'version', '--short'], { allowFailure: true, deadline: 30_000 });
  const [major = 0, minor = 0] = compose.stdout.trim().replace(/^v/, '').split('.').map(Number);
  if (compose.code !== 0 || major < 2 || (major === 2 && minor < 20)) {
    const found = compose.code === 0 ? `${compose.stdout.trim()} there` : 'no compose plugin';
    throw new Failure('compose-too-old', `Docker Compose 2.20 or newer is needed on ${shell.where}; found ${found}.`, {
      state: 'Nothing was changed.',
      hint: 'As root on the server: apt-get install docker-compose-plugin, from the packages of Docker (docs.docker.com/engine/install).',
    });
  }
}

export interface RegistryLogin {
  readonly username: string;
  readonly password: string;
}

/**
 * Pulls an image by digest onto the shell's machine. A login lives in a folder of its own for the time of the pull, and is removed with it.
 * @throws Failure `pull-failed`
 */
export async function pullImage(shell: Shell, image: string, login?: RegistryLogin): Promise<void> {
  const present = await shell.run(['docker', 'image', 'inspect', '--format', '{{.Id}}', image], { allowFailure: true });
  if (present.code === 0) return;
  try {
    if (!login) await shell.run(['docker', 'pull', '--quiet', image], { deadline: 600_000 });
    else await pullWithLogin(shell, image, login);
  } catch (error) {
    if (!(error instanceof ProgramFailure)) throw error;
    throw new Failure('pull-failed', `${shell.where} could not pull ${image}: ${error.stderr.trim().split('\n').at(-1) ?? ''}`, {
      hint: 'Check that the server reaches the registry and that registry-username and registry-password may read the image.',
      cause: error,
    });
  }
}

async function pullWithLogin(shell: Shell, image: string, login: RegistryLogin): Promise<void> {
  const registry = image.split('/')[0] ?? '';
  const auth = Buffer.from(`${login.username}:${login.password}`).toString('base64');
  const config = JSON.stringify({ auths: { [registry]: { auth } } });
  const text = [
    'set -eu; umask 077; d=$(mktemp -d); trap \'rm -rf -- "$d"\' EXIT HUP INT TERM; cat > "$d/config.json"',
    'docker --config "$d" pull --quiet "$1"',
  ].join('\n');
  await shell.run(['sh', '-c', text, 'sh', image], { input: config, deadline: 600_000 });
}
