import { code, Failure, type Host, messageOf, table, withDetails } from '@slipway/action';
import type { ReleaseRecord } from '@slipway/github';
import { lastLines, localShell, ProgramFailure } from '@slipway/shell';
import { run as checkHealth, contract as smokeContract } from '@slipway/smoke-health';
import { digestsOf } from './digests.ts';
import { type EvidenceOutputs, keepEvidence } from './evidence.ts';
import { buildAll, scanAll, tagAll } from './images.ts';
import { renderPlan } from './plan.ts';
import { previousRelease } from './previous.ts';
import { openRecorder } from './record.ts';
import { migrateFromRunner } from './remote-database.ts';
import type { ReleaseResult } from './run.ts';
import type { Inputs, Plan } from './settings.ts';
import { refuseStale } from './stale.ts';
import { inputsFor } from './step-inputs.ts';
import { type WayBack, wayBack } from './way-back.ts';

type Images = Readonly<Record<string, string>>;
type Given = Plan & { readonly command: string };

/**
 * A release to a platform that the team's own command talks to: images, migrations, the command, and the smoke check that decides. The platform
 * holds neither lease nor journal of ours: the queue of the job is the lock, and GitHub's deployment records know the release before.
 */
export async function onPlatform(inputs: Inputs, plan: Given, host: Host): Promise<ReleaseResult> {
  const facts = { services: Object.keys(plan.settings.images), ports: [], live: undefined, where: 'its platform' };
  const previous = inputs.mode === 'release' && inputs['dry-run'] ? undefined : await previousRelease(inputs, plan, host);
  if (inputs.mode === 'status') return reported(previous);
  if (inputs['dry-run']) return { outcome: 'planned', outputs: {}, summary: renderPlan(plan, facts) };
  if (inputs.mode === 'rollback') return goBack(inputs, plan, host, previous);
  if (previous) await refuseStale(inputs, plan, { ...previous, runId: previous.run }, host);
  if (plan.settings.backup !== false && plan.settings.backup.destination)
    host.log.warn(
      'No backup is made in a release to a platform: the workflow backup makes them, from an environment that reaches the database.',
    );
  const images = plan.images ?? (await makeImages(inputs, plan, host));
  const recorder = await openRecorder(inputs, plan, host);
  await recorder.begin(images);
  try {
    const compatible = plan.settings.migrate === false ? 'true' : await migrateFromRunner(inputs, plan, images, host);
    await deploy(plan, images, wayBack(plan, previous, compatible), host);
  } catch (error) {
    const failure = error instanceof Failure ? error : new Failure('internal-error', messageOf(error), { cause: error });
    const back = failure.details.outcome === 'rolled-back';
    await recorder.end('failure', back ? `Rolled back: ${failure.reason}` : failure.reason);
    if (!back || !previous) throw failure;
    throw withDetails(failure, { outputs: { ...failure.details.outputs, ...(await recordBack(inputs, plan, previous, host)) } });
  }
  await recorder.end('success', `${plan.version} serves`);
  const outputs = { version: plan.version, 'previous-version': previous?.version ?? '', commit: plan.commit, ...imageOutputs(images) };
  const rows = Object.entries(images).map(([service, image]) => [service, code(image)]);
  const title = `### ${plan.settings.project} ${plan.settings.environment}: ${plan.version} is released`;
  return { outcome: 'released', outputs, summary: [title, table(['service', 'image'], rows)].join('\n\n') };
}

async function makeImages(inputs: Inputs, plan: Plan, host: Host): Promise<Images> {
  const ports = { ...host, local: localShell() };
  const images = await buildAll(inputs, plan, ports);
  await scanAll(inputs, plan, images, ports);
  await tagAll(inputs, plan, images, ports);
  return images;
}

/** The command, then the smoke check. A failure of either takes the platform back, where it is known to what. */
async function deploy(plan: Given, images: Images, back: WayBack, host: Host): Promise<void> {
  try {
    await host.log.group('Deploy', () => command(plan, plan.command, environmentOf(plan, plan.version, images), host));
    await smoke(plan, plan, host);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (host.signal.aborted) {
      // No time is left to go back in: the runner ends everything in seconds.
      const state = `The command for ${plan.settings.environment} was ended on its way: the platform stands as it left it.`;
      throw withDetails(error, { state, hint: 'Look at the platform, then release again, or roll back.' });
    }
    if ('none' in back) throw withDetails(error, { state: `The platform stands as the command left it: ${back.none}.` });
    const previous = back.release;
    host.log.warn(`${error.text} Going back to ${previous.version}.`);
    try {
      await host.log.group('Roll back', () =>
        command(plan, back.command, environmentOf(plan, previous.version, imagesOf(plan, previous)), host),
      );
      await smoke(plan, previous, host);
    } catch (second) {
      throw withDetails(error, { state: `Going back to ${previous.version} failed too: ${messageOf(second)} A person is needed.` });
    }
    throw withDetails(error, {
      outcome: 'rolled-back',
      state: `${previous.version} serves again.`,
      outputs: { version: previous.version },
    });
  }
}

/** The newest record says what serves, also where nobody asked for it. */
async function recordBack(inputs: Inputs, plan: Plan, previous: ReleaseRecord, host: Host): Promise<EvidenceOutputs> {
  const recorder = await openRecorder(inputs, plan, host);
  await recorder.begin(imagesOf(plan, previous), previous);
  await recorder.end('success', `${previous.version} serves again`);
  return keepEvidence(inputs, plan, { ...previous, digests: digestsOf(imagesOf(plan, previous)) }, host);
}

async function goBack(inputs: Inputs, plan: Given, host: Host, previous: ReleaseRecord | undefined): Promise<ReleaseResult> {
  const back = plan.settings['rollback-command'];
  if (!back || !previous) {
    const what = back
      ? `Outside of GitHub nothing is known of releases of ${plan.settings.environment}`
      : `${inputs.config} has no rollback-command for ${plan.settings.environment}`;
    throw new Failure('nothing-to-roll-back', `${what}.`, { state: 'Nothing was changed.' });
  }
  const images = imagesOf(plan, previous);
  const { version, commit } = previous;
  const recorder = await openRecorder(inputs, plan, host);
  await recorder.begin(images, { version, commit });
  try {
    await host.log.group('Roll back', () => command(plan, back, environmentOf(plan, version, images), host));
    await smoke(plan, previous, host);
  } catch (error) {
    await recorder.end('failure', error instanceof Failure ? error.reason : 'internal-error');
    throw error;
  }
  await recorder.end('success', `${version} serves again`);
  return {
    outcome: 'rolled-back',
    outputs: { version, commit, ...imageOutputs(images) },
    summary: `### ${plan.settings.project} ${plan.settings.environment}: ${version} serves again`,
  };
}

/** What the command knows: versions and images, never an input of the action. The token of the platform comes from the step's own environment. */
function environmentOf(plan: Plan, version: string, images: Images): Record<string, string> {
  const named = Object.entries(images).map(([service, image]) => [`IMAGE_${service.toUpperCase().replaceAll(/\W/g, '_')}`, image]);
  return { VERSION: version, ENVIRONMENT: plan.settings.environment, PROJECT: plan.settings.project, ...Object.fromEntries(named) };
}

async function command(plan: Plan, text: string, env: Record<string, string>, host: Host): Promise<void> {
  const options = { title: 'the command', env, cwd: host.context.workspace, deadline: 30 * 60_000, signal: host.signal };
  try {
    await localShell().run(['bash', '-euo', 'pipefail', '-c', text], {
      ...options,
      lines: 'all',
      onLine: (line) => host.log.untrusted(line),
    });
  } catch (error) {
    if (!(error instanceof ProgramFailure)) throw error;
    const said = lastLines(error.stderr, 3);
    throw new Failure(
      'command-failed',
      `The command for ${plan.settings.environment} ended with code ${error.code}${said ? `: ${said}` : ''}.`,
      {
        hint: 'Its output stands in the log of this step.',
        cause: error,
      },
    );
  }
}

/** A version that is no other word than its commit is not asked for by that name: most applications do not tell it. */
async function smoke(plan: Plan, release: { readonly version: string; readonly commit: string }, host: Host): Promise<void> {
  const { smoke: settings } = plan.settings;
  if (settings === false) return;
  const expected = release.version === release.commit ? undefined : release.version;
  const asked = { url: settings.url, checks: settings.checks, deadline: settings.deadline ?? '2m', 'expect-version': expected };
  await checkHealth(inputsFor(smokeContract, asked), { ...host, shell: localShell() });
}

function imagesOf(plan: Plan, release: ReleaseRecord): Images {
  return Object.fromEntries(
    Object.entries(plan.settings.images).map(([service, { image }]) => [service, `${image}@${release.digests[service]}`]),
  );
}

function imageOutputs(images: Images): { images: string; digests: string } {
  return { images: JSON.stringify(images), digests: JSON.stringify(digestsOf(images)) };
}

function reported(release: ReleaseRecord | undefined): ReleaseResult {
  const summary = release
    ? `### ${code(release.version)} was released last, on ${release.createdAt}`
    : '### No release that passed is on record';
  return { outcome: 'reported', outputs: { version: release?.version ?? '' }, summary };
}
