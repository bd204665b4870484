import { Failure } from '@slipway/action';
import { bot, failureOf, listReleases, listStatuses, type ReleaseRecord, successOf } from '@slipway/github';
import type { Inputs } from './contract.ts';
import type { Ports } from './run.ts';
import { type Seen, summarizeReleases } from './summary.ts';

export interface Proof {
  readonly release: ReleaseRecord;
  /** When it passed, as GitHub writes times. */
  readonly since: string;
}

/** Releases whose statuses are read, each with one call, before it is said that none passed. */
const searched = 30;

/** Rows that are shown of what the environment has. */
const shown = 10;

/**
 * The release that passed `from`: the newest with the version, or the newest of all. Only records count, and only those that the token of a
 * job made; nothing that the run was given says what to deploy.
 * @throws Failure `not-proven`, `github-refused` or `github-unreachable`
 */
export async function prove(inputs: Inputs, ports: Ports): Promise<Proof> {
  const answer = await listReleases(ports.github, inputs.from);
  ports.signal.throwIfAborted();
  if (!answer.ok) throw failureOf(answer, shut);
  const wanted = answer.data.filter((release) => inputs.version === undefined || release.version === inputs.version);
  const seen: Seen[] = [];
  for (const release of wanted.slice(0, searched)) {
    const found = await judge(release, ports);
    if (found.state === 'passed') return { release, since: found.at };
    seen.push(found);
  }
  const others = answer.data.filter((release) => !wanted.includes(release)).slice(0, shown);
  for (const release of others) seen.push(await judge(release, ports));
  throw notProven(inputs, seen, wanted.length);
}

const shut = { state: 'Nothing was changed.', hint: 'The gate stays shut until GitHub can be asked.' };

/** What the records of a release say of it. */
async function judge(release: ReleaseRecord, ports: Ports): Promise<Seen> {
  if (release.creator !== bot) return { release, state: 'foreign', at: release.createdAt };
  const answer = await listStatuses(ports.github, release);
  ports.signal.throwIfAborted();
  if (!answer.ok) throw failureOf(answer, shut);
  const success = successOf(release, answer.data);
  if (success) return { release, state: 'passed', at: success.createdAt };
  const failed = answer.data.find(({ state }) => state === 'failure' || state === 'error');
  return failed ? { release, state: 'failed', at: failed.createdAt } : { release, state: 'in progress', at: release.createdAt };
}

function notProven({ version, from }: Inputs, seen: readonly Seen[], wanted: number): Failure {
  const newest = seen.slice(0, wanted);
  const list = seen.slice(0, shown);
  const has = list.map(({ release, state }) => `${release.version} (${state === 'foreign' ? `recorded by ${release.creator}` : state})`);
  return new Failure('not-proven', sentence(version, from, newest), {
    state: 'Nothing was changed.',
    hint: `${has.length > 0 ? `${from} has ${has.join(', ')}.` : `${from} has no record of any release.`} Deploy it to ${from} first, and promote it when it passed.`,
    summary: summarizeReleases(from, list),
  });
}

function sentence(version: string | undefined, from: string, wanted: readonly Seen[]): string {
  if (version === undefined) return `No release has passed ${from}.`;
  const ours = wanted.filter(({ state }) => state !== 'foreign');
  const [latest] = ours;
  if (wanted.length === 0) return `Version ${version} was asked for, and it is unknown to ${from}.`;
  if (!latest) return `Version ${version} was asked for, and its record was made by ${wanted[0]?.release.creator}, not by ${bot}.`;
  if (latest.state === 'failed') return `Version ${version} was asked for, and it failed on ${from} (deployment ${latest.release.id}).`;
  return `Version ${version} was asked for, and it is only in progress on ${from} (deployment ${latest.release.id}).`;
}
