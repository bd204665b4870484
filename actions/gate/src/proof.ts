import { Failure } from '@slipway/action';
import { failureOf, judgeRelease, listReleases, type ReleaseRecord, releasesNamed, type Verdict } from '@slipway/github';
import type { Inputs } from './contract.ts';
import type { Ports } from './run.ts';
import { type Seen, summarizeReleases } from './summary.ts';

export interface Proof {
  readonly release: ReleaseRecord;
  /** When it passed, as GitHub writes times. */
  readonly since: string;
}

/** Releases that are judged, each with a few calls, before it is said that none passed. */
const searched = 30;

/** Rows that are shown of what the environment has. */
const shown = 10;

const shut = { state: 'Nothing was changed.', hint: 'The gate stays shut until GitHub can be asked.' };

/**
 * The release that passed `from`: the newest with the version, or the newest of all. Only records count, and only those that a run of a branch
 * that counts vouches for; nothing that the run was given says what to deploy.
 * @throws Failure `not-proven`, `github-refused` or `github-unreachable`
 */
export async function prove(inputs: Inputs, ports: Ports): Promise<Proof> {
  refuseAgain(inputs, ports);
  const branches = branchesOf(inputs, ports);
  const answer = await listReleases(ports.github, inputs.from);
  ports.signal.throwIfAborted();
  if (!answer.ok) throw failureOf(answer, shut);
  const named = inputs.version === undefined ? { ok: true as const, releases: answer.data } : releasesNamed(answer.data, inputs.version);
  const wanted = named.ok ? named.releases : [];
  const seen: Seen[] = [];
  for (const release of wanted.slice(0, searched)) {
    const verdict = await judge(release, branches, ports);
    if (verdict.state === 'passed') return { release, since: verdict.at };
    seen.push({ release, ...verdict });
  }
  const others = answer.data.filter((release) => !wanted.includes(release)).slice(0, shown);
  for (const release of others) seen.push({ release, ...(await judge(release, branches, ports)) });
  const what = named.ok ? sentence(inputs, seen.slice(0, wanted.length)) : ambiguous(inputs, named.versions);
  throw notProven(inputs, what, seen.slice(0, shown));
}

/** An approval counts for the whole run, so what it was given for must be the same in every attempt. */
function refuseAgain({ version, from }: Inputs, { context }: Ports): void {
  if (version !== undefined || context.runAttempt <= 1) return;
  const what = `This is attempt ${context.runAttempt} of the run: an approval of an earlier one may have been for another release than the newest of ${from} now.`;
  throw new Failure('not-proven', what, {
    state: 'Nothing was changed.',
    hint: 'Start a new run, which is asked for anew; or give the workflow a version, which is the same in every attempt.',
  });
}

function branchesOf({ branches }: Inputs, { context }: Ports): string[] {
  const [, own] = /^refs\/heads\/(.+)$/.exec(context.ref) ?? [];
  return [...new Set([...(own === undefined ? [] : [own]), ...branches])];
}

async function judge(release: ReleaseRecord, branches: readonly string[], ports: Ports): Promise<Verdict> {
  const answer = await judgeRelease(ports.github, release, branches);
  ports.signal.throwIfAborted();
  if (!answer.ok) throw failureOf(answer, shut);
  return answer.data;
}

function notProven({ from }: Inputs, what: string, seen: readonly Seen[]): Failure {
  const has = seen.map(({ release, state, why }) => `${release.version} (${state === 'foreign' ? why : state})`);
  return new Failure('not-proven', what, {
    state: 'Nothing was changed.',
    hint: `${has.length > 0 ? `${from} has ${has.join(', ')}.` : `${from} has no record of any release.`} Deploy it to ${from} first, and promote it when it passed.`,
    summary: summarizeReleases(from, seen),
  });
}

function sentence({ version, from }: Inputs, wanted: readonly Seen[]): string {
  if (version === undefined) return `No release has passed ${from}.`;
  const latest = wanted.find(({ state }) => state !== 'foreign') ?? wanted[0];
  if (!latest) return `Version ${version} was asked for, and it is unknown to ${from}.`;
  return `Version ${version} was asked for, and it ${latest.why}.`;
}

function ambiguous({ version }: Inputs, versions: readonly string[]): string {
  return `${version} was asked for, and it is the beginning of more than one release: ${versions.join(', ')}.`;
}
