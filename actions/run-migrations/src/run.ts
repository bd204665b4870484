import { Failure, withDetails } from '@slipway/action';
import type { Facts } from './answer.ts';
import { openParser } from './classify/parse.ts';
import { readAllows } from './classify/policy.ts';
import { askedOf, checkGates } from './gates.ts';
import { judge, judgementOfLeft, refuseUnsafe } from './judgement.ts';
import { probeWaiting } from './lock.ts';
import { migrate } from './migrate.ts';
import { type Cut, cutForExpand, describeLeft, refuseOther } from './phase.ts';
import { describeRevisions, makePlan, type Plan, place, runsNothing } from './plan.ts';
import { isEmpty, proofOf, requireProof, requireTime } from './proof.ts';
import { annotationsOf, conclude, type Migration, outputsOf, withChanged } from './report.ts';
import { classOf, classOfJudged, renderSummary } from './summary.ts';
import { openTool } from './tools/open.ts';
import { createWork, type Work } from './work.ts';
import { type Inputs, openWorkplace, type Ports } from './workplace.ts';

/**
 * Plans, verifies, applies or undoes migrations. What was asked for is true when this returns.
 * @throws Failure with a reason of the contract, the state of the database and its outputs
 */
export function run(inputs: Inputs, ports: Ports): Promise<Migration> {
  return perform(inputs, ports).catch((error: unknown) => {
    throw withChanged(error, 'false');
  });
}

async function perform(inputs: Inputs, ports: Ports): Promise<Migration> {
  const started = ports.clock.now();
  const changes = (inputs.mode === 'apply' || inputs.mode === 'downgrade') && !inputs['dry-run'];
  const tool = await openTool(inputs.tool);
  const workplace = await openWorkplace(inputs, ports, changes);
  const work = createWork(workplace, tool, inputs, ports, started);
  try {
    const direction = inputs.mode === 'downgrade' ? 'downgrade' : 'upgrade';
    const target = direction === 'downgrade' ? inputs.revision : inputs.target;
    const connect = work.running || inputs.mode === 'verify' || inputs.mode === 'lint';
    const expands = inputs.phase === 'expand' && direction === 'upgrade';
    const judges = connect && direction === 'upgrade' && (inputs.mode !== 'verify' || expands);
    const whole = await survey(work, { direction, target, connect, judges });
    const { plan, facts } = expands && judges ? await expandOnly(work, whole, !changes && inputs.mode !== 'verify') : whole;
    tell(work, plan, facts, connect);
    const timings = { probe: ports.clock.now() - started };
    if (inputs.mode === 'verify') return verify(work, plan, facts, timings);
    const known = changes || !judges || inputs['dry-run'] ? plan : await tryOut(work, plan, facts);
    if (inputs.mode === 'lint') refuse(work, known, facts, timings);
    if (inputs.mode === 'apply' && changes) return await migrate(work, await permit(work, plan, facts, timings), facts, timings);
    if (changes) {
      requireProof(work, plan, facts);
      return await migrate(work, { ...plan, backup: proofOf(work, facts) }, facts, timings);
    }
    return conclude(work, {
      outcome: inputs.mode === 'lint' ? 'linted' : 'planned',
      headline: planned(known, connect),
      plan: known,
      ran: [],
      to: facts.current,
      duration: 0,
      rest: 'pending',
      timings,
    });
  } finally {
    await workplace.transport.close();
  }
}

interface Survey {
  readonly facts: Facts;
  readonly plan: Plan;
}

interface Asked {
  readonly direction: Plan['direction'];
  readonly target: string;
  readonly connect: boolean;
  readonly judges: boolean;
}

async function survey(work: Work, { direction, target, connect, judges }: Asked): Promise<Survey> {
  // It loads while the application starts; whoever needs it hears of a failure.
  if (judges) openParser().catch(() => {});
  const facts = await probeWaiting(work, { direction, target, connect, sql: judges });
  checkGates(facts, askedOf(work, direction, target));
  return { facts, plan: { ...makePlan(facts, direction, target), judgement: judges ? await judge(work, facts) : undefined } };
}

/**
 * The plan up to the first revision that breaks old code. The report of the whole plan is written by then.
 * @param all whether what is found in the rest is told too
 */
async function expandOnly(work: Work, whole: Survey, all: boolean): Promise<Survey> {
  const { plan, facts } = whole;
  const cut = cutOf(work, whole);
  if (!cut) return whole;
  const { last } = cut;
  const left = all && plan.judgement ? { ...cut.left, judgement: judgementOfLeft(plan.judgement, cut.left.revisions) } : cut.left;
  work.ports.log.info(`Phase expand ends before ${left.revisions[0]}: ${left.why}.`);
  if (last === undefined)
    return { facts, plan: { ...plan, revisions: [], expected: [...facts.applied].sort(), judgement: undefined, left } };
  const quiet = { ...work, inputs: { ...work.inputs, sarif: undefined } };
  const part = await survey(quiet, { direction: 'upgrade', target: last, connect: true, judges: true });
  refuseOther(plan, part.plan, cut);
  return { facts: part.facts, plan: { ...part.plan, left } };
}

/** @throws Failure `phase-order`, `phase-unclear`, with what was found */
function cutOf({ inputs }: Work, { plan, facts }: Survey): Cut | undefined {
  const vouched = readAllows(inputs.allow).some(({ rule }) => rule === 'unclassified');
  try {
    return cutForExpand(plan, plan.judgement, vouched);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw withDetails(error, { outputs: outputsOf({ plan, ran: [], to: facts.current, duration: 0 }), annotations: annotationsOf(plan) });
  }
}

/** Everything that stands before a change: findings, the backup, the rehearsal, the release's own gate. */
async function permit(work: Work, plan: Plan, facts: Facts, timings: Migration['timings']): Promise<Plan> {
  refuse(work, plan, facts, timings);
  requireProof(work, plan, facts);
  const known = { ...(await tryOut(work, plan, facts)), backup: proofOf(work, facts) };
  requireTime(work.remaining(), known.rehearsal);
  refuse(work, known, facts, timings);
  await work.ports.gate?.(known.judgement?.compatible ?? 'true');
  return known;
}

/** On a copy first, where that is asked; what could not be judged before is judged by what it ran there. */
async function tryOut(work: Work, plan: Plan, facts: Facts): Promise<Plan> {
  const { rehearse: way } = work.inputs;
  if (way === 'off' || plan.revisions.length === 0) return plan;
  if (runsNothing(plan.revisions)) {
    work.ports.log.info('What is pending is empty: there is nothing to rehearse.');
    return plan;
  }
  if (isEmpty(facts)) {
    work.ports.log.info('The database is empty: there is nothing to rehearse on.');
    return plan;
  }
  const [{ rehearse }, { learn }] = await Promise.all([import('./rehearse/rehearse.ts'), import('./rehearse/learn.ts')]);
  const rehearsal = await rehearse(work, plan, facts).catch((error: unknown) => {
    if (!(error instanceof Failure)) throw error;
    // What was found before is told all the same.
    const outputs = outputsOf({ plan, ran: [], to: facts.current, duration: 0 });
    throw withDetails(error, { outputs, annotations: annotationsOf(plan) });
  });
  return learn(work, plan, facts, rehearsal);
}

/** @throws Failure `unsafe-migration` where a finding stops the run */
function refuse(work: Work, plan: Plan, facts: Facts, timings: Migration['timings']): void {
  const tale = { plan, ran: [], to: facts.current, duration: 0, rest: 'not applied', timings };
  const summary = renderSummary({ ...tale, headline: 'Not applied: a finding stops the plan', where: work.transport.where });
  refuseUnsafe(plan.judgement, { outputs: outputsOf(tale), summary, annotations: annotationsOf(plan) });
}

function tell(work: Work, plan: Plan, facts: Facts, connect: boolean): void {
  const { log } = work.ports;
  const at = connect
    ? `The database ${facts.database} (PostgreSQL ${facts.server}) is at ${place(facts.current)}`
    : 'The database does not run yet';
  log.info(
    `${at}; ${work.transport.where} knows revisions up to ${place(facts.heads)} (${[work.tool.title, facts.alembic].filter(Boolean).join(' ')}, ${facts.ini}).`,
  );
  const verb = plan.direction === 'upgrade' ? 'Pending' : 'To undo';
  for (const one of plan.revisions) log.info(`${verb}: ${one.id} ${one.doc} (${one.path})${classOf(plan, one.id)}`);
  for (const one of plan.left?.judgement?.revisions ?? []) log.info(`For phase contract: ${one.id} (${one.path}): ${classOfJudged(one)}`);
}

function planned(plan: Plan, connect: boolean): string {
  const count = describeRevisions(plan.revisions);
  if (!connect) return `Plan: the database does not run yet, so its revision is unknown; the history has ${count}`;
  const left = describeLeft(plan.left);
  if (plan.revisions.length === 0) return `Plan: nothing is ${plan.left ? 'to expand' : 'pending'}${left}`;
  return plan.direction === 'upgrade' ? `Plan: ${count} to apply${left}` : `Plan: ${count} to undo`;
}

function verified(plan: Plan): string {
  return plan.left ? `Verified: phase expand is done${describeLeft(plan.left)}` : `Verified: the database is at ${plan.target}`;
}

function verify(work: Work, plan: Plan, facts: Facts, timings: Migration['timings']): Migration {
  const tale = { plan, ran: [], to: facts.current, duration: 0, rest: 'missing', timings };
  if (plan.revisions.length === 0) return conclude(work, { ...tale, outcome: 'verified', headline: verified(plan) });
  const missing = plan.revisions.map((one) => `${one.id}${one.empty ? ' (empty)' : ''}`).join(', ');
  const headline = `Not verified: ${missing} not applied`;
  throw new Failure('verify-mismatch', `The database is at ${place(facts.current)} and lacks ${missing} of ${plan.target}.`, {
    state: 'Nothing was changed.',
    hint: 'Run mode apply with the same image.',
    outputs: outputsOf(tale),
    summary: renderSummary({ ...tale, headline, where: work.transport.where }),
  });
}
