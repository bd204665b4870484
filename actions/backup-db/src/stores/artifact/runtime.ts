import { Failure } from '@slipway/action';

type Environment = Readonly<Record<string, string | undefined>>;

/** What a job may speak to GitHub's results service with, as its runner gives it to actions. */
export interface Runtime {
  readonly url: string;
  readonly token: string;
  /** Names that the service has for the attempt of the run, and for its job. */
  readonly run: string;
  readonly job: string;
}

const state = 'Nothing was changed.';

/** @throws Failure `destination-missing` where this is no action in a job */
export function readRuntime(env: Environment): Runtime {
  const url = env['ACTIONS_RESULTS_URL'];
  const token = env['ACTIONS_RUNTIME_TOKEN'];
  if (!url || !token || !URL.canParse(url)) {
    const absent =
      ['ACTIONS_RESULTS_URL', 'ACTIONS_RUNTIME_TOKEN'].filter((name) => !env[name]).join(' and ') || 'a good ACTIONS_RESULTS_URL';
    throw new Failure('destination-missing', `artifact:// is written to from within a job, and ${absent} is missing here.`, {
      state,
      hint: 'Only actions get it, by `uses:` in a workflow; a command in `run:` and a machine of your own do not. Modes list, check and restore need a github-token only.',
    });
  }
  const scope = scopes(token).find(([service, ...ids]) => service === 'Actions.Results' && ids.length === 2);
  const [, run, job] = scope ?? [];
  if (run && job) return { url: new URL(url).origin, token, run, job };
  throw new Failure('destination-refused', 'ACTIONS_RUNTIME_TOKEN does not name a run and a job that artifacts could belong to.', {
    state,
    hint: 'Run it on a runner of github.com; a stand-in for one has to give tokens with the scope Actions.Results.',
  });
}

/** The words of the token's scopes; the service judges the signature, and not we. */
function scopes(token: string): string[][] {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    const { scp } = claims as { scp?: unknown };
    return typeof scp === 'string' ? scp.split(' ').map((scope) => scope.split(':')) : [];
  } catch {
    return [];
  }
}

/** GitHub Enterprise Server has another service for artifacts, which keeps no file as one. @throws Failure `destination-missing` */
export function refuseServer(env: Environment): void {
  const url = env['GITHUB_SERVER_URL'] ?? 'https://github.com';
  const host = URL.canParse(url) ? new URL(url).hostname.toLowerCase() : '';
  if (host === 'github.com' || host.endsWith('.ghe.com') || host.endsWith('.localhost')) return;
  throw new Failure('destination-missing', `artifact:// is for github.com, and ${host || url} is a GitHub Enterprise Server.`, {
    state,
    hint: 'Its artifacts are of another kind, which official clients of today do not take either: name a folder, s3:// or azure:// as destination.',
  });
}

/** Days that the repository keeps artifacts at most; undefined where the runner does not say. */
export function longestRetention(env: Environment): number | undefined {
  const days = Number(env['GITHUB_RETENTION_DAYS']);
  return Number.isInteger(days) && days > 0 ? days : undefined;
}
