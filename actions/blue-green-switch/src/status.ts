import { cell, code, table } from '@slipway/action';
import { otherColor } from '@slipway/docker';
import { type Entry, isConfirmed, Journal, transactions } from '@slipway/journal';
import { readRecord } from './adopt/record.ts';
import { tellUnfinished } from './adopt/unfinished.ts';
import { confirmedReleases, namedRelease, nothingToRollBack, preparedRelease, releaseBefore } from './history.ts';
import { toReturnTo } from './recover.ts';
import type { Route } from './route.ts';
import type { SwitchResult } from './run.ts';
import type { Instance, Release } from './runtime.ts';
import type { View } from './work.ts';

/** What is live, read from the router, and what runs. Changes nothing. */
export async function report(view: View): Promise<SwitchResult> {
  const route = await view.router.read();
  const rows: string[][] = [];
  let version = '';
  for (const color of ['blue', 'green'] as const) {
    for (const one of await view.runtime.instances(color)) {
      if (color === route.live) version = one.version;
      const name = color === route.live ? `**${color}**` : color;
      view.host.log.info(`${color} ${one.service}: ${one.version || 'unknown version'}, ${one.health ?? one.status}`);
      rows.push([name, cell(one.service), code(one.version || 'unknown'), cell(one.health ?? one.status), code(one.image)]);
    }
  }
  const takeover = tellUnfinished(view.name, await readRecord(view.shell, view.state));
  const notes = [...(takeover ? [takeover] : []), ...notesOf(route, (await Journal.open(view.shell, view.state, 0)).entries)];
  const title = route.live ? `### ${view.name}: ${route.live} serves ${code(version || 'unknown')}` : `### ${view.name}: nothing is live`;
  const running = rows.length > 0 ? [table(['colour', 'service', 'version', 'state', 'image'], rows)] : [];
  const summary = [title, ...running, ...notes].join('\n\n');
  for (const note of notes) view.host.log.warn(note);
  return { outcome: 'reported', outputs: { live: route.live ?? '', version }, summary };
}

/** What a person should know beside the table. */
function notesOf(route: Route, entries: readonly Entry[]): string[] {
  const unfinished = transactions(entries).filter((one) => one.outcome === undefined);
  const waiting = preparedRelease(entries)?.version;
  return [
    route.share < 100 && route.live ? `${route.live} is on trial with ${route.share} % of the traffic.` : '',
    route.live !== toReturnTo(route) ? `Not confirmed: ${route.confirmed ?? 'nothing'} is what the next run returns to.` : '',
    waiting ? `${waiting} is prepared and waits for mode promote, or abort.` : '',
    unfinished.length > 0
      ? `${unfinished.length} release without an end in the journal: one is under way, or the next run settles it.`
      : '',
  ].filter(Boolean);
}

export interface Previous extends Release {
  /** It still stands on the idle colour, stopped. */
  readonly kept: boolean;
}

/**
 * The release to go back to: the idle colour as it was stopped; or, where a version names another, or something that failed stands there, the one
 * before by its images from the journal.
 * @throws Failure `nothing-to-roll-back`
 */
export async function previousRelease(view: View, journal: Journal, asked: string | undefined): Promise<Previous> {
  const known = confirmedReleases(journal.entries);
  const wanted = namedRelease(known, asked);
  const { confirmed } = await view.router.read();
  const idle = confirmed === undefined ? undefined : otherColor(confirmed);
  const kept = idle === undefined ? [] : await view.runtime.instances(idle);
  const version = kept[0]?.version ?? '';
  if (idle && kept.length > 0 && (wanted === undefined || wanted.version === version) && wasLive(journal, idle, version)) {
    const stands = known.find((one) => one.version === version && isWhole(one, kept, view.runtime));
    if (stands) return { version, images: stands.images, kept: true };
    // A part of it was removed since, or it stands there with other images, which failed: it is made anew as it was confirmed.
    const confirmedAs = wanted ?? known.find((one) => one.version === version);
    if (confirmedAs) return { version, images: confirmedAs.images, kept: false };
  }
  const next = wanted ?? releaseBefore(known);
  if (!next) throw nothingToRollBack('No release was confirmed before the one that serves', known);
  if (!wanted)
    view.host.log.info(`${idle ?? 'The other colour'} does not hold ${next.version} any more: it is made anew from the journal.`);
  return { version: next.version, images: next.images, kept: false };
}

/** Whether a colour still has everything of a release, as it was confirmed. */
function isWhole({ images }: Release, kept: readonly Instance[], { listsOnlyRunning = [] }: View['runtime']): boolean {
  const there = ([service, image]: [string, string]): boolean =>
    kept.some((one) => one.service === service && one.image === image) || listsOnlyRunning.includes(service);
  return Object.entries(images).every(there) && kept.every((one) => images[one.service] === one.image);
}

/** Whether the colour's release was confirmed once: one that failed its trial is nothing to go back to. */
function wasLive(journal: Journal, color: string, version: string): boolean {
  return transactions(journal.entries).some((one) => {
    const started = one.entries.some(
      (entry) => entry.step === 'switch' && entry.phase === 'intent' && entry.data?.['to'] === color && entry.data?.['version'] === version,
    );
    return started && isConfirmed(one);
  });
}
