import type { Host } from '@slipway/action';
import { type Answer, createDeployment, type GitHub, openGitHub, setCommitStatus, setDeploymentStatus } from '@slipway/github';
import { endAbandoned } from './abandoned.ts';
import { digestsOf } from './digests.ts';
import type { Inputs, Plan } from './settings.ts';

/** What GitHub is told of a release. Nothing here can fail one: what GitHub refuses is a warning. */
export interface Recorder {
  /** Once the images are known, and before anything of the environment is touched. With `release`: an older one that is gone back to. */
  begin(images: Readonly<Record<string, string>>, release?: { version: string; commit: string }): Promise<void>;
  /** Only after `begin`. */
  end(state: 'success' | 'failure', description: string): Promise<void>;
}

const silent: Recorder = { begin: async () => {}, end: async () => {} };

export function tokenOf(inputs: Pick<Inputs, 'github-token'>): string {
  // A default that no runner has evaluated.
  return inputs['github-token'].startsWith('$') ? '' : inputs['github-token'];
}

/** Milliseconds that each may take in all: the lease of the server is held meanwhile, and a cancelled runner leaves seven seconds for everything. */
const limits = { begin: 15_000, end: 20_000, cancelled: 4000 };

/** A recorder that writes deployments and commit statuses, or nothing where none was asked for or there is no GitHub. */
export async function openRecorder(inputs: Inputs, plan: Plan, host: Host): Promise<Recorder> {
  const { context, log } = host;
  if (!inputs.deployment || context.local) return silent;
  const { environment } = plan.settings;
  const open = (signal: AbortSignal): Promise<GitHub> =>
    openGitHub({ apiUrl: context.apiUrl, token: tokenOf(inputs), repository: context.repository, log, signal });
  let begun: { readonly commit: string; readonly deployment: number | undefined } | undefined;
  const told = <T>(answer: Answer<T>): T | undefined => {
    if (answer.ok) return answer.data;
    log.warn(`${answer.why} The release goes on without that record.`);
    return undefined;
  };
  const links = { logUrl: context.runUrl, ...(addressOf(plan) ? { environmentUrl: addressOf(plan) } : {}) };
  return {
    async begin(images, older) {
      const { version, commit } = older ?? plan;
      const github = await open(AbortSignal.any([host.signal, AbortSignal.timeout(limits.begin)]));
      const payload = { slipway: 1 as const, version, digests: digestsOf(images), commit, run: context.runId };
      const description = `${older ? 'Back to' : 'Release'} ${version}`;
      const wanted = { environment, ref: commit, description, payload, production: environment === 'production' };
      const deployment = told(await createDeployment(github, wanted));
      begun = { commit, deployment };
      if (deployment === undefined) return;
      told(await setDeploymentStatus(github, deployment, { state: 'in_progress', description, ...links }));
      await endAbandoned(github, environment, deployment);
    },
    async end(state, description) {
      if (!begun) return;
      const { commit, deployment } = begun;
      const github = await open(endOf(host.signal));
      if (deployment !== undefined) told(await setDeploymentStatus(github, deployment, { state, description, ...links }));
      told(await setCommitStatus(github, commit, { state, context: `slipway/${environment}`, description, targetUrl: context.runUrl }));
    },
  };
}

/** The run's own signal would keep the end of a cancelled release from being recorded; it makes the time shorter instead. */
function endOf(cancelled: AbortSignal): AbortSignal {
  if (cancelled.aborted) return AbortSignal.timeout(limits.cancelled);
  const stop = new AbortController();
  const late = (): void => stop.abort(cancelled.reason);
  cancelled.addEventListener('abort', () => setTimeout(late, limits.cancelled).unref(), { once: true });
  return AbortSignal.any([stop.signal, AbortSignal.timeout(limits.end)]);
}

/** Where people reach the application, as the record links it. */
function addressOf({ settings }: Plan): string {
  return settings.smoke === false ? '' : new URL('/', settings.smoke.url).href;
}
