import { cell, code, Failure, type InputsOf, table } from '@slipway/action';
import { type Color, colorProject, containersOf, otherColor, type Project } from '@slipway/docker';
import { Journal, transactions } from '@slipway/journal';
import type { Release } from './colors.ts';
import type { contract } from './contract.ts';
import { Haproxy } from './haproxy.ts';
import type { Ports, SwitchResult } from './run.ts';

type Inputs = InputsOf<typeof contract>;

function openRouter(ports: Ports, project: Project, inputs: Inputs): Haproxy {
  return new Haproxy({
    shell: ports.shell,
    clock: ports.clock,
    log: ports.log,
    project: project.name,
    directory: inputs['router-directory'],
    socket: inputs['haproxy-socket'],
    masterSocket: inputs['haproxy-master-socket'],
  });
}

/** What is live, read from the router, and what runs. Changes nothing. */
export async function report(ports: Ports, project: Project, inputs: Inputs): Promise<SwitchResult> {
  const route = await openRouter(ports, project, inputs).read();
  const rows: string[][] = [];
  let version = '';
  for (const color of ['blue', 'green'] as const) {
    for (const one of await containersOf(ports.shell, colorProject(project.name, color))) {
      const label = one.labels['slipway.version'] ?? '';
      if (color === route.live) version = label;
      rows.push([
        color === route.live ? `**${color}**` : color,
        cell(one.service),
        code(label || 'unknown'),
        cell(one.health ?? one.status),
        code(one.image),
      ]);
    }
  }
  const journal = await Journal.open(ports.shell, project.state, 0);
  const unfinished = transactions(journal.entries).filter((one) => one.outcome === undefined);
  const notes = [
    route.live !== route.confirmed ? `Not confirmed: a restart of the router returns to ${route.confirmed ?? 'nothing'}.` : '',
    unfinished.length > 0
      ? `${unfinished.length} release without an end in the journal: one is under way, or the next run settles it.`
      : '',
  ].filter(Boolean);
  const title = route.live
    ? `### ${project.name}: ${route.live} serves ${code(version || 'unknown')}`
    : `### ${project.name}: nothing is live`;
  const summary = [title, table(['colour', 'service', 'version', 'state', 'image'], rows), ...notes].join('\n\n');
  for (const note of notes) ports.log.warn(note);
  return { outcome: 'reported', outputs: { live: route.live ?? '', version }, summary };
}

export interface Previous extends Release {
  /** Its containers are still there, stopped. */
  readonly kept: boolean;
}

/**
 * The release to go back to: the idle colour as it was stopped; or, where the input `version` names another, that one's images from the journal.
 * @throws Failure `nothing-to-roll-back`
 */
export async function previousRelease(
  ports: Ports & { session: { journal: Journal } },
  project: Project,
  inputs: Inputs,
): Promise<Previous> {
  const { live } = await openRouter(ports, project, inputs).read();
  const known = releasesOf(ports.session.journal);
  const versions = [...new Set(known.map((one) => one.version))].slice(0, 10);
  if (inputs.version === undefined && known[0]?.byRollback) {
    throw new Failure(
      'nothing-to-roll-back',
      `${known[0].version} serves because of a rollback; the release before it is not known to be wanted.`,
      {
        state: 'Nothing was changed.',
        hint: `Name the version to go to. Confirmed once, newest first: ${versions.join(', ')}.`,
      },
    );
  }
  const kept = live === undefined ? [] : await containersOf(ports.shell, colorProject(project.name, otherColor(live)));
  const version = kept[0]?.labels['slipway.version'] ?? '';
  if (
    kept.length > 0 &&
    (inputs.version === undefined || isNamed(version, inputs.version)) &&
    (await wasLive(ports, otherColor(live as Color), version))
  ) {
    return { version, images: Object.fromEntries(kept.map((one) => [one.service, one.image])), kept: true };
  }
  const recorded = ports.session.journal.entries.findLast((entry) => entry.step === 'confirm' && entry.phase === 'done');
  const fitting = inputs.version === undefined ? [] : known.filter((one) => isNamed(one.version, inputs.version ?? ''));
  const [named] = fitting;
  if (named && new Set(fitting.map((one) => one.version)).size === 1) return { ...named, kept: false };
  const what =
    inputs.version === undefined
      ? 'No earlier release stands on the idle colour'
      : `The journal knows ${named ? 'several confirmed releases' : 'no confirmed release'} ${inputs.version}`;
  throw new Failure('nothing-to-roll-back', `${what}${recorded ? '' : ', and none was ever confirmed'}.`, {
    state: 'Nothing was changed.',
    hint:
      versions.length > 0 ? `Confirmed once, newest first: ${versions.join(', ')}.` : 'Deploy the wanted version by its digest instead.',
  });
}

/** Whether the colour's release was confirmed once: one that failed its trial is nothing to go back to. */
async function wasLive(ports: { session: { journal: Journal } }, color: Color, version: string): Promise<boolean> {
  return transactions(ports.session.journal.entries).some((one) => {
    const confirmed = one.entries.some((entry) => entry.step === 'confirm' && entry.phase === 'done');
    const started = one.entries.some(
      (entry) => entry.step === 'switch' && entry.phase === 'intent' && entry.data?.['to'] === color && entry.data?.['version'] === version,
    );
    return confirmed && started;
  });
}

/** Whether a version is the one that was asked for; a commit may be shortened to 7 digits. */
function isNamed(version: string, asked: string): boolean {
  return version === asked || (/^[0-9a-f]{40}$/.test(version) && /^[0-9a-f]{7,39}$/.test(asked) && version.startsWith(asked));
}

interface Confirmed extends Release {
  /** It was gone back to. */
  readonly byRollback: boolean;
}

/** Every release that was confirmed once, newest first. */
function releasesOf(journal: Journal): Confirmed[] {
  return transactions(journal.entries)
    .reverse()
    .flatMap((one) => {
      const confirmed = one.entries.some((entry) => entry.step === 'confirm' && entry.phase === 'done');
      const order = one.entries.find(
        (entry) => entry.step === 'switch' && entry.phase === 'intent' && typeof entry.data?.['images'] === 'object',
      );
      const version = order?.data?.['version'];
      if (!confirmed || typeof version !== 'string') return [];
      return [{ version, images: order?.data?.['images'] as Record<string, string>, byRollback: one.outcome === 'rolled-back' }];
    });
}
