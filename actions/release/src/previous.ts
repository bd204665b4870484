import { Failure, type Host } from '@slipway/action';
import {
  bot,
  failureOf,
  type GitHub,
  judgeRelease,
  listReleases,
  openGitHub,
  type ReleaseRecord,
  releasesNamed,
  type Verdict,
} from '@slipway/github';
import { tokenOf } from './record.ts';
import type { Inputs, Plan } from './settings.ts';

/** Records that are looked at before it is said that there is none. */
const searched = 30;

/** Versions that are shown to choose from. */
const shown = 10;

/** Records of an environment, newest first, each looked at once and only when it matters. */
interface History {
  readonly environment: string;
  readonly records: readonly ReleaseRecord[];
  /** Whether a record has an image for everything that the Slipway file releases. */
  complete(record: ReleaseRecord): boolean;
  verdict(record: ReleaseRecord): Promise<Verdict>;
}

/**
 * The newest release of the environment that is known to have been good, or the one that a rollback goes to. Records count as they do for the
 * proof of a promotion; the branch is that of this run. Undefined for a release where none is.
 * @throws Failure `nothing-to-roll-back`, and `github-refused` or `github-unreachable` where choosing without an answer could choose wrong
 */
export async function previousRelease(inputs: Inputs, plan: Plan, host: Host): Promise<ReleaseRecord | undefined> {
  if (host.context.local) return undefined;
  try {
    const history = await openHistory(inputs, plan, host);
    if (inputs.mode !== 'rollback') return await firstGood(history.records, history);
    return await (inputs.version === undefined ? behind(history) : named(inputs.version, history));
  } catch (error) {
    const needed = inputs.mode !== 'release' || !inputs['allow-older'];
    if (needed || !(error instanceof Failure) || host.signal.aborted) throw error;
    host.log.warn(`${error.message} Nothing is known to go back to, should this release fail.`);
    return undefined;
  }
}

async function openHistory(inputs: Inputs, plan: Plan, host: Host): Promise<History> {
  const { context, log, signal } = host;
  const { environment } = plan.settings;
  const github = await openGitHub({ apiUrl: context.apiUrl, token: tokenOf(inputs), repository: context.repository, log, signal });
  const [, branch] = /^refs\/heads\/(.+)$/.exec(context.ref) ?? [];
  if (branch === undefined) log.warn(`This run is of ${context.ref || 'no ref'}, which is no branch: no record of ${environment} counts.`);
  const details = detailsFor(inputs);
  const listed = await listReleases(github, environment);
  signal.throwIfAborted();
  if (!listed.ok) throw failureOf(listed, details);
  const records = listed.data.filter((record) => record.creator === bot).slice(0, searched);
  const verdicts = new Map<number, Verdict>();
  const verdict = async (record: ReleaseRecord): Promise<Verdict> => {
    const known = verdicts.get(record.id) ?? (await judge(github, record, branch === undefined ? [] : [branch], details));
    signal.throwIfAborted();
    if (known.state === 'foreign' && !verdicts.has(record.id)) log.info(`${record.version} ${known.why}: its record does not count.`);
    verdicts.set(record.id, known);
    return known;
  };
  const services = Object.keys(plan.settings.images);
  return { environment, records, complete: ({ digests }) => services.every((service) => service in digests), verdict };
}

async function judge(
  github: GitHub,
  record: ReleaseRecord,
  branches: readonly string[],
  details: { readonly state: string },
): Promise<Verdict> {
  const answer = await judgeRelease(github, record, branches);
  if (!answer.ok) throw failureOf(answer, details);
  return answer.data;
}

function detailsFor({ mode }: Inputs): { readonly state: string; readonly hint: string } {
  const hint = 'The job needs `deployments: read`, `actions: read` and `contents: read`; otherwise run it again when GitHub answers.';
  return { state: 'Nothing was changed.', hint: mode === 'release' ? `${hint} allow-older: true releases without the records.` : hint };
}

async function firstGood(records: readonly ReleaseRecord[], history: History): Promise<ReleaseRecord | undefined> {
  for (const record of records) if (history.complete(record) && (await history.verdict(record)).state === 'passed') return record;
  return undefined;
}

async function named(version: string, history: History): Promise<ReleaseRecord> {
  const found = releasesNamed(history.records, version);
  if (!found.ok) throw await nothing(`${version} is the beginning of more than one release: ${found.versions.join(', ')}.`, history);
  const good = await firstGood(found.releases, history);
  if (good) return good;
  const [latest] = found.releases;
  const why = latest
    ? `${latest.version} ${(await history.verdict(latest)).why}.`
    : `GitHub has no record of ${version} in ${history.environment}.`;
  throw await nothing(why, history);
}

/**
 * The release before what serves. Where the newest record did not end well, or does not count, something else may stand there, so the newest
 * good one is the way back. Where the newest is a way back itself, the one before it is what was fled from: that is left to a person.
 */
async function behind(history: History): Promise<ReleaseRecord> {
  const { environment, records } = history;
  const [newest] = records;
  if (!newest) throw await nothing(`GitHub has no record of a release in ${environment}.`, history);
  const { state, why } = await history.verdict(newest);
  const serving = state === 'passed' ? newest.version : undefined;
  const before = await firstGood(
    records.filter((record) => record.version !== serving),
    history,
  );
  if (!before) {
    const only = serving === undefined ? `${newest.version} ${why}.` : `${serving} serves.`;
    throw await nothing(`${only} GitHub has no record of a release before it that passed in ${environment}.`, history);
  }
  const earlier = records.slice(records.indexOf(before) + 1).filter(({ version }) => version === newest.version);
  if (state !== 'foreign' && before.version !== newest.version && (await firstGood(earlier, history))) {
    const last =
      state === 'passed' ? `${environment} was taken back to ${newest.version} already` : `The way back to ${newest.version} ${why}`;
    throw await nothing(`${last}; the release before it is ${before.version}, which it was taken back from.`, history);
  }
  return before;
}

async function nothing(what: string, history: History): Promise<Failure> {
  const good: string[] = [];
  for (const record of history.records) {
    if (good.length === shown) break;
    if (!good.includes(record.version) && (await firstGood([record], history))) good.push(record.version);
  }
  const hint =
    good.length > 0 ? `Say by \`version\` where to go: ${good.join(', ')}.` : 'No release of this environment is known to have been good.';
  return new Failure('nothing-to-roll-back', what, { state: 'Nothing was changed.', hint });
}
