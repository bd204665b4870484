import { Failure } from '@slipway/action';
import { ProgramFailure, type RunOptions, type Shell } from '@slipway/shell';

export interface Builder {
  readonly name: string;
  readonly driver: string;
  /** False for the engine's own driver: buildx pushes nothing but tags with it, whichever image store the engine has. */
  readonly pushesByDigest: boolean;
}

/** The builder that `docker buildx build` will use. @throws Failure `docker-unavailable`, `program-missing` */
export async function findBuilder(shell: Shell, options: RunOptions): Promise<Builder> {
  const inspected = await shell.run(['docker', 'buildx', 'inspect'], { deadline: 60_000, ...options }).catch(unavailable);
  const field = (name: string): string => new RegExp(`^${name}:\\s*(\\S+)`, 'm').exec(inspected.stdout)?.[1] ?? '';
  const driver = field('Driver');
  return { name: field('Name') || 'default', driver, pushesByDigest: driver !== 'docker' };
}

function unavailable(error: unknown): never {
  if (!(error instanceof ProgramFailure)) throw error;
  if (/not a docker command|unknown command/i.test(error.stderr)) {
    throw new Failure('docker-unavailable', 'Docker is installed without its buildx plugin.', {
      state: 'Nothing was built.',
      hint: 'Install the plugin (package docker-buildx or docker-buildx-plugin).',
      cause: error,
    });
  }
  throw new Failure('docker-unavailable', `The Docker engine does not answer: ${error.stderr.trim().split('\n').at(-1) ?? ''}`, {
    state: 'Nothing was built.',
    hint: 'Start Docker on the runner, and let the user of the runner use it (group docker).',
    cause: error,
  });
}
