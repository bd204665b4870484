import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import { type Annotation, Failure, type FailureDetails, writeReport } from '@slipway/action';
import type { Facts } from './answer.ts';
import { classify } from './classify/classify.ts';
import { type Judged, nothingLive } from './classify/hazard.ts';
import { openParser } from './classify/parse.ts';
import { decide, idleAllows, oldCodeCompatible, readAllows, type Verdict } from './classify/policy.ts';
import { complete } from './classify/read.ts';
import { renderSarif } from './classify/sarif.ts';
import { insteadFor } from './tools/words.ts';
import type { Work } from './work.ts';

/** What the pending revisions do to a database in use. */
export interface Judgement {
  readonly revisions: readonly Judged[];
  readonly verdicts: readonly Verdict[];
  readonly compatible: 'true' | 'false' | 'unknown';
  readonly annotations: readonly Annotation[];
}

/** Judges the revisions to run, and writes the report. */
export async function judge(work: Work, facts: Facts): Promise<Judgement | undefined> {
  const { inputs, ports } = work;
  const report = async (verdicts: readonly Verdict[], unseen: readonly Judged[]): Promise<void> => {
    if (inputs.sarif !== undefined) await writeReport('SARIF report', inputs.sarif, renderSarif(verdicts, unseen), ports);
  };
  if (facts.steps.length === 0) {
    await report([], []);
    return undefined;
  }
  const ended = 'the application ended before it could be asked for its SQL';
  const seen = facts.offline ?? { plan: { transactional: true, perRevision: false, revisions: [] }, live: nothingLive, failed: undefined };
  const sql = complete(seen.plan, facts.steps, seen.failed ?? ended);
  const placed = placeOf(ports.context.workspace, inputs['working-directory'], inputs.service);
  const judged = classify(sql, seen.live, await openParser());
  const empty = new Set(facts.steps.filter((one) => one.empty).map((one) => one.id));
  const revisions = judged.map((one) => ({
    ...one,
    ...(empty.has(one.id) ? { empty: true } : {}),
    path: placed(one.path),
    unseen: one.unseen === undefined ? undefined : work.scrub(one.unseen),
    findings: one.findings.map((finding) => ({
      ...finding,
      path: placed(finding.path),
      object: work.scrub(finding.object),
      why: work.scrub(finding.why),
      instead: insteadFor(work.tool, finding.instead),
    })),
  }));
  const policy = { allow: readAllows(inputs.allow), maxRows: inputs['max-lock-rows'], oldGone: inputs.phase === 'contract' };
  const idle = idleAllows(sql.revisions.map((one) => ({ ...one, path: placed(one.path) })));
  const verdicts = [...idle, ...decide(revisions, seen.live, policy)];
  const unseen = revisions.filter((one) => one.unseen !== undefined);
  await report(verdicts, unseen);
  return { revisions, verdicts, compatible: oldCodeCompatible(revisions), annotations: annotationsOf(verdicts, unseen) };
}

/** @throws Failure `unsafe-migration` where a finding stops the run */
export function refuseUnsafe(judgement: Judgement | undefined, details: Pick<FailureDetails, 'outputs' | 'summary' | 'annotations'>): void {
  const errors = (judgement?.verdicts ?? []).filter((one) => one.level === 'error');
  if (errors.length === 0) return;
  const lines = errors.map((one) => `- ${one.path}${one.line ? `:${one.line}` : ''}: ${describe(one)}`);
  const count = errors.length === 1 ? 'A finding stops' : `${errors.length} findings stop`;
  const free = errors.filter((one) => one.class !== 'wrong-transaction-form').map((one) => one.rule);
  const hint =
    free.length > 0
      ? ` Or, where it is meant, write beside it: ${errors[0]?.path.endsWith('.sql') ? '--' : '#'} slipway: allow ${free[0]} because ...`
      : '';
  throw new Failure('unsafe-migration', `${count} the pending revisions:\n${lines.join('\n')}\n`, {
    state: 'Nothing was changed.',
    hint: `Do what is said there instead.${hint}`,
    ...details,
  });
}

/** The judgement of revisions that a phase leaves: said like the rest, and stopping nothing now. */
export function judgementOfLeft(whole: Judgement, left: readonly string[]): Judgement {
  const ids = new Set(left);
  const revisions = whole.revisions.filter((one) => ids.has(one.id));
  const verdicts = whole.verdicts
    .filter((one) => ids.has(one.revision))
    .map((one): Verdict => (one.level === 'error' ? { ...one, level: 'warning' } : one));
  const unseen = revisions.filter((one) => one.unseen !== undefined);
  return { revisions, verdicts, compatible: oldCodeCompatible(revisions), annotations: annotationsOf(verdicts, unseen) };
}

export function describe(one: Pick<Verdict, 'rule' | 'class' | 'object' | 'why' | 'instead'>): string {
  return `${one.rule} (${one.class}) on ${one.object}: ${one.why}.${one.instead ? ` ${one.instead}` : ''}`;
}

function annotationsOf(verdicts: readonly Verdict[], unseen: readonly Judged[]): readonly Annotation[] {
  const found = verdicts.flatMap((one): readonly Annotation[] =>
    one.level === 'note'
      ? []
      : [
          {
            level: one.level,
            title: one.rule,
            message: describe(one),
            file: one.path,
            ...(one.line === undefined ? {} : { line: one.line }),
          },
        ],
  );
  const blind = unseen.map((one): Annotation => {
    const message = `What ${one.id} does could not be judged: ${one.unseen}. Whether old code works with it is unknown.`;
    return { level: 'warning', title: 'unclassified', message, file: one.path, line: 1 };
  });
  return [...found, ...blind];
}

/** Alembic names files as seen from where it runs, in an image; people edit them in the repository. */
function placeOf(workspace: string, folder: string, service: string): (path: string) => string {
  return (path) => {
    const inside = path.replace(/^(\.\.\/)+/, '').replace(/^\/+/, '');
    const places = [folder, '.', service, 'backend', 'app', 'src', 'server', 'api'].map((base) =>
      posix.normalize(posix.join(base, inside)),
    );
    return places.find((place) => !place.startsWith('..') && existsSync(posix.join(workspace, place))) ?? inside;
  };
}
