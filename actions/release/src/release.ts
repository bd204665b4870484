import { Failure, type Host, messageOf, withDetails } from '@slipway/action';
import { run as backUp, checkInputs as backupCheck, contract as backupContract } from '@slipway/backup-db';
import { type Receipt, type SwitchResult, contract as switchContract, run as switchTraffic, type Timing } from '@slipway/blue-green-switch';
import { pullImage } from '@slipway/docker';
import type { Session } from '@slipway/journal';
import { run as migrate, contract as migrateContract } from '@slipway/run-migrations';
import { localShell } from '@slipway/shell';
import { run as checkHealth, contract as smokeContract } from '@slipway/smoke-health';
import { buildAll, scanAll, tagAll } from './images.ts';
import { describeTimings, type ReleaseReceipt, renderRelease, secondsOf } from './receipt.ts';
import type { ReleaseResult } from './run.ts';
import type { Inputs, Plan } from './settings.ts';
import { inputsFor, placeInputs, registryInputs } from './step-inputs.ts';

/** What is known so far; a failure tells as much of it as there is. */
type Draft = { -readonly [K in keyof ReleaseReceipt]: ReleaseReceipt[K] };

/** Build, scan, tag, backup, migrate, switch: any failure before the switch leaves the live colour untouched, any failure after it moves back. */
export async function release(inputs: Inputs, plan: Plan, host: Host, session: Session): Promise<ReleaseResult> {
  const draft = emptyReceipt(plan);
  const timings: Timing[] = [];
  const ports = { ...host, local: localShell() };
  const step = async <T>(
    name: string,
    intent: Readonly<Record<string, unknown>>,
    work: () => Promise<T>,
    told: (result: T) => Readonly<Record<string, unknown>>,
  ): Promise<T> => {
    const start = Date.now();
    host.log.info(`\n== ${name}`);
    let result: T | undefined;
    try {
      await session.step(name, { version: plan.version, ...intent }, async () => {
        result = await work();
        return told(result);
      });
    } finally {
      timings.push({ name, start, end: Date.now() });
    }
    return result as T;
  };

  try {
    draft.images = await step(
      'build',
      { services: Object.keys(plan.settings.images) },
      () => buildAll(inputs, plan, ports),
      (images) => ({ images }),
    );
    if (plan.settings.scan !== false)
      draft.scan = await step(
        'scan',
        {},
        () => scanAll(inputs, plan, draft.images, ports),
        (scan) => ({ scan }),
      );
    await step(
      'tag',
      { images: draft.images },
      () => tagAll(inputs, plan, draft.images, ports),
      () => ({}),
    );
    await step(
      'deliver',
      { images: draft.images },
      () => deliver(inputs, draft.images, session),
      () => ({}),
    );
    if (plan.settings.backup !== false)
      draft.backup = await step(
        'backup',
        {},
        () => backup(plan, host, session),
        (made) => ({ ...made }),
      );
    if (plan.settings.migrate !== false)
      draft.migration = await step(
        'migrate',
        {},
        () => applyMigrations(plan, draft.images, host, session),
        (moved) => ({ ...moved }),
      );
    const switched = await step(
      'switch',
      { images: draft.images },
      () => moveTraffic(inputs, plan, draft.images, host, session),
      (done) => ({ outcome: done.outcome }),
    );
    // The switch tells its own steps, which are finer than the whole.
    if (switched.receipt) timings.splice(-1, 1, ...switched.receipt.steps);
    const result = conclude(draft, switched, timings);
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
    identity: '',
    undo: '',
    steps: [],
    timeline: [],
    rollbackCommand: '',
  };
}

/** The server has every image before anything else is touched, so that a registry that fails later delays nothing. */
async function deliver(inputs: Inputs, images: Readonly<Record<string, string>>, session: Session): Promise<void> {
  const { 'registry-username': username, 'registry-password': password } = inputs;
  const login = username && password ? { username, password } : undefined;
  for (const image of Object.values(images)) await pullImage(session.shell, image, login);
}

async function backup(plan: Plan, host: Host, session: Session): Promise<ReleaseReceipt['backup']> {
  const settings = plan.settings.backup || {};
  const given = {
    mode: 'backup',
    'project-name': plan.settings.project,
    tag: 'pre-deploy',
    service: settings.service,
    database: settings.database,
    destination: settings.destination,
    encryption: settings.encryption,
    'age-recipients': settings['age-recipients'],
    verify: settings.verify,
  };
  const made = await backUp(inputsFor(backupContract, given, backupCheck), { ...host, shell: session.shell });
  if (made.outcome === 'nothing-to-back-up') return undefined;
  const { id = '', size = '0', rows = '0', tables = '0', 'verify-level': level = '' } = made.outputs;
  return { id, verified: level, size: Number(size), rows: Number(rows), tables: Number(tables) };
}

async function applyMigrations(
  plan: Plan,
  images: Readonly<Record<string, string>>,
  host: Host,
  session: Session,
): Promise<ReleaseReceipt['migration']> {
  const settings = plan.settings.migrate || {};
  const service = settings.service ?? Object.keys(images)[0] ?? '';
  const given = {
    mode: 'apply',
    ...placeInputs(plan),
    service,
    image: images[service],
    'database-service': settings['database-service'],
    'alembic-ini': settings['alembic-ini'],
    target: settings.target,
  };
  const { outputs } = await migrate(inputsFor(migrateContract, given), { ...host, shell: session.shell });
  return { from: outputs.from ?? '', to: outputs.to ?? '', applied: (outputs.applied ?? '').split(',').filter(Boolean) };
}

async function moveTraffic(
  inputs: Inputs,
  plan: Plan,
  images: Readonly<Record<string, string>>,
  host: Host,
  session: Session,
): Promise<SwitchResult> {
  const { smoke } = plan.settings;
  const given = {
    mode: 'deploy',
    ...placeInputs(plan),
    ...registryInputs(inputs),
    ...plan.settings.switch,
    images: Object.entries(images).map(([service, image]) => `${service}=${image}`),
    version: plan.version,
  };
  const gate = async (): Promise<void> => {
    if (smoke === false) return;
    const asked = {
      url: smoke.url,
      checks: smoke.checks,
      deadline: smoke.deadline ?? '30s',
      'expect-version': plan.derivedVersion ? undefined : plan.version,
    };
    await checkHealth(inputsFor(smokeContract, asked), { ...host, shell: localShell() });
  };
  return switchTraffic(inputsFor(switchContract, given), { ...host, shell: session.shell, session, ...(smoke === false ? {} : { gate }) });
}

function conclude(draft: Draft, switched: SwitchResult, timings: readonly Timing[]): ReleaseResult {
  const outcome = switched.outcome === 'unchanged' ? 'unchanged' : 'released';
  const receipt: ReleaseReceipt = {
    ...draft,
    outcome,
    live: switched.outputs.live ?? '',
    ...figures(switched.receipt),
    steps: secondsOf(timings),
    timeline: timings,
  };
  return { outcome, receipt, outputs: outputsOf(receipt), summary: renderRelease(receipt) };
}

function figures(receipt: Receipt | undefined): Partial<ReleaseReceipt> {
  if (!receipt) return {};
  const { previousVersion, requests, failed, lastOldMs, firstNewMs, switchedAt, identity, undo, rollbackCommand } = receipt;
  return { previousVersion, requests, failed, lastOldMs, firstNewMs, switchedAt, identity, undo, rollbackCommand };
}

function outputsOf(receipt: ReleaseReceipt): Record<string, string> {
  return {
    version: receipt.version,
    'previous-version': receipt.previousVersion,
    live: receipt.live,
    images: JSON.stringify(receipt.images),
    'backup-id': receipt.backup?.id ?? '',
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
  const receipt: ReleaseReceipt = {
    ...draft,
    outcome,
    reason: failure.reason,
    live: inner['live'] ?? '',
    previousVersion: inner['version'] ?? '',
    requests: Number(inner['requests'] ?? 0),
    failed: Number(inner['failed-requests'] ?? 0),
    steps: secondsOf(timings),
    timeline: timings,
  };
  const moved =
    draft.migration && draft.migration.applied.length > 0
      ? `The database was migrated from ${draft.migration.from} to ${draft.migration.to} and stays there.`
      : '';
  const kept = draft.backup ? `The backup ${draft.backup.id} from before is proven.` : '';
  const untouched = failure.details.state ?? 'Traffic was not touched.';
  return withDetails(failure, {
    outcome,
    state: [untouched, moved, kept].filter(Boolean).join(' '),
    outputs: { ...outputsOf(receipt), version: inner['version'] ?? '', 'previous-version': '' },
    summary: `${renderRelease(receipt)}\n\n${failure.text}`,
  });
}
