import { evaluateAll } from './alternatives.ts';
import type { Check } from './check.ts';
import type { Condition, ConditionResult } from './condition.ts';
import { readDigest, sameDigest } from './digest.ts';
import { foreignHost } from './foreign.ts';
import type { Observation } from './observation.ts';
import type { ObservationSummary } from './report.ts';
import { maskQuery } from './request.ts';
import { copyText, show } from './show.ts';
import { type Identified, identify } from './version.ts';

/** Who answers: the version, and the digest where it is named. */
export interface Recognized extends Identified {
  readonly digest?: string;
}

/** What one answer means for a check. */
export interface Attempt {
  readonly observation: Observation;
  readonly conditions: readonly ConditionResult[];
  readonly identified: Recognized;
  readonly failure?: 'unreachable' | 'unhealthy' | 'stale-version' | 'version-not-found' | 'private-target';
  /** Why it failed, or what is good, in one sentence without its full stop. */
  readonly sentence: string;
}

export function judge(check: Check, conditions: readonly Condition[], observation: Observation): Attempt {
  const results = evaluateAll(conditions, check.either ?? [], observation);
  const identified = recognize(check, observation);
  return { observation, conditions: results, identified, ...verdict(check, results, observation, identified) };
}

type Verdict = Pick<Attempt, 'failure' | 'sentence'>;

function verdict(check: Check, results: readonly ConditionResult[], observation: Observation, identified: Recognized): Verdict {
  const failed = results.filter((result) => !result.passed);
  const { error, connected, status } = observation;
  // What was not asked proves nothing, not even that nobody listens.
  if (error?.class === 'private') return { failure: 'private-target', sentence: error.message };
  // An answer that broke off is no answer, even where its status was good. No connection at all may be just what was asked for.
  if (error !== undefined && (connected || failed.length > 0)) {
    return { failure: connected ? 'unhealthy' : 'unreachable', sentence: error.message };
  }
  const [first] = failed;
  if (first !== undefined) {
    const more = failed.length > 1 ? ` (and ${failed.length - 1} more)` : '';
    return { failure: 'unhealthy', sentence: `${first.text} does not hold: ${first.actual}${more}` };
  }
  const from = identified.version === undefined ? '' : ` from version ${show(identified.version, 60)}`;
  return wrongIdentity(check, identified) ?? { sentence: `${status ?? 'as expected'}${from}` };
}

function wrongIdentity({ expectVersion, expectDigest }: Check, { identity, version, digest }: Recognized): Verdict | undefined {
  const { value = '', required } = expectVersion ?? {};
  if (expectDigest !== undefined) {
    const wanted = show(expectDigest, 100);
    if (digest === undefined) return { failure: 'version-not-found', sentence: `the answer does not name the digest ${wanted}` };
    if (!sameDigest(digest, expectDigest)) {
      return { failure: 'stale-version', sentence: `the image ${show(digest, 100)} answers, and ${wanted} was expected` };
    }
  }
  if (identity === 'stale')
    return { failure: 'stale-version', sentence: `version ${show(version ?? '')} answers, and ${show(value)} was expected` };
  if (required && identity !== 'proven')
    return { failure: 'version-not-found', sentence: `the answer does not name the version ${show(value)}` };
  return undefined;
}

/** The right digest proves the image, and with it everything in it, unless a version is named that contradicts. */
function recognize(check: Check, observation: Observation): Recognized {
  const recognized = recognizeAnswer(check, observation);
  // Another host may prove whatever it likes; that it names another version is still worth a failure.
  const foreign = recognized.identity === 'proven' && foreignHost(check, observation) !== undefined;
  return foreign ? { ...recognized, identity: 'unproven' } : recognized;
}

function recognizeAnswer({ url, expectVersion, expectDigest }: Check, observation: Observation): Recognized {
  // The version that a database tells is its own, and no release of anybody's.
  if (!/^https?:/i.test(url)) return { identity: 'unproven' };
  const identified = identify(observation, expectVersion);
  const digest = readDigest(observation);
  if (digest === undefined) return identified;
  const proven = expectDigest !== undefined && sameDigest(digest, expectDigest) && identified.identity === 'unproven';
  return { ...identified, ...(proven ? { identity: 'proven' as const } : {}), digest };
}

/** Headers that help to see who answered. */
const telling = [
  ...['server', 'via', 'x-powered-by', 'x-version', 'x-image-digest', 'x-cache', 'age', 'x-request-id'],
  ...['location', 'content-type', 'content-encoding', 'retry-after', 'www-authenticate', 'allow'],
];

/** Reports are kept for long, and of many checks: they hold no part of a large body. */
const excerptLimit = 500;

export function summarize(observation: Observation): ObservationSummary {
  const { connected, status, responseTime, redirects, error, headers } = observation;
  const contentType = headers['content-type'];
  return {
    connected,
    responseTime: Math.round(responseTime),
    headers: Object.fromEntries(
      telling.flatMap((name) => (Object.hasOwn(headers, name) ? [[name, show(maskQuery(headers[name] ?? ''), 160)]] : [])),
    ),
    excerpt: show(observation.body, excerptLimit),
    redirects,
    ...(status === undefined ? {} : { status }),
    ...(contentType === undefined ? {} : { contentType: show(contentType, 60) }),
    ...(error === undefined ? {} : { error }),
  };
}

/** The same attempt without what is large: a check that waits for its next attempt must not hold a megabyte. */
export function withoutBody(attempt: Attempt): Attempt {
  const { json: _json, ...observation } = attempt.observation;
  return { ...attempt, observation: { ...observation, body: copyText(observation.body, 4000) } };
}
