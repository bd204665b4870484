import type { Host, InputsOf } from '@slipway/action';
import { type BackupResult, run as backUp, checkInputs as backupCheck, contract as backupContract, Unpruned } from '@slipway/backup-db';
import { type SwitchResult, run as switchTraffic } from '@slipway/blue-green-switch';
import { pullImage } from '@slipway/docker';
import type { Session } from '@slipway/journal';
import { checkInputs as checkMigrate, run as migrate, contract as migrateContract, type Proof, wordsOf } from '@slipway/run-migrations';
import { localShell } from '@slipway/shell';
import { run as checkHealth, contract as smokeContract } from '@slipway/smoke-health';
import type { ReleaseBackup, ReleaseReceipt } from './receipt.ts';
import { servingImage } from './serving.ts';
import type { Inputs, Plan } from './settings.ts';
import { inputsFor, placeInputs, switchInputs } from './step-inputs.ts';
import { refuseBreaking } from './way-back.ts';

/** The server has every image before anything else is touched, so that a registry that fails later delays nothing. */
export async function deliver(inputs: Inputs, images: Readonly<Record<string, string>>, session: Session): Promise<void> {
  const { 'registry-username': username, 'registry-password': password } = inputs;
  const login = username && password ? { username, password } : undefined;
  for (const image of Object.values(images)) await pullImage(session.shell, image, login);
}

/** The inputs of the backup before a release: what the Slipway file says, and what this release has. @throws Failure `bad-input` */
export function backupInputs(inputs: Inputs, { settings }: Pick<Plan, 'settings'>): InputsOf<typeof backupContract> {
  const backup = settings.backup || {};
  const places = [backup.destination ?? []].flat();
  const goesTo = (scheme: string): boolean => places.some((place) => place.startsWith(scheme));
  const given = {
    // The keys of this part of the file are inputs of the action.
    ...backup,
    mode: 'backup',
    timeout: `${inputs.timeout}ms`,
    'project-name': settings.project,
    tag: 'pre-deploy',
    destination: places,
    // The server is reached already; the key is for another one alone.
    ...(goesTo('sftp://') ? { 'ssh-key': inputs['ssh-key'], 'known-hosts': inputs['known-hosts'] } : {}),
    ...(goesTo('artifact://') ? { 'github-token': inputs['github-token'] } : {}),
    'signing-key': inputs['signing-key'],
  };
  return inputsFor(backupContract, given, backupCheck);
}

/** @returns what the receipt says of it, and the proof that migrations rely on */
export async function backup(inputs: Inputs, plan: Plan, host: Host, session: Pick<Session, 'shell'>): Promise<BackedUp | undefined> {
  const made = await backUp(backupInputs(inputs, plan), { ...host, shell: session.shell }).catch((error: unknown) => unpruned(error, host));
  const told = backupsIn(made.outputs.backups);
  if (!told) return undefined;
  const id = told.all.map((one) => one.id).join(', ');
  const databases = told.all.map((one) => one.database);
  return {
    told,
    proof: made.outputs.verified === 'true' ? { id, databases, ...(made.bringTo ? { restore: made.bringTo } : {}) } : undefined,
  };
}

export interface BackedUp {
  readonly told: NonNullable<ReleaseReceipt['backup']>;
  readonly proof: Proof | undefined;
}

/** What the output `backups` lists; undefined where there was nothing to back up. */
export function backupsIn(list = '[]'): ReleaseReceipt['backup'] {
  const made = JSON.parse(list) as readonly (Omit<ReleaseBackup, 'verified'> & { readonly level: string })[];
  const all = made.map(({ database, id, level, size, rows, tables }) => ({ database, id, verified: level, size, rows, tables }));
  return all[0] && { ...all[0], all };
}

/** A release waits for a proven backup, and not for old ones to go: what comes after has all of it, also what restores it. */
export function unpruned(error: unknown, { log, signal }: Pick<Host, 'log' | 'signal'>): BackupResult {
  if (!(error instanceof Unpruned) || error.made.outputs.verified !== 'true' || signal.aborted) throw error;
  log.warn(error.text);
  return error.made;
}

export async function applyMigrations(
  inputs: Inputs,
  plan: Plan,
  images: Readonly<Record<string, string>>,
  host: Host,
  session: Session,
  proof: Proof | undefined,
): Promise<ReleaseReceipt['migration']> {
  const settings = plan.settings.migrate || {};
  const service = settings.service ?? Object.keys(images)[0] ?? '';
  const oldImage = settings['old-code'] ? oldImageOf(session.journal.entries, service, host) : undefined;
  const given = {
    mode: 'apply',
    timeout: `${inputs.timeout}ms`,
    ...placeInputs(plan),
    service,
    image: images[service],
    'database-service': settings['database-service'],
    tool: settings.tool,
    migrations: settings.migrations,
    'tool-command': settings['tool-command'],
    'alembic-ini': settings['alembic-ini'],
    target: settings.target,
    phase: settings.phase,
    backup: settings.backup,
    rehearse: settings.rehearse,
    'rehearse-database': settings['rehearse-database'],
    'rehearse-image': settings['rehearse-image'],
    'old-image': oldImage,
    'old-checks': settings['old-checks'],
    allow: Object.entries(settings.allow ?? {}).map(([rule, reason]) => `${rule}: ${reason}`),
  };
  const allowed = plan.settings.switch?.['allow-contract'] === true;
  const gate = schemaGate(session, allowed);
  const ports = { ...host, shell: session.shell, gate, ...(proof ? { proof } : {}) };
  const { outputs, plan: carried } = await migrate(inputsFor(migrateContract, given, checkMigrate), ports);
  const list = (text = ''): string[] => text.split(',').filter(Boolean);
  return {
    from: outputs.from ?? '',
    to: outputs.to ?? '',
    applied: list(outputs.applied),
    oldCodeCompatible: outputs['old-code-compatible'] || 'unknown',
    remaining: list(outputs.remaining),
    rehearsed: carried.rehearsal === undefined ? undefined : wordsOf(carried.rehearsal),
  };
}

/** The image of the version that serves, to be tried on the migrated copy; where nobody knows it, that is said. */
export function oldImageOf(entries: Session['journal']['entries'], service: string, { log }: Pick<Host, 'log'>): string | undefined {
  const image = servingImage(entries, service);
  if (image === undefined) log.warn(`old-code: the journal names no image of ${service} that serves, so no version from before is tried.`);
  return image;
}

/**
 * What stands before the migrations. A run that is lost between them and its journal's `done` leaves nothing pending, and nobody could tell any more
 * what they did: so the answer is on record before the first of them.
 */
export function schemaGate(session: Pick<Session, 'step'>, allowed: boolean): (compatible: string) => Promise<void> {
  return async (compatible) => {
    refuseBreaking(compatible, allowed);
    if (compatible === 'false')
      await session.step('schema', { oldCodeCompatible: compatible }, async () => ({ oldCodeCompatible: compatible }));
  };
}

export async function moveTraffic(
  inputs: Inputs,
  plan: Plan,
  images: Readonly<Record<string, string>>,
  host: Host,
  session: Session,
): Promise<SwitchResult> {
  const { smoke } = plan.settings;
  const given = {
    mode: 'deploy',
    images: Object.entries(images).map(([service, image]) => `${service}=${image}`),
    // A commit is only compared with an answer that looks like one; a version that was given must be answered as it stands.
    version: plan.derivedVersion ? undefined : plan.version,
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
  return switchTraffic(switchInputs(inputs, plan, given), { ...host, shell: session.shell, session, ...(smoke === false ? {} : { gate }) });
}
