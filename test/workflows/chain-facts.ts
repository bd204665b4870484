// What the tests of the chain ask of a run, of GitHub's records and of the registry.
import { readFileSync } from 'node:fs';
import type { WorkflowRun } from './act-log.ts';
import type { Chain } from './chain.ts';

/** Whether a process is the program of the root action, as a runner started it. */
export function isRelease(pid: number): boolean {
  try {
    return /dist\/release\/index\.js/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
  } catch {
    return false;
  }
}

/** A reviewer lets a run through. */
export const approving =
  (chain: Chain) =>
  (runId: number): void => {
    chain.github.state.approve(runId, 'production-approval', 'reviewer');
  };

export function expectSuccess(ran: WorkflowRun): void {
  if (ran.code !== 0) throw new Error(ran.log);
}

/** The run failed for this reason. @returns its message */
export function expectRefusal(ran: WorkflowRun, reason: string): string {
  const step = ran.steps.find(({ outputs }) => outputs['reason'] === reason);
  if (ran.code !== 1 || !step) throw new Error(`the run did not end as ${reason}:\n${ran.log}`);
  return step.annotations.map(({ message }) => message).join('\n');
}

export function planOf(ran: WorkflowRun): WorkflowRun['steps'][number] {
  const step = ran.steps.find(({ job, summary }) => job === 'plan' && summary !== '');
  if (!step) throw new Error(`no step wrote a plan:\n${ran.log}`);
  return step;
}

export function recordOf(chain: Chain, environment: string): Chain['github']['state']['deployments'][number] | undefined {
  return chain.github.state.deployments.find((deployment) => deployment.environment === environment);
}

/** What GitHub has on record of an environment, oldest first. */
export function deployments(chain: Chain, environment: string): { version: unknown; states: string[] }[] {
  const own = chain.github.state.deployments.filter((deployment) => deployment.environment === environment);
  return own.map(({ payload, statuses }) => ({
    version: (payload as { version?: unknown }).version,
    states: statuses.map(({ state }) => state).filter((state) => state !== 'inactive'),
  }));
}

export async function catalog(chain: Chain): Promise<string> {
  return (await fetch(`http://${chain.registry.address}/v2/_catalog`)).text();
}

export async function digestOf(chain: Chain, service: string, reference: string): Promise<string | null> {
  const accept = 'application/vnd.docker.distribution.manifest.v2+json, application/vnd.oci.image.manifest.v1+json';
  const answer = await fetch(`http://${chain.registry.address}/v2/notes/${service}/manifests/${reference}`, { headers: { accept } });
  return answer.headers.get('docker-content-digest');
}
