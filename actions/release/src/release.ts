import { Failure, type Host, messageOf, withDetails } from '@slipway/action';
import type { Receipt, SwitchResult, Timing } from '@slipway/blue-green-switch';
import type { Session } from '@slipway/journal';
import type { Proof } from '@slipway/run-migrations';
import { localShell } from '@slipway/shell';
import { digestsOf } from './digests.ts';
import { makeImages } from './images.ts';
import { describeTimings, type ReleaseReceipt, renderRelease, secondsOf } from './receipt.ts';
import type { Recorder } from './record.ts';
import type { ReleaseResult } from './run.ts';
import type { Inputs, Plan } from './settings.ts';
import { createStep } from './step.ts';
import { applyMigrations, backup, deliver, moveTraffic } from './steps.ts';

/** What is known so far; a failure tells as much of it as there is. */
type Draft = { -readonly [K in keyof ReleaseReceipt]: ReleaseReceipt[K] };

/** Build, scan, tag, backup, migrate, switch: any failure before the switch leaves the live colour untouched, any failure after it moves back. */
export async function release(inputs: Inputs, plan: Plan, host: Host, session: Session, recorder: Recorder): Promise<ReleaseResult> {
  const draft = emptyReceipt(plan);
  const timings: Timing[] = [];
  const ports = { ...host, local: localShell() };
  const step = createStep(session, plan.version, timings, host.log);

  try {
    draft.images = plan.images ?? (await makeImages(inputs, plan, ports, step, draft));
    await recorder.begin(draft.images);
    await step(
      'deliver',
      { images: draft.images },
      () => deliver(inputs, draft.images, session),
      () => ({}),
    );
    let proof: Proof | undefined;
    if (plan.settings.backup !== false) {
      const made = await step(
        'backup',
        {},
        () => backup(inputs, plan, host, session),
        (done) => ({ ...done?.told }),
      );
      draft.backup = made?.told;
      proof = made?.proof;
    }
    if (plan.settings.migrate !== false)
      draft.migration = await step(
        'migrate',
        {},
        () => applyMigrations(inputs, plan, draft.images, host, session, proof),
        (moved) => ({ ...moved }),
      );
    const switched = await step(
      'switch',
      { images: draft.images, commit: plan.commit },
      () => moveTraffic(inputs, plan, draft.images, host, session),
      (done) => ({ outcome: done.outcome }),
    );
    // The switch tells its own steps, which are finer than the whole.
    if (switched.receipt) timings.splice(-1, 1, ...switched.receipt.steps);
    const result = conclude(draft, switched, timings, rollbackCommand(inputs, plan, host.context.local));
    host.log.info(
      `\n${plan.settings.project} ${plan.version} ${result.outcome === 'released' ? 'is released' : 'was live already'} on ${result.outputs.live}: ${describeTimings(timings)}.`,
    );
    return result;
  } catch (error) {
    throw explain(error, draft, timings);
  }
}

function emptyReceipt(plan: Plan): Draft {
  return {
    project: plan.settings.project,
    environment: plan.settings.environment,
    version: plan.version,
    commit: plan.commit,
    previousVersion: '',
    outcome: 'failed',
    reason: '',
    live: '',
    images: {},
    scan: {},
    backup: undefined,
    migration: undefined,
    requests: 0,
    failed: 0,
    lastOldMs: undefined,
    firstNewMs: undefined,
    switchedAt: '',
    outageMs: 0,
    identity: '',
    undo: '',
    steps: [],
    timeline: [],
    rollbackCommand: '',
  };
}

/** The same release, the other way: by the workflow beside the one that released, or from a checkout with secrets and Slipway file as before. */
export function rollbackCommand(inputs: Inputs, plan: Plan, local: boolean): string {
  if (!local && inputs.deployment) return `gh workflow run rollback.yml -f environment=${plan.settings.environment}`;
  const config = inputs.config === '.github/slipway.yml' ? '' : ` --config ${inputs.config}`;
  return `node dist/release/index.js --mode rollback --environment ${plan.settings.environment}${config}`;
}

function conclude(draft: Draft, switched: SwitchResult, timings: readonly Timing[], command: string): ReleaseResult {
  const outcome = switched.outcome === 'unchanged' ? 'unchanged' : 'released';
  const receipt: ReleaseReceipt = {
    ...draft,
    outcome,
    live: switched.outputs.live ?? '',
    ...figures(switched.receipt),
    rollbackCommand: switched.receipt?.previousVersion ? command : '',
    steps: secondsOf(timings),
    timeline: timings,
  };
  return { outcome, receipt, outputs: outputsOf(receipt), summary: renderRelease(receipt) };
}

function figures(receipt: Receipt | undefined): Partial<ReleaseReceipt> {
  if (!receipt) return {};
  const { previousVersion, requests, failed, lastOldMs, firstNewMs, switchedAt, outageMs, identity, undo } = receipt;
  return { previousVersion, requests, failed, lastOldMs, firstNewMs, switchedAt, outageMs, identity, undo };
}

const backupIds = ({ backup }: Pick<ReleaseReceipt, 'backup'>): readonly string[] => backup?.all.map(({ id }) => id) ?? [];

function outputsOf(receipt: ReleaseReceipt): Record<string, string> {
  return {
    version: receipt.version,
    commit: receipt.commit,
    'previous-version': receipt.previousVersion,
    live: receipt.live,
    images: JSON.stringify(receipt.images),
    digests: JSON.stringify(digestsOf(receipt.images)),
    'backup-id': backupIds(receipt).join('\n'),
    revision: receipt.migration?.to ?? '',
    requests: String(receipt.requests),
    'failed-requests': String(receipt.failed),
    'rollback-command': receipt.rollbackCommand,
    receipt: JSON.stringify(receipt),
  };
}

/** The failure with the whole release around it: what was done before stays, and is said. */
function explain(error: unknown, draft: Draft, timings: readonly Timing[]): Failure {
  const failure = error instanceof Failure ? error : new Failure('internal-error', messageOf(error), { cause: error });
  const outcome = failure.details.outcome === 'rolled-back' ? 'rolled-back' : 'failed';
  const inner = failure.details.outputs ?? {};
  const trial = receiptOf(inner['receipt']);
  // The switch tells its own steps, which are finer than the whole.
  const finer = trial ? [...timings.slice(0, -1), ...trial.steps] : timings;
  const receipt: ReleaseReceipt = {
    ...draft,
    outcome,
    reason: failure.reason,
    ...figures(trial),
    live: inner['live'] ?? '',
    previousVersion: inner['version'] ?? '',
    steps: secondsOf(finer),
    timeline: finer,
  };
  const moved =
    draft.migration && draft.migration.applied.length > 0
      ? `The database was migrated from ${draft.migration.from} to ${draft.migration.to} and stays there.`
      : '';
  const ids = backupIds(draft);
  const kept =
    ids.length > 1
      ? `The backups ${ids.join(', ')} from before are proven.`
      : ids.map((id) => `The backup ${id} from before is proven.`).join('');
  const untouched = failure.details.state ?? 'Traffic was not touched.';
  return withDetails(failure, {
    outcome,
    state: [untouched, moved, kept].filter(Boolean).join(' '),
    outputs: { ...outputsOf(receipt), version: inner['version'] ?? '', 'previous-version': '' },
    summary: `${renderRelease(receipt)}\n\n${failure.text}`,
  });
}

/** The receipt of a switch that was rolled back, as the failure carries it. */
function receiptOf(text: string | undefined): Receipt | undefined {
  return text ? (JSON.parse(text) as Receipt) : undefined;
}
