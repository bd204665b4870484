import type { Host } from '@slipway/action';
import { type Answer, createDeployment, openGitHub, setCommitStatus, setDeploymentStatus } from '@slipway/github';
import { digestsOf } from './digests.ts';
import type { Inputs, Plan } from './settings.ts';

/** What GitHub is told of a release. Nothing here can fail one: what GitHub refuses is a warning. */
export interface Recorder {
  /** Once the images are known, and before anything of the environment is touched. */
  begin(images: Readonly<Record<string, string>>, release?: { version: string; commit: string }): Promise<void>;
  /** Only after `begin`. */
  end(state: 'success' | 'failure', description: string): Promise<void>;
}

const silent: Recorder = { begin: async () => {}, end: async () => {} };

export function tokenOf(inputs: Pick<Inputs, 'github-token'>): string {
  // A default that no runner has evaluated.
  return inputs['github-token'].startsWith('$') ? '' : inputs['github-token'];
}

/** A recorder that writes deployments and commit statuses, or nothing where none was asked for or there is no GitHub. */
export async function openRecorder(inputs: Inputs, plan: Plan, host: Host): Promise<Recorder> {
  const { context, log } = host;
  if (!inputs.deployment || context.local) return silent;
  // Not under the run's signal: the end of a cancelled release is recorded as well.
  const github = await openGitHub({ apiUrl: context.apiUrl, token: tokenOf(inputs), repository: context.repository, log });
  const { environment } = plan.settings;
  let deployment: number | undefined;
  let begun: string | undefined;
  const told = <T>(answer: Answer<T>): T | undefined => {
    if (answer.ok) return answer.data;
    log.warn(`${answer.why} The release goes on without that record.`);
    return undefined;
  };
  const status = (state: 'in_progress' | 'success' | 'failure', description: string, id: number): Promise<Answer<void>> =>
    setDeploymentStatus(github, id, {
      state,
      description,
      ...(addressOf(plan) ? { environmentUrl: addressOf(plan) } : {}),
      logUrl: context.runUrl,
    });
  return {
    async begin(images, { version, commit } = plan) {
      begun = commit;
      const payload = { slipway: 1 as const, version, digests: digestsOf(images), commit, run: context.runId };
      const description = `${inputs.mode === 'rollback' ? 'Back to' : 'Release'} ${version}`;
      const created = createDeployment(github, {
        environment,
        ref: commit,
        description,
        payload,
        production: environment === 'production',
      });
      deployment = told(await created);
      if (deployment !== undefined) told(await status('in_progress', description, deployment));
    },
    async end(state, description) {
      if (begun === undefined) return;
      if (deployment !== undefined) told(await status(state, description, deployment));
      const at = { state, context: `slipway/${environment}`, description, targetUrl: context.runUrl };
      told(await setCommitStatus(github, begun, at));
    },
  };
}

/** Where people reach the application, as the record links it. */
function addressOf({ settings }: Plan): string {
  return settings.smoke === false ? '' : new URL('/', settings.smoke.url).href;
}
