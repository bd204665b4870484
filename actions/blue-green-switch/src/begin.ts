import { takeOver } from './adopt/take-over.ts';
import { parseSteps } from './canary-steps.ts';
import { answeringService, questionsFor } from './checks.ts';
import type { ModeContext } from './mode.ts';
import { openView } from './open.ts';
import type { DeployOptions } from './options.ts';
import { rollbackCommand } from './rollback-command.ts';
import type { Release } from './runtime.ts';
import { breaksOldCode, refuseContract } from './schema.ts';
import { step, type Work } from './work.ts';

/** How a mode begins its release. */
interface Start {
  readonly derived: boolean;
  readonly bringUp: DeployOptions['bringUp'];
}

/** Everything that a release needs, with a stack that serves already taken over. @throws Failure where it cannot be */
export async function begin(context: ModeContext, release: Release, start: Start): Promise<{ work: Work; options: DeployOptions }> {
  const { inputs, ports, application } = context;
  const released = Object.keys(release.images);
  application.refuse(released);
  const view = await openView(application, { shell: ports.shell, host: ports, inputs }, released);
  const service = answeringService(inputs.service, view.runtime.published);
  const checks = inputs.mode === 'rollback' ? [] : inputs.checks;
  const questions = questionsFor({ service, healthPath: inputs['health-path'], checks, published: view.runtime.published });
  const options: DeployOptions = {
    release: { version: release.version, images: release.images, repeated: inputs.mode === 'rollback' },
    derivedVersion: start.derived,
    questions,
    healthTimeout: inputs['health-timeout'],
    canary: inputs.mode === 'rollback' ? [] : parseSteps(inputs.steps, view.router.abilities.weights),
    bakeTime: inputs['bake-time'],
    // Time beyond the bake for a slow runner, and for the checks before it.
    confirmTimeout: inputs['confirm-timeout'] ?? inputs['bake-time'] + 90_000,
    drainTimeout: inputs['drain-timeout'],
    rollbackCommand: (version) => rollbackCommand(inputs, view.name, version),
    gate: ports.gate,
    bringUp: start.bringUp,
    contract: contractFor(context, release, start),
    previous: inputs.previous,
    keepReleases: inputs['keep-releases'],
  };
  const work: Work = { ...view, session: ports.session, timings: [] };
  const takenOver = await takeOver(context, work, options);
  return { work, options: takenOver ? { ...options, takenOver } : options };
}

/** Whether there is no way back from this release, because the schema took it. @throws Failure `contract` unless that is allowed */
function contractFor({ inputs, ports }: ModeContext, release: Release, start: Start): boolean {
  const allowed = inputs['allow-contract'];
  const { entries } = ports.session.journal;
  if (inputs.mode === 'rollback') {
    const what = `Migrations after ${release.version} changed the schema so that its code cannot work with it`;
    if (breaksOldCode(entries, release.version)) refuseContract(what, allowed);
    return false;
  }
  const said = inputs['old-code-compatible'];
  const breaks = said === 'unknown' ? breaksOldCode(entries) : said === 'false';
  // What is only prepared moves no traffic.
  if (breaks && inputs.mode !== 'prepare') refuseContract('The version that serves cannot work with the schema as it is now', allowed);
  return breaks && start.bringUp !== 'start';
}

/** What a release needs beside itself is started, where it does not run. */
export async function startSingles({ application }: ModeContext, work: Work, images: Release['images']): Promise<void> {
  await step(work, 'singles', {}, async () => void (await application.ensure(work.shell, Object.keys(images))));
}
