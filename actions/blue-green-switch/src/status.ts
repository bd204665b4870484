import { cell, code, type InputsOf, table } from '@slipway/action';
import { type Color, colorProject, containersOf, otherColor, type Project } from '@slipway/docker';
import { Journal, transactions } from '@slipway/journal';
import type { Release } from './colors.ts';
import type { contract } from './contract.ts';
import { Haproxy } from './haproxy.ts';
import { confirmedReleases, namedRelease, nothingToRollBack } from './history.ts';
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
  const known = confirmedReleases(ports.session.journal.entries);
  const wanted = namedRelease(known, inputs.version);
  const { live } = await openRouter(ports, project, inputs).read();
  const kept = live === undefined ? [] : await containersOf(ports.shell, colorProject(project.name, otherColor(live)));
  const version = kept[0]?.labels['slipway.version'] ?? '';
  const standing = kept.length > 0 && (wanted === undefined || wanted.version === version);
  if (standing && (await wasLive(ports, otherColor(live as Color), version))) {
    return { version, images: Object.fromEntries(kept.map((one) => [one.service, one.image])), kept: true };
  }
  if (wanted) return { version: wanted.version, images: wanted.images, kept: false };
  throw nothingToRollBack('No earlier release stands on the idle colour', known);
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
