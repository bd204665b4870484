import type { CheckFailure, CheckReport, Identity } from '@slipway/checks';
import type { Inputs } from './contract.ts';

/** What all checks of a run say together. */
export interface Verdict {
  readonly passed: boolean;
  /** Of the contract; absent where it passed. */
  readonly reason?: string;
  /** What is true, in one sentence. */
  readonly sentence: string;
  readonly identity: Identity;
  readonly version?: string;
  readonly attempts: number;
  /** Milliseconds of the last request; of several checks, of the slowest one. */
  readonly responseTime: number;
  readonly p95?: number;
  readonly failed: readonly CheckReport[];
  /** The first failed check whose answer says why. */
  readonly telling?: CheckReport;
}

/** Their last answer was good. */
const measured: readonly (CheckFailure | undefined)[] = ['error-budget', 'regressed', 'no-data'];

const reasons: Readonly<Record<CheckFailure, string>> = {
  unreachable: 'unreachable-url',
  unhealthy: 'unhealthy',
  'stale-version': 'stale-version',
  'version-not-found': 'version-not-found',
  unsteady: 'timeout',
  'not-asked': 'timeout',
  'error-budget': 'error-budget',
  regressed: 'regressed',
  'no-data': 'no-data',
  'private-target': 'private-target',
};

/** What a release must hear first, where several things are wrong. */
const gravest: readonly CheckFailure[] = ['private-target', 'stale-version', 'unreachable', 'unhealthy'];

export function judgeAll(reports: readonly CheckReport[], inputs: Inputs): Verdict {
  const failed = reports.filter(({ passed }) => !passed);
  const teller = telltale(reports);
  const unproven = failed.length === 0 && teller?.identity !== 'proven' ? unnamed(inputs) : undefined;
  const failure = gravest.find((kind) => failed.some((report) => report.failure === kind)) ?? failed[0]?.failure;
  const reason = failed.length > 0 ? reasons[failure ?? 'unhealthy'] : unproven === undefined ? undefined : 'version-not-found';
  const telling = failed.find(({ last, failure: why }) => (last.status !== undefined || last.excerpt !== '') && !measured.includes(why));
  const p95 = reports.find(({ measurement }) => measurement?.p95 !== undefined)?.measurement?.p95;
  return {
    passed: reason === undefined,
    ...(reason === undefined ? {} : { reason }),
    sentence: unproven ?? sentenceOf(reports, failed),
    identity: teller?.identity ?? 'unproven',
    ...(teller?.version === undefined ? {} : { version: teller.version }),
    attempts: reports.reduce((sum, report) => sum + report.attempts, 0),
    responseTime: Math.max(0, ...reports.map(({ last }) => last.responseTime)),
    ...(p95 === undefined ? {} : { p95 }),
    failed,
    ...(telling === undefined ? {} : { telling }),
  };
}

/** The report that decides which version answers: a wrong one counts more than a right one, and that more than one that nobody can tell. */
function telltale(reports: readonly CheckReport[]): CheckReport | undefined {
  const by = (identity: Identity): CheckReport | undefined => reports.find((report) => report.identity === identity);
  return by('stale') ?? by('proven') ?? reports.find(({ version }) => version !== undefined) ?? reports[0];
}

/** Who says where the version stands means that it stands there, in one of the answers at least. */
function unnamed(inputs: Inputs): string | undefined {
  const expected = inputs['expect-version'];
  const place = inputs['version-path'] ?? inputs['version-header'];
  if (place === undefined || expected === undefined || expected === 'any') return undefined;
  return `Every check passed, and no answer names the version ${expected} at ${place}.`;
}

function sentenceOf(reports: readonly CheckReport[], failed: readonly CheckReport[]): string {
  const [only] = reports;
  if (only !== undefined && reports.length === 1) return only.sentence;
  if (failed.length === 0) return `All ${reports.length} checks passed.`;
  const told = failed.slice(0, 3).map(({ sentence }) => sentence.replace(/\.$/, ''));
  const more = failed.length > told.length ? `; and ${failed.length - told.length} more` : '';
  return `${failed.length} of ${reports.length} checks failed: ${told.join('; ')}${more}.`;
}
